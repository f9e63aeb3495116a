"""Plain texts, and tables with a column of text."""

import itertools
import re
from collections.abc import Iterator

from . import delimited, headers, spoken, workbook
from .encodings import MIXED, decoded, encoding_of
from .kinds import Kind
from .reports import Report, unread, words

LOOKED_AT = 500
POINT = re.compile(r"\s*([-*•◦▪–—o>]|\d{1,2}[.)]|[a-z][.)])\s+\S")


def events(filename: str, content: bytes, choices: spoken.Choices = spoken.Choices()) -> Iterator[Report]:
    """The paragraphs of a text, or the words of a table."""
    if filename.lower().endswith((".csv", ".tsv", ".tab")) and _is_table(content):
        yield from workbook.events(filename, Kind.TEXT, content, choices)
        return
    if encoding_of(content) == MIXED:
        yield unread("mixed_encodings")
    text = decoded(content)
    if "\ufffd" in text:
        yield unread("undecodable")
    yield from paragraphs(text)


def _is_table(content: bytes) -> bool:
    rows = itertools.islice(delimited.book(content).sheets[0].rows(), LOOKED_AT)
    return headers.find([row for row in rows if row.cells][: headers.SAMPLE_ROWS]) is not None


def paragraphs(text: str, first: int = 1) -> Iterator[Report]:
    """Blank lines part paragraphs, and every point of a list is one; without blank lines every line is."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parted = any(not line.strip() for line in lines[1:-1]) and any(
        one.strip() and other.strip() for one, other in itertools.pairwise(lines)
    )
    start, collected = first, list[str]()
    for number, line in enumerate(lines, start=first):
        if collected and (not parted or not line.strip() or POINT.match(line)):
            yield words("\n".join(collected), line=start)
            collected = []
        if line.strip():
            start = start if collected else number
            collected.append(line)
    if collected:
        yield words("\n".join(collected), line=start)
