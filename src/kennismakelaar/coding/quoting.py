"""Which words of a text a proposal stands on: the sentence that holds most of the words that made it."""

import re
from collections.abc import Sequence

from .sentences import sentences

WORD = re.compile(r"\w+")
SHORTEST_STEM = 4


def quote_for(text: str, lemmas: Sequence[str]) -> tuple[int, int]:
    """The offsets of the best sentence; the first one when none holds any of the words."""
    pieces = sentences(text)
    best = max(pieces, key=lambda piece: (_held(piece.text, lemmas), -piece.start))
    return best.start, best.end


def _held(sentence: str, lemmas: Sequence[str]) -> int:
    words = [word.lower() for word in WORD.findall(sentence)]
    return sum(any(_alike(word, lemma.lower()) for word in words) for lemma in lemmas)


def _alike(word: str, lemma: str) -> bool:
    """Inflected forms share their beginning: "gesprekken" and "gesprek"."""
    stem = lemma[: max(SHORTEST_STEM, len(lemma) - 2)]
    return word == lemma or (len(lemma) >= SHORTEST_STEM and word.startswith(stem))
