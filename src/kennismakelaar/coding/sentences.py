"""Cutting a text into sentences and words with their offsets, so that a mark can be made without a mouse."""

import re
import unicodedata
from dataclasses import dataclass

END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s)|\n+")
ABBREVIATIONS = (
    "bijv.",
    "bv.",
    "o.a.",
    "d.w.z.",
    "enz.",
    "dhr.",
    "mevr.",
    "nr.",
    "art.",
    "m.b.t.",
    "i.v.m.",
    "t.a.v.",
)
WORD = re.compile(r"\S+")
JOINERS = {"\u200d", "\ufe0e", "\ufe0f"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: offsets in code points, and its words."""

    start: int
    end: int
    text: str


def sentences(text: str) -> list[Piece]:
    """The sentences of a text in order, without the white space around them."""
    found, start = [], 0
    for match in END.finditer(text):
        if text[start : match.end()].lower().endswith(ABBREVIATIONS):
            continue
        found.append(_piece(text, start, match.end()))
        start = match.end()
    found.append(_piece(text, start, len(text)))
    return [piece for piece in found if piece.end > piece.start]


def words(text: str, within: Piece) -> list[Piece]:
    """The words of a sentence, each with its place in the whole text."""
    return [Piece(m.start(), m.end(), m[0]) for m in WORD.finditer(text, within.start, within.end)]


def tidied(text: str, start: int, end: int) -> tuple[int, int]:
    """A mark without white space at its ends that cuts no letter from its accent and no emoji in two."""
    start, end = max(0, start), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while 0 < start < len(text) and _belongs_to_previous(text, start):
        start -= 1
    while 0 < end < len(text) and _belongs_to_previous(text, end):
        end += 1
    return start, end


def _belongs_to_previous(text: str, at: int) -> bool:
    sign = text[at]
    return bool(unicodedata.combining(sign)) or sign in JOINERS or text[at - 1] == "\u200d"


def _piece(text: str, start: int, end: int) -> Piece:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end = start + len(part.strip())
    return Piece(start, end, text[start:end])
