"""From one table to words: which cells speak, and what stands beside them. Answers may stand in rows or in columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import headers
from .headers import Merges
from .numbers import number
from .places import column_letter
from .raw import RawRow
from .regions import FIELD, Region, is_named
from .reports import JOIN, Report, shortened, unread, words

HEADER = "@header"  # the label that says above (or before) which answer a text stands
TEXT_COLUMN = re.compile(
    r"(?<!\w)(uitspra|teksten|tekst|opmerking|toelichting|antwoord|notitie|citaat|citaten|reactie|statement|text|"
    r"remark|comment)",
    re.IGNORECASE,
)
PLAIN_NAME = re.compile(
    r"(uitspraak|uitspraken|tekst|opmerking|opmerkingen|toelichting|antwoord|notitie|notities|citaat|statement|text)\W*",
    re.IGNORECASE,
)
PERSONS = re.compile(
    r"(voor|achter)?na(a)?m(en)?( (deelnemer|contactpersoon).*)?|contactpersoon|e-?mail(adres)?|telefoon\w*|"
    r"mobiel|deelnemers?|indiener|afzender",
    re.IGNORECASE,
)
SPEAKS_FROM = 28  # characters on average: a role or a place is shorter, a remark is longer
QUESTION = re.compile(r"[?:]\s*$")
LONGEST_NAME = 150
Areas = Sequence[tuple[int, int, int, int]]  # top, left, bottom, right of merged cells


@dataclass(frozen=True)
class Choices:
    """Which columns hold words too, by their names, as a person chose: beside those that look so."""

    text_columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table with one record per row: names of the columns, records, and whether it was turned to get so."""

    names: dict[int, str]
    rows: list[RawRow]
    turned: bool = False


def told(
    region: Region,
    place: dict[str, object],
    *,
    merges: Merges = (),
    areas: Areas = (),
    choices: Choices = Choices(),
) -> Iterator[Report]:
    """The words of a table, each with the labels of its row; headers and titles stand in labels and places."""
    for row, column, title in region.titles:
        if not region.rows or row < region.rows[0].number:
            yield words(title, {"heading": "1"}, **{**place, "row": row, "column": column})
    if not region.rows:
        return
    grid = _grid(region, merges)
    speaking = speaking_columns(grid, choices)
    if not speaking:
        count = sum(len(row.cells) for row in grid.rows)
        yield unread("only_numbers", _at(place, region, region.rows[0].number), count=count)
        return
    yield from _rows(_filled(grid, speaking, areas), speaking, region, place)


def _filled(grid: Grid, speaking: Sequence[int], areas: Areas) -> Grid:
    """What is merged over several rows stands beside each of them: "Delft" for three remarks."""
    if grid.turned:
        return grid
    rows = {row.number: row for row in grid.rows}
    for top, left, bottom, _right in areas:
        text = rows[top].cells.get(left) if top in rows else None
        if text is None or left in speaking:
            continue
        for number_below in range(top + 1, bottom + 1):
            if number_below in rows:
                rows[number_below].cells.setdefault(left, text)
    return grid


def _rows(grid: Grid, speaking: Sequence[int], region: Region, place: dict[str, object]) -> Iterator[Report]:
    persons = {
        c for c, name in grid.names.items() if PERSONS.fullmatch(name.strip(" :")) and c not in speaking
    }
    between = [title for title in region.titles if title[0] > region.rows[0].number]
    silent: list[int] = []
    for row in grid.rows:
        while between and not grid.turned and between[0][0] < row.number:
            at, column, title = between.pop(0)
            yield words(title, {"heading": "1"}, **{**place, "row": at, "column": column})
            place = {**place, "part": shortened(title)}
        unspoken = {c: text for c, text in row.cells.items() if c not in speaking and c not in persons}
        beside = {grid.names[c]: text for c, text in unspoken.items() if c in grid.names}
        spoke = False
        for column in speaking:
            text = row.cells.get(column)
            if not text:
                continue
            spoke = True
            labels = dict(beside)
            if _must_be_named(grid, column, speaking):
                labels[HEADER] = grid.names[column]
            at, across = (column, row.number) if grid.turned else (row.number, column)
            yield words(text, labels, **{**_at(place, region, at), "row": at, "column": across})
        if not spoke and (beside or persons & row.cells.keys()):
            silent.append(row.number)
    for column in sorted(persons):
        if any(column in row.cells for row in grid.rows):
            yield unread("column_of_persons", dict(place), header=grid.names[column])
    if silent:
        yield _silent(grid, silent, speaking, place)


