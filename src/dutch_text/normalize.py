"""Unicode, diacritics and spelling variants, without losing the place in the original.

Offsets in this package always refer to the original text, counted in code points. Whoever changes the
text keeps an `OffsetMap`, so a find in the changed text can be shown in what was really written.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

# Signs that mean the same as a plainer one.
_PLAIN = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "`": "'", "\u00b4": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2026": "...",
    "ß": "ss", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "đ": "d", "ł": "l", "Ł": "l",
}  # fmt: skip


@dataclass(frozen=True)
class OffsetMap:
    """A changed text with, for each of its characters, the span it came from in the original."""

    original: str
    text: str
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """This will return the span in the original of `text[start:end]`.

        Signs that fell away inside or directly after (a combining accent) belong to the span.
        """
        if start < 0 or end > len(self.text) or start > end:
            raise IndexError(f"span {start}:{end} lies outside a text of {len(self.text)} characters")
        if self.starts is None or self.ends is None:
            return start, end
        if start == end:
            place = self.starts[start] if start < len(self.starts) else len(self.original)
            return place, place
        return self.starts[start], self.ends[end - 1]

    def place(self, original_offset: int) -> int:
        """This will return the place in the changed text of a place in the original."""
        if self.starts is None:
            return original_offset
        return bisect_left(self.starts, original_offset)


@lru_cache(maxsize=8192)
def fold_character(character: str) -> str:
    """This will return the plain lower-case form of one character; empty for accents and control signs."""
    if character in _PLAIN:
        return _PLAIN[character]
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category in ("Cc", "Cs", "Co", "Cn"):
        return " "
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).lower())
    return "".join(part for part in plain if not unicodedata.combining(part))


def fold(text: str) -> OffsetMap:
    """This will bring a text to plain lower case without diacritics, remembering where all came from."""
    if text.isascii():
        plain = text.lower().replace("`", "'")
        if not text.isprintable():
            plain = "".join(map(fold_character, text))
        return OffsetMap(text, plain, None, None)
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, character in enumerate(text):
        plain = fold_character(character)
        if not plain and ends:
            ends[-1] = place + 1
        for part in plain:
            characters.append(part)
            starts.append(place)
            ends.append(place + 1)
    return OffsetMap(text, "".join(characters), tuple(starts), tuple(ends))


# Spellings of the field that people write in more than one way; the first is the one we index.
_VARIANTS = (
    ("isatie", "izatie"),
    ("racisme", "rasisme"),
    ("extremis", "ekstremis"),
    ("contact", "kontakt"),
    ("product", "produkt"),
    ("conflict", "konflikt"),
    ("actie", "aktie"),
    ("cultur", "kultur"),
    ("cultuur", "kultuur"),
    ("communic", "kommunik"),
    ("discussie", "diskussie"),
)


def variant(word: str) -> str:
    """This will bring a plain lower-case word to the spelling that is indexed (kontakt -> contact)."""
    for kept, written in _VARIANTS:
        if written in word:
            word = word.replace(written, kept)
    return word
