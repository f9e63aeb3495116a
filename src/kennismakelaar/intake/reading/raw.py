"""Sheets before they are understood: what every format delivers to `tables`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

MOST_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands: number as shown, filled cells by column index."""

    number: int
    cells: dict[int, str]


@dataclass
class RawSheet:
    """One sheet. `rows()` walks it from the top, each time anew; `merges` are (row, first, last column)."""

    name: str
    rows: Callable[[], Iterator[RawRow]]
    merges: Callable[[], list[tuple[int, int, int]]] = list
    hidden: bool = False
    areas: Callable[[], list[tuple[int, int, int, int]]] = list  # merged cells: top, left, bottom, right
    comments: Callable[[], list[tuple[int, int, str]]] = list  # row, column, words
    boxes: Callable[[], list[str]] = list
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    counted: dict[tuple[str, int], int] = field(default_factory=dict)  # (reason, column) -> how often

    def count(self, reason: str, column: int) -> None:
        self.counted[reason, column] = self.counted.get((reason, column), 0) + 1


@dataclass
class RawBook:
    """All sheets of a file, and what in it cannot be read at all (reason codes with facts)."""

    sheets: list[RawSheet]
    unread: list[tuple[str, dict[str, object]]] = field(default_factory=list)
