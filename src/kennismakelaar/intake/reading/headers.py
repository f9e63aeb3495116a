"""Where the header of a table stands, also under title rows and over two rows with merged cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from .numbers import number
from .places import column_letter
from .raw import RawRow

SAMPLE_ROWS = 40
JOIN = " – "
Merges = Sequence[tuple[int, int, int]]


@dataclass(frozen=True)
class Header:
    """The columns with their names, the row the answers start after, and the rows above the header."""

    columns: tuple[int, ...]
    names: tuple[str, ...]
    last_row: int
    above: tuple[int, ...]


def find(sample: Sequence[RawRow], merges: Merges = ()) -> Header | None:
    """The header in the first rows of a sheet; None when no row looks like one."""
    rows = [row for row in sample if row.cells]
    width = len({column for row in rows for column in row.cells})
    for place, row in enumerate(rows[:-1]):
        two = _is_double(row, rows[place + 1], merges, width) and place + 2 < len(rows)
        if two or _is_header(row, width):
            return _header(rows, place, two, merges)
    return None


def _is_header(row: RawRow, width: int) -> bool:
    """Names are words, and nearly every column has one. One column is a table too."""
    if len(row.cells) < max(0.6 * width, min(2, width)):
        return False
    return _share_of_words(row) >= 0.8


def _share_of_words(row: RawRow) -> float:
    return sum(number(cell) is None for cell in row.cells.values()) / len(row.cells)


def _is_double(top: RawRow, below: RawRow, merges: Merges, width: int) -> bool:
    """Two rows make one header when groups stand above the names: merged, or names that repeat under gaps."""
    if _share_of_words(top) < 1 or _share_of_words(below) < 1 or below.number != top.number + 1:
        return False
    gaps = [column for column in below.cells if column not in top.cells]
    together = len(top.cells.keys() | below.cells.keys())
    if not gaps or together < 0.8 * width:
        return False
    spans = [(left, right) for row, left, right in merges if row == top.number and right > left]
    if spans:
        # A title that is merged over the whole width is no group.
        return any(right - left + 1 < width or width <= 2 for left, right in spans)
    names = list(below.cells.values())
    return len(gaps) >= 2 and len(set(names)) < len(names) and len(top.cells) <= 0.7 * width


def _header(rows: Sequence[RawRow], place: int, two: bool, merges: Merges) -> Header:
    above = tuple(row.number for row in rows[:place])
    body = rows[place + (2 if two else 1) :]
    top = rows[place].cells
    below = rows[place + 1].cells if two else {}
    columns = tuple(sorted(top.keys() | below.keys() | {c for row in body for c in row.cells}))
    groups = _groups(rows[place], columns, merges) if two else top
    names = [_joined(groups.get(c, ""), below.get(c, "")) for c in columns]
    return Header(columns, _distinct(names, columns), rows[place + 1 if two else place].number, above)


def _groups(top: RawRow, columns: Sequence[int], merges: Merges) -> dict[int, str]:
    """The group above each column: as merged; without merged cells, the nearest one to the left."""
    spans = [(left, right) for row, left, right in merges if row == top.number and right > left]
    if spans:
        merged = {c: top.cells.get(left, "") for left, right in spans for c in range(left, right + 1)}
        return top.cells | merged
    groups, current = {}, ""
    for column in columns:
        current = top.cells.get(column, current)
        groups[column] = current
    return groups


def _joined(group: str, name: str) -> str:
    group, name = " ".join(group.split()), " ".join(name.split())
    return JOIN.join(part for part in dict.fromkeys((group, name)) if part)


def _distinct(names: Sequence[str], columns: Sequence[int]) -> tuple[str, ...]:
    """Names that differ: a column without one is called after its letter, a second one gets a number."""
    seen: dict[str, int] = {}
    found = []
    for name, column in zip(names, columns, strict=True):
        base = name or f"kolom {column_letter(column)}"
        seen[base] = seen.get(base, 0) + 1
        found.append(base if seen[base] == 1 else f"{base} ({seen[base]})")
    return tuple(found)
