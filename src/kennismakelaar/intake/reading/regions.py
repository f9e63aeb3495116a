"""Where the tables of a sheet stand: several below or beside each other, with titles and empty rows between."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .numbers import number
from .raw import RawRow

LONGEST_TITLE = 120
# What columns of notes are called, whoever made the list.
FIELD = re.compile(
    r"(gemeente|rol|functie|organisatie|thema|onderwerp|sessie|workshop|datum|nr|nummer|respondent|naam|deelnemer|"
    r"vraag|antwoord|uitspraak|opmerking|toelichting|notitie|citaat|tekst|behoefte|wens|score|cijfer|aantal|"
    r"municipality|role|topic|question|answer|remark|statement|text|tafel|groep|regio|provincie|categorie|actie)\w*"
    r"( .{0,30})?[:?]?",
    re.IGNORECASE,
)


@dataclass
class Region:
    """One table: its rows, and the titles that stand above it or between its rows."""

    rows: list[RawRow] = field(default_factory=list)
    titles: list[tuple[int, int, str]] = field(default_factory=list)  # row, column, words

    @property
    def columns(self) -> frozenset[int]:
        return frozenset(column for row in self.rows for column in row.cells)


def split(rows: Iterable[RawRow], wide: frozenset[tuple[int, int]] = frozenset()) -> list[Region]:
    """The tables in the rows of a sheet. `wide` are the (row, column) of cells merged over several columns."""
    found: list[Region] = []
    waiting: list[tuple[int, int, str]] = []
    for band in _bands(rows):
        titles, body = _peeled(band, wide)
        waiting += titles
        if not body:
            continue
        last = found[-1] if found else None
        if last is not None and _goes_on(last, body):
            last.titles += waiting
            last.rows += body
        else:
            found += _beside(body, waiting)
        waiting = []
    if waiting:
        found.append(Region(titles=waiting))
    return found


def _bands(rows: Iterable[RawRow]) -> Iterator[list[RawRow]]:
    """Rows that follow each other without an empty one."""
    band: list[RawRow] = []
    for row in rows:
        if not row.cells:
            continue
        if band and row.number > band[-1].number + 1:
            yield band
            band = []
        band.append(row)
    if band:
        yield band


def _peeled(
    band: list[RawRow], wide: frozenset[tuple[int, int]]
) -> tuple[list[tuple[int, int, str]], list[RawRow]]:
    """The titles on top of a band, and what comes below them."""
    titles: list[tuple[int, int, str]] = []
    width = max(len(row.cells) for row in band)
    rest = list(band)
    while rest and len(rest[0].cells) == 1:
        (column, text), *_none = rest[0].cells.items()
        is_wide = (rest[0].number, column) in wide
        if (
            not (width > 1 or is_wide or len(band) == 1)
            or len(text) > LONGEST_TITLE
            or number(text) is not None
        ):
            break
        titles.append((rest.pop(0).number, column, text))
    return titles, rest


def _goes_on(region: Region, body: Sequence[RawRow]) -> bool:
    """Whether rows below an empty one belong to the table above it."""
    columns = {column for row in body for column in row.cells}
    if not region.rows or not columns <= region.columns or len(region.columns) == 1 != len(columns):
        return False
    if len(region.columns) > 1 and all(len(row.cells) == 1 for row in body):
        return False
    return body[0].cells != region.rows[0].cells and not is_named(body[0])


def is_named(row: RawRow) -> bool:
    """Whether most cells of a row are called what columns of notes are called."""
    names = sum(bool(FIELD.fullmatch(cell.strip())) for cell in row.cells.values())
    return names * 2 > len(row.cells)


def _beside(body: list[RawRow], titles: list[tuple[int, int, str]]) -> list[Region]:
    """One table, or two beside each other: with an empty column between, and a header of their own each."""
    columns = sorted({column for row in body for column in row.cells})
    for left, right in pairwise(columns):
        if right > left + 1 and _are_two(body, left):
            near = [title for title in titles if title[1] <= left]
            far = [title for title in titles if title[1] > left]
            return [
                Region(_part(body, lambda c, at=left: c <= at), near),
                *_beside(_part(body, lambda c, at=left: c > at), far),
            ]
    return [Region(body, titles)]


def _are_two(body: list[RawRow], left: int) -> bool:
    one, other = _part(body, lambda c: c <= left), _part(body, lambda c: c > left)
    if not one or not other or one[0].number != other[0].number:
        return bool(one and other)
    same = set(one[0].cells.values()) & set(other[0].cells.values())
    differ = [row.number for row in one] != [row.number for row in other]
    return bool(same) or (differ and is_named(other[0]))


def _part(body: list[RawRow], belongs: Callable[[int], bool]) -> list[RawRow]:
    parts = (RawRow(row.number, {c: cell for c, cell in row.cells.items() if belongs(c)}) for row in body)
    return [row for row in parts if row.cells]


def titled(rows: list[RawRow]) -> Region:
    """The rows of a table in a document; a first row of one short cell above wider ones is its title."""
    if len(rows) > 1 and len(rows[0].cells) == 1 < max(len(row.cells) for row in rows):
        ((column, text),) = rows[0].cells.items()
        if len(text) <= LONGEST_TITLE:
            return Region(rows=rows[1:], titles=[(rows[0].number, column, text)])
    return Region(rows=rows)
