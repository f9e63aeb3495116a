"""Tables as text: which sign separates the cells, and the rows themselves."""

import csv
import io
from collections.abc import Iterator
from statistics import mode

from .encodings import encoding_of
from .raw import RawBook, RawRow, RawSheet

SEPARATORS = ";,\t|"
LONGEST_CELL = 1_000_000
SAMPLE_RECORDS = 60


def book(content: bytes) -> RawBook:
    """The one sheet of a text table."""
    encoding = encoding_of(content)
    separator, skipped = separator_of(content, encoding)
    return RawBook([RawSheet("", rows=lambda: _rows(content, encoding, separator, skipped))])


def separator_of(content: bytes, encoding: str) -> tuple[str, int]:
    """The separator and how many lines to skip: Excel may say it itself in a first line "sep=;"."""
    start = content[: 256 * 1024].decode(encoding, errors="replace")
    first = start.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4], 1
    return max(SEPARATORS, key=lambda sign: _fit(start, sign)), 0


def _fit(start: str, separator: str) -> tuple[float, int]:
    """How many records have the most usual number of cells (more than one), and how many cells that is."""
    widths = []
    for record in csv.reader(io.StringIO(start), delimiter=separator):
        if any(record):
            widths.append(len(record))
        if len(widths) == SAMPLE_RECORDS:
            break
    many = [width for width in widths if width > 1]
    if not many:
        return 0.0, 0
    usual = mode(many)
    return sum(width == usual for width in many) / len(widths), usual


def _rows(content: bytes, encoding: str, separator: str, skipped: int) -> Iterator[RawRow]:
    csv.field_size_limit(LONGEST_CELL)
    lines = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors="replace", newline="")
    for number, record in enumerate(csv.reader(lines, delimiter=separator), start=1):
        if number > skipped:
            filled = ((column, cell.strip().replace("\0", "")) for column, cell in enumerate(record))
            yield RawRow(number, {column: cell for column, cell in filled if cell})
