"""Tables as text: which sign separates the cells, and the rows themselves."""

import csv
import io
from collections.abc import Iterator
from statistics import mode

from .encodings import MIXED, encoding_of, lines
from .raw import RawBook, RawRow, RawSheet

SEPARATORS = ";,\t|"
LONGEST_CELL = 1_000_000
SAMPLE_RECORDS = 60


def book(content: bytes) -> RawBook:
    """The one sheet of a text table."""
    separator, skipped = separator_of(content)
    sheet = RawSheet("", rows=list)
    sheet.rows = lambda: _rows(content, separator, skipped, sheet)
    mixed = encoding_of(content) == MIXED
    return RawBook([sheet], [("mixed_encodings", {})] if mixed else [])


def separator_of(content: bytes) -> tuple[str, int]:
    """The separator and how many lines to skip: Excel may say it itself in a first line "sep=;"."""
    start = lines(content).read(256 * 1024).removeprefix("\ufeff")
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


def _rows(content: bytes, separator: str, skipped: int, sheet: RawSheet) -> Iterator[RawRow]:
    csv.field_size_limit(LONGEST_CELL)
    sheet.counted.clear()
    for number, record in enumerate(csv.reader(lines(content), delimiter=separator), start=1):
        if number > skipped:
            filled = ((column, cell.strip().replace("\0", "")) for column, cell in enumerate(record))
            cells = {column: cell for column, cell in filled if cell}
            for column, cell in cells.items():
                if "\ufffd" in cell:
                    sheet.count("undecodable", column)
            yield RawRow(number, cells)
