"""Words with their place in the text: lemma, parts of a compound, stop words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dutch_text import wordlist
from dutch_text.normalize import fold, variant

# Letters and digits, with an apostrophe or hyphen between them; "lhbtiq+" keeps its plus.
_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*\+?")

# Runs of 4 found as much as runs of 3, 4 and 5 together (tests/benchmarks), in a third of the room and time.
RUN = 4
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
    if len(raw) > 4 * wordlist.LONGEST_WORD:
        return Token(raw, start, end, raw[: wordlist.LONGEST_WORD], (), False)
    text, lemma, parts, stop = _looked_up(raw, extra)
    return Token(text, start, end, lemma, parts, stop)


@lru_cache(maxsize=100_000)
def _looked_up(raw: str, extra: frozenset[str]) -> tuple[str, str, tuple[str, ...], bool]:
    """This will return a word as indexed, its lemma, its parts and whether it is a stop word."""
    word = variant(raw)
    if word.endswith("'s") and len(word) > 3:
        word = word[:-2]
    stop = word in STOP_WORDS
    if "-" in word:
        return (word, *_hyphenated(word, extra), stop)
    if stop or not word.isalpha():
        return word, word, (), stop
    return word, wordlist.lemma(word), wordlist.compound_parts(word, extra), False


def _hyphenated(word: str, extra: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """This will index rechts-extremisme as rechtsextremisme with its parts."""
    pieces = [piece for piece in word.split("-") if piece]
    parts: list[str] = []
    for piece in pieces:
        parts.append(wordlist.lemma(piece))
        parts.extend(wordlist.compound_parts(piece, extra))
    joined = "".join(pieces)
    if not wordlist.is_known(joined) and pieces:
        joined = "".join(pieces[:-1]) + wordlist.lemma(pieces[-1])
    return wordlist.lemma(joined), tuple(parts)


@lru_cache(maxsize=50_000)
def grams(word: str) -> tuple[str, ...]:
    """This will return the runs of characters of a word with its edges marked."""
    edged = f"^{word[: wordlist.LONGEST_WORD]}$"
    if len(edged) < RUN:
        return (edged,)
    return tuple(edged[place : place + RUN] for place in range(len(edged) - RUN + 1))
