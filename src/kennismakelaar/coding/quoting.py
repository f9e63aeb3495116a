"""Which words of a text a proposal stands on, and whether these words stand in the text, word for word."""

import re
from collections.abc import Sequence

from .sentences import sentences, tidied

WORD = re.compile(r"\w+")
SHORTEST_STEM = 4


def quote_for(text: str, lemmas: Sequence[str]) -> tuple[int, int]:
    """The offsets of the best sentence; the first one when none holds any of the words, nothing when there is none."""
    pieces = sentences(text)
    if not pieces:
        return 0, 0
    best = max(pieces, key=lambda piece: (_held(piece.text, lemmas), -piece.start))
    return best.start, best.end


def verbatim(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, word for word: the first place where it cuts no word in two; else None."""
    start, end = tidied(quote, 0, len(quote))
    quote = quote[start:end]
    at = text.find(quote) if quote else -1
    while at >= 0:
        if tidied(text, at, at + len(quote)) == (at, at + len(quote)) and not _cuts(
            text, at, at + len(quote)
        ):
            return at, at + len(quote)
        at = text.find(quote, at + 1)
    return None


def _cuts(text: str, start: int, end: int) -> bool:
    """Whether a word goes on where a stretch begins or ends."""
    return any(0 < at < len(text) and _letter(text[at - 1]) and _letter(text[at]) for at in (start, end))


def _letter(sign: str) -> bool:
    return sign.isalnum()


def _held(sentence: str, lemmas: Sequence[str]) -> int:
    words = [word.lower() for word in WORD.findall(sentence)]
    return sum(any(_alike(word, lemma.lower()) for word in words) for lemma in lemmas)


def _alike(word: str, lemma: str) -> bool:
    """Inflected forms share their beginning: "gesprekken" and "gesprek"."""
    stem = lemma[: max(SHORTEST_STEM, len(lemma) - 2)]
    return word == lemma or (len(lemma) >= SHORTEST_STEM and word.startswith(stem))
