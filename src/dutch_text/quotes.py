"""Quotes: is it really there, word for word, and which quotes show a group best.

A quote is accepted when it stands in the text exactly, or when the two differ only in case, accents, spaces, quotes and
dashes. Nearly the same is not the same: there is no fuzzy acceptance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dutch_text.normalize import OffsetMap, fold

EXACT = "exact"
NORMALIZED = "normalized"
ABSENT = "absent"
LONGEST_QUOTE = 10_000
_TRIMMED = " \t\r\n\"'“”„«»‘’…"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Where a quote stands in the original text (code points), and how it was found."""

    how: str
    start: int
    end: int
    text: str

    @property
    def found(self) -> bool:
        """True when the quote stands in the text."""
        return self.how != ABSENT


_ABSENT = Verbatim(ABSENT, 0, 0, "")


def verify(quote: str, *, source: str) -> Verbatim:
    """This will say whether a quote stands in a source: exactly, else normalized, else not at all.

    An empty quote, or one of spaces and signs alone, is never found.
    """
    place = _at_word_edges(source, quote) if quote.strip() else -1
    if place >= 0:
        return Verbatim(EXACT, place, place + len(quote), quote)
    wanted = _spaced(fold(quote.strip(_TRIMMED)))[0]
    if not any(char.isalnum() for char in wanted) or len(wanted) > LONGEST_QUOTE:
        return _ABSENT
    folded = fold(source)
    plain, places = _spaced(folded)
    at = _at_word_edges(plain, wanted)
    if at < 0:
        return _ABSENT
    start, _ = folded.span(places[at], places[at] + 1)
    _, end = folded.span(places[at + len(wanted) - 1], places[at + len(wanted) - 1] + 1)
    return Verbatim(NORMALIZED, start, end, source[start:end])


def _spaced(folded: OffsetMap) -> tuple[str, list[int]]:
    """This will make every run of white space one space, with the place of each character."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(folded.text):
        plain = " " if char.isspace() else char
        if plain != " " or (chars and chars[-1] != " "):
            chars.append(plain)
            places.append(place)
    return "".join(chars), places


def _at_word_edges(plain: str, wanted: str) -> int:
    """This will find a quote that begins and ends at the edge of a word: "een man" does not stand in "geen mannen"."""
    at = plain.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        cut_left = at > 0 and plain[at - 1].isalnum() and wanted[0].isalnum()
        cut_right = end < len(plain) and plain[end].isalnum() and wanted[-1].isalnum()
        if not cut_left and not cut_right:
            return at
        at = plain.find(wanted, at + 1)
    return -1


@dataclass(frozen=True, slots=True)
class Telling:
    """Places of quotes: near the middle of a group, ordinary for it, and at its edge."""

    representative: tuple[int, ...]
    typical: tuple[int, ...]
    deviant: tuple[int, ...]


def telling(points: np.ndarray, *, center: np.ndarray | None = None, n: int = 3) -> Telling:
    """This will choose quotes of one group by their distance to its middle; `points` has shape (texts, dimensions).

    Representative stand nearest, typical around the median distance, deviant farthest. In a small group a quote is
    shown once, as the first of these it fits.
    """
    if not len(points) or n <= 0:
        return Telling((), (), ())
    middle = points.mean(axis=0) if center is None else center
    distances = np.linalg.norm(points - middle, axis=1)
    order = [int(place) for place in np.argsort(distances, kind="stable")]
    representative = order[:n]
    left = order[n:]
    deviant = left[::-1][:n] if len(left) > n else left[::-1]
    between = [place for place in left if place not in set(deviant)]
    median = float(np.median(distances))
    typical = sorted(between, key=lambda place: (abs(distances[place] - median), place))[:n]
    return Telling(tuple(representative), tuple(typical), tuple(deviant))


def shorten(text: str, *, longest: int = 240) -> str:
    """This will cut a quote at a word, marked as cut; what remains is verbatim."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    edge = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:edge] if edge > longest // 2 else cut).rstrip() + " […]"


def verify_all(quotes: Sequence[str], *, source: str) -> tuple[Verbatim, ...]:
    """This will check several quotes against one source."""
    return tuple(verify(quote, source=source) for quote in quotes)
