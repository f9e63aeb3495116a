"""Words with their place in the text: lemma, parts of a compound, stop words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from dutch_text import wordlist
from dutch_text.normalize import fold, variant

# Letters and digits, with an apostrophe or hyphen between them; "lhbtiq+" keeps its plus.
_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*\+?")

STOP_WORDS = frozenset((files("dutch_text") / "data" / "stop_words.txt").read_text("utf-8").split())


@dataclass(frozen=True, slots=True)
class Token:
    """One word: as folded, with its place in the original and what it is looked up by."""

    text: str
    start: int
    end: int
    lemma: str
    parts: tuple[str, ...]
    stop: bool


def tokens(text: str, *, extra: frozenset[str] = frozenset(), limit: int | None = None) -> list[Token]:
    """This will return the words of a text in order; `extra` are field words that may be compound parts."""
    folded = fold(text)
    found: list[Token] = []
    for match in _WORD.finditer(folded.text):
        if limit is not None and len(found) >= limit:
            break
        start, end = folded.span(match.start(), match.end())
        found.append(_token(match.group(), start, end, extra))
    return found


def _token(raw: str, start: int, end: int, extra: frozenset[str]) -> Token:
    word = variant(raw)
    if len(word) > 4 * wordlist.LONGEST_WORD:
        return Token(word, start, end, word[: wordlist.LONGEST_WORD], (), False)
    if word.endswith("'s") and len(word) > 3:
        word = word[:-2]
    stop = word in STOP_WORDS
    if "-" in word:
        return _hyphenated(word, start, end, stop, extra)
    if stop or not word.isalpha():
        return Token(word, start, end, word, (), stop)
    return Token(word, start, end, wordlist.lemma(word), wordlist.compound_parts(word, extra), False)


def _hyphenated(word: str, start: int, end: int, stop: bool, extra: frozenset[str]) -> Token:
    """This will index rechts-extremisme as rechtsextremisme with its parts."""
    pieces = [piece for piece in word.split("-") if piece]
    joined = "".join(pieces)
    parts: list[str] = []
    for piece in pieces:
        parts.append(wordlist.lemma(piece))
        parts.extend(wordlist.compound_parts(piece, extra))
    return Token(word, start, end, wordlist.lemma(joined), tuple(parts), stop)


def grams(word: str, sizes: tuple[int, ...] = (3, 4, 5)) -> Iterator[str]:
    """This will yield the runs of 3 to 5 characters of a word with its edges marked."""
    edged = f"^{word[: wordlist.LONGEST_WORD]}$"
    for size in sizes:
        for place in range(len(edged) - size + 1):
            yield edged[place : place + size]