def _silent(grid: Grid, rows: list[int], speaking: Sequence[int], place: dict[str, object]) -> Report:
    if len(speaking) == 1 and not grid.turned:
        return unread("no_text_in_row", dict(place), count=len(rows), header=grid.names[speaking[0]])
    named = [column_letter(row) for row in rows] if grid.turned else list(map(str, rows))
    return unread("rows_without_text", dict(place), count=len(rows), rows=", ".join(named[:20]))


def _must_be_named(grid: Grid, column: int, speaking: Sequence[int]) -> bool:
    name = grid.names[column]
    if name == f"kolom {column_letter(column)}":
        return False
    return len(speaking) > 1 or grid.turned or not PLAIN_NAME.fullmatch(name.strip())


def _at(place: dict[str, object], region: Region, row: int) -> dict[str, object]:
    """The place with the titles that stand above."""
    above = [title for at, _column, title in region.titles if at < region.rows[0].number]
    part = place.get("part") or JOIN.join(map(shortened, above))
    return {**place, "part": part} if part else dict(place)


def _grid(region: Region, merges: Merges) -> Grid:
    rows = region.rows
    if _stands_in_columns(rows):
        return _turned(rows)
    header = headers.find(rows[: headers.SAMPLE_ROWS], merges)
    if header is None or _is_answer(rows, header):
        columns = sorted(region.columns)
        return Grid({c: f"kolom {column_letter(c)}" for c in columns}, list(rows))
    names = dict(zip(header.columns, header.names, strict=True))
    above = [row for row in rows if row.number in header.above]
    below = [row for row in rows if row.number > header.last_row]
    return Grid(names, above + below)


def _is_answer(rows: Sequence[RawRow], header: headers.Header) -> bool:
    """Whether what looks like a header is the first answer of a list without one."""
    names = [name for name in header.names if name]
    if any(len(name) > LONGEST_NAME for name in names):
        return True
    if len(header.columns) > 1:
        return False
    name = names[0]
    below = [text for row in rows[1:] for text in row.cells.values()]
    short = len(name) <= 40 and not name.rstrip().endswith((".", "!"))
    return not (short and (FIELD.fullmatch(name) or sum(map(len, below)) > 2 * len(name) * len(below)))


def _stands_in_columns(rows: Sequence[RawRow]) -> bool:
    """Whether the names stand in the first column and every further column is one answer."""
    first = min(min(row.cells) for row in rows)
    names = [row.cells.get(first, "").strip() for row in rows]
    if len(rows) < 2 or not all(names) or len(set(names)) < len(names) or is_named(rows[0]):
        return False
    if max(len(row.cells) for row in rows) < 2 or any(len(name) > LONGEST_NAME for name in names):
        return False
    fields = sum(bool(FIELD.fullmatch(name)) for name in names)
    asked = sum(bool(FIELD.fullmatch(name) or QUESTION.search(name)) for name in names)
    two = max(len(row.cells) for row in rows) == 2
    known = FIELD.fullmatch(names[0]) is not None
    if two and asked >= 2 and asked * 2 > len(names):
        return True
    return fields >= 2 and known and asked * 2 >= len(names)


def _turned(rows: Sequence[RawRow]) -> Grid:
    """The table with rows and columns changed over: one row per answer."""
    first = min(min(row.cells) for row in rows)
    names = {row.number: " ".join(row.cells[first].split()) for row in rows}
    columns = sorted({c for row in rows for c in row.cells} - {first})
    turned = [RawRow(c, {row.number: row.cells[c] for row in rows if c in row.cells}) for c in columns]
    return Grid(names, turned, turned=True)


def speaking_columns(grid: Grid, choices: Choices) -> list[int]:
    """The columns that hold words of people: as chosen, else by their names and the length of their texts."""
    columns = sorted({c for row in grid.rows for c in row.cells} & grid.names.keys())
    weights = {c: _weight(grid, c) for c in columns}
    chosen = {c for c in columns if grid.names[c] in choices.text_columns}
    found = [c for c in columns if weights[c] >= SPEAKS_FROM or c in chosen]
    if found:
        return found
    most = max(columns, key=lambda c: weights[c], default=None)
    return [most] if most is not None and weights[most] > 0 else []


def _weight(grid: Grid, column: int) -> float:
    """How much a column speaks: the mean length of its texts; more when its name says so, nothing for figures."""
    texts = [row.cells[column] for row in grid.rows if column in row.cells]
    spoken = [text for text in texts if number(text) is None and not re.fullmatch(r"[\d\W]+", text)]
    if not texts or len(spoken) * 2 < len(texts):
        return 0
    mean = sum(map(len, spoken)) / len(spoken)
    name = grid.names[column]
    if PERSONS.fullmatch(name.strip(" :")):
        return min(mean, 1)
    named = bool(TEXT_COLUMN.search(name)) or (grid.turned and name.rstrip().endswith("?"))
    return mean + 1_000 * named
