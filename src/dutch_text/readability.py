"""Plain language: hints that help an editor write at level B1. Hints, not a verdict.

The jargon list is data with an owner: hand in your own, or use the list that comes with the package.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

LONG_SENTENCE = 20
LONG_WORD = 18
B1_AVERAGE = 15.0
LONGEST_TEXT = 200_000
KINDS = ("long_sentence", "passive", "jargon", "long_word")


def _rows(name: str) -> list[list[str]]:
    text = resources.files("dutch_text").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.reader(line for line in text.splitlines() if line and not line.startswith("#")))[1:]


def _words(kind: str) -> frozenset[str]:
    return frozenset(word for word, of in _rows("readability_words.csv") if of == kind)


# A full stop after these, or after one letter, does not end a sentence.
_ABBREVIATIONS = _words("abbreviation")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|\Z)|\n\s*\n|\n(?=\s*[-•*])")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_AUXILIARY = _words("auxiliary")
_PERFECT = _words("perfect")
_PARTICIPLE = re.compile(
    r"\b(?:ge|be|ver|ont|her|er)[a-zéëïöü]{2,24}(?:d|t|en)\Z|\b[a-z]{2,12}ge[a-zéëïöü]{2,20}(?:d|t|en)\Z"
)
_NO_PARTICIPLE = _words("no_participle")
_REACH = 12


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing an editor can improve: `kind`, its place in the text, and a plainer word when there is one."""

    kind: str
    text: str
    start: int
    end: int
    plainer: str = ""


@dataclass(frozen=True, slots=True)
class Readability:
    """Figures and hints of one text; `fits_b1` is a rule of thumb, not a test."""

    sentences: int
    words: int
    words_per_sentence: float
    syllables_per_word: float
    hints: tuple[Hint, ...]
    fits_b1: bool


@cache
def standing_jargon() -> tuple[tuple[str, str], ...]:
    """This will read the jargon that comes with the package: (word, plainer word)."""
    return tuple((word, plainer) for word, plainer in _rows("jargon.csv"))


def readability(text: str, *, jargon: Mapping[str, str] | None = None) -> Readability:
    """This will give hints for level B1; offsets count code points of the original text.

    `jargon` maps a word to a plainer one. Of a longer text the first 200,000 characters are read.
    """
    read = text[:LONGEST_TEXT]
    spans = _sentences(read)
    hints: list[Hint] = []
    words = syllables = 0
    for start, end in spans:
        found = [
            (match.group().lower(), start + match.start(), start + match.end())
            for match in _WORD.finditer(read[start:end])
        ]
        words += len(found)
        syllables += sum(_syllables(word) for word, _, _ in found)
        hints += _sentence_hints(read, start, end, found)
    hints += _jargon(read, tuple(sorted(jargon.items())) if jargon is not None else standing_jargon())
    average = words / len(spans) if spans else 0.0
    long = sum(hint.kind == "long_sentence" for hint in hints)
    fits = bool(spans) and average <= B1_AVERAGE and long <= len(spans) / 10
    ordered = tuple(sorted(hints, key=lambda hint: (hint.start, hint.end, hint.kind)))
    return Readability(
        len(spans), words, round(average, 1), round(syllables / words, 2) if words else 0.0, ordered, fits
    )


def _sentences(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        last = text[max(start, match.start() - 8) : match.start()].split(" ")[-1].lower()
        if match.group()[0] == "." and (last in _ABBREVIATIONS or (len(last) == 1 and last != "u")):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [(begin, end) for begin, end in spans if _WORD.search(text, begin, end)]


def _sentence_hints(text: str, start: int, end: int, words: list[tuple[str, int, int]]) -> list[Hint]:
    hints = []
    if len(words) > LONG_SENTENCE:
        first, last = words[0][1], words[-1][2]
        hints.append(Hint("long_sentence", text[first:last], first, last))
    hints += [
        Hint("long_word", text[left:right], left, right)
        for word, left, right in words
        if len(word) >= LONG_WORD
    ]
    hints += _passive(text, words)
    return hints


def _passive(text: str, words: list[tuple[str, int, int]]) -> list[Hint]:
    """This will find "wordt ... besloten" and "is ... besloten door"; the sentence leaves out who does it."""
    for place, (word, start, end) in enumerate(words):
        near = words[max(0, place - 2) : place + _REACH]
        participle = any(_is_participle(other) for other, _, _ in near if other != word)
        by = any(other == "door" for other, _, _ in near)
        if participle and (word in _AUXILIARY or (word in _PERFECT and by)):
            return [Hint("passive", text[start:end], start, end)]
    return []


def _is_participle(word: str) -> bool:
    return word not in _NO_PARTICIPLE and len(word) < 30 and bool(_PARTICIPLE.search(word))


def _syllables(word: str) -> int:
    return max(1, len(_VOWELS.findall(word[:60])))


_VOWELS = re.compile(
    r"(?:ieuw|eeuw|aai|ooi|oei|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ou|au|[aeiouyàáâäèéêëìíîïòóôöùúûü])"
)


def _jargon(text: str, jargon: tuple[tuple[str, str], ...]) -> list[Hint]:
    pattern, plainer = _jargon_pattern(jargon)
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return [
        Hint("jargon", text[match.start() : match.end()], match.start(), match.end(), plainer[match.group()])
        for match in pattern.finditer(low)
    ]


@lru_cache(maxsize=16)
def _jargon_pattern(jargon: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    plainer = {word.lower(): plain for word, plain in jargon}
    longest_first = sorted(plainer, key=lambda word: (-len(word), word))
    choices = "|".join(re.escape(word) for word in longest_first) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)"), plainer
