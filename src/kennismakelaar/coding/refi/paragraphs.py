"""Cutting a long text into the pieces people code one by one, each with its place in the whole."""

import re
from collections.abc import Iterator

BLANK = re.compile(r"\n[^\S\n]*\n\s*")
LONGEST = 1_500


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each paragraph stands: between blank lines, and between line ends where it would be very long."""
    found = []
    for start, end in _between(BLANK, text, 0, len(text)):
        long = end - start > LONGEST
        found += _between(re.compile(r"\n+"), text, start, end) if long else [(start, end)]
    return [_trimmed(text, start, end) for start, end in found if text[start:end].strip()]


def _between(sign: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in sign.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def parts_in(mark: tuple[int, int], pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """The pieces a mark touches: which, and from where to where in it."""
    for number, (start, end) in enumerate(pieces):
        low, high = max(mark[0], start), min(mark[1], end)
        if low < high:
            yield number, low - start, high - start
