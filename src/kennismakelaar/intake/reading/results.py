"""What reading a file gives: rows or paragraphs with their places, and what could not be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .places import Place


@dataclass(frozen=True)
class Unread:
    """A part of a file that was not read, or not read as it stands, with the reason in plain words."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. `number` is the row number a spreadsheet shows; every cell is text, "" when empty.

    Numbers are written with a comma ("3,5"; see `numbers.number`), dates as "2026-02-06", tick boxes as "ja"
    and "nee".
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table as delivered. `rows` can be walked more than once and is never in memory as a whole."""

    sheet: str
    headers: tuple[str, ...]
    rows: Iterable[Row]
    unread: tuple[Unread, ...]
    row_count: int
    columns: tuple[int, ...]  # the column of the sheet under each header; 0 = A

    def place(self, row: Row, column: int | None = None) -> str:
        """Where a row or a cell stands, in words: "blad Uitkomsten, rij 12, kolom F"."""
        at = None if column is None else self.columns[column]
        return Place(sheet=self.sheet, row=row.number, column=at).in_words()

    def records(self) -> Iterator[dict[str, str]]:
        """Each row as header -> cell."""
        for row in self.rows:
            yield dict(zip(self.headers, row.cells, strict=True))


@dataclass(frozen=True)
class Paragraph:
    """Words as they stand, with their place. `labels` are the other columns when they came from a table."""

    text: str
    place: str
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WordsRead:
    """All words of a document in order, and what could not be read."""

    paragraphs: tuple[Paragraph, ...]
    unread: tuple[Unread, ...]
