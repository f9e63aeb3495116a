"""Sentences with their exact place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# A run of closing signs, quotes or brackets behind it, then white space; or an empty line.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)|\n[ \t\r]*\n")
_LONGEST_ABBREVIATION = 12


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, with its span in the original in code points; `text` is exactly that span."""

    text: str
    start: int
    end: int


@cache
def abbreviations() -> frozenset[str]:
    """This will return the abbreviations after whose point a sentence goes on."""
    return frozenset((files("dutch_text") / "data" / "abbreviations.txt").read_text("utf-8").split())


def sentences(text: str) -> list[Sentence]:
    """This will cut a text into sentences; what stands between them is white space only."""
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        if match.group()[0] == "." and _goes_on(text, match):
            continue
        found.extend(_trimmed(text, start, match.end()))
        start = match.end()
    found.extend(_trimmed(text, start, len(text)))
    return found


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Sentence(text[start:end], start, end)] if start < end else []


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """A point closes no sentence behind an abbreviation, an initial or a rank number, or before a small letter."""
    if match.group() != ".":
        return False
    before = text[max(0, match.start() - _LONGEST_ABBREVIATION) : match.start()].split()
    word = before[-1].lower().lstrip("(\"'“‘") if before and not text[match.start() - 1].isspace() else ""
    after = text[match.end() : match.end() + 40].lstrip()
    if word in abbreviations() or (len(word) == 1 and word.isalpha()):
        return True
    return bool(after) and after[0].islower()
