"""From the positions of a file to places in the text as we hold it.

The standard counts Unicode code points from zero, the end not included. Programs differ: some count UTF-16 units, a
line end of two signs as one, the mark at the beginning of the file, or the last sign of the quote. Where a file quotes
the marked words besides (`name`), the way of counting that fits the quotes is found and told; nothing is guessed.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BOM = "\ufeff"
CUT_OFF = ("…", "...")
SHORTEST_QUOTE = 4


@dataclass(frozen=True, slots=True)
class Counting:
    """A way of counting positions; the standard is the one without any exception."""

    utf16: bool = False
    line_end_as_one: bool = False
    with_bom: bool = False
    last_included: bool = False

    @property
    def exceptions(self) -> int:
        return self.utf16 + self.line_end_as_one + self.with_bom + self.last_included


STANDARD = Counting()
COUNTINGS = sorted(
    (Counting(*flags) for flags in itertools.product((False, True), repeat=4)), key=lambda c: c.exceptions
)


def cleaned(raw: str) -> str:
    """The text as we hold it: without a mark at the beginning, each line end one sign."""
    return raw.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def positions(raw: str, counting: Counting) -> dict[int, int]:
    """For each position in the file where it is in the cleaned text; a position within a sign is not there."""
    found, position, place = {}, 0, 0
    for at, sign in enumerate(raw):
        first_of_pair = sign == "\r" and raw[at + 1 : at + 2] == "\n"
        is_bom = at == 0 and sign == BOM
        found.setdefault(position, place)
        if not (first_of_pair and counting.line_end_as_one) and not (is_bom and not counting.with_bom):
            position += 2 if counting.utf16 and ord(sign) > 0xFFFF else 1
        if not first_of_pair and not is_bom:
            place += 1
    found.setdefault(position, place)
    return found


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch as the file has it; `quote` is what the file says stands there, if it says so."""

    start: int
    end: int
    quote: str = ""


def placed(raw: str, spans: Sequence[Span]) -> tuple[Counting, list[tuple[int, int] | None]]:
    """How this file counts, and where each span stands; None where no words stand, or other words than quoted."""
    text = cleaned(raw)
    quoted = [span for span in spans if len(_plain(span.quote)) >= SHORTEST_QUOTE]
    counting, fitting = STANDARD, -1
    for candidate in _that_differ(raw):
        places = positions(raw, candidate)
        fits = sum(_fits(text, _place(places, span, candidate), span.quote) for span in quoted)
        if fits > fitting:
            counting, fitting = candidate, fits
    if fitting < len(quoted):  # names that are no quotes: then they say nothing about places
        counting, quoted = STANDARD, []
    places = positions(raw, counting)
    return counting, [_checked(text, _place(places, span, counting), span, quoted) for span in spans]


def counts_differ(raw: str) -> bool:
    """Whether programs would count this text differently, so that only quotes can tell where a mark stands."""
    return any(ord(sign) > 0xFFFF for sign in raw) or "\r\n" in raw or raw.startswith(BOM)


def _that_differ(raw: str) -> Iterable[Counting]:
    """Only the exceptions that make a difference in this text."""
    astral, pairs, bom = any(ord(sign) > 0xFFFF for sign in raw), "\r\n" in raw, raw.startswith(BOM)
    return (
        c
        for c in COUNTINGS
        if not ((c.utf16 and not astral) or (c.line_end_as_one and not pairs) or (c.with_bom and not bom))
    )


def _place(places: dict[int, int], span: Span, counting: Counting) -> tuple[int, int] | None:
    start, end = places.get(span.start), places.get(span.end + counting.last_included)
    return (start, end) if start is not None and end is not None and start < end else None


def _checked(
    text: str, place: tuple[int, int] | None, span: Span, quoted: Sequence[Span]
) -> tuple[int, int] | None:
    """A span whose quote stands elsewhere in the text is not placed: a person has to look."""
    if span in quoted and not _fits(text, place, span.quote) and _plain(_uncut(span.quote)) in _plain(text):
        return None
    return place


def _fits(text: str, place: tuple[int, int] | None, quote: str) -> int:
    """2 when the quoted words stand here to the letter, 1 when with other white space around them, else 0."""
    if place is None:
        return 0
    here = text[place[0] : place[1]]
    words, said = _plain(here), _plain(_uncut(quote))
    fits = words.startswith(said) if quote.rstrip().endswith(CUT_OFF) else words == said
    return fits + (
        fits and here[:1].isspace() == quote[:1].isspace() and here[-1:].isspace() == quote[-1:].isspace()
    )


def _uncut(quote: str) -> str:
    quote = quote.rstrip()
    for sign in CUT_OFF:
        quote = quote.removesuffix(sign)
    return quote


def _plain(text: str) -> str:
    return " ".join(text.split())
