"""The words of a workbook: every table on every sheet, comments and boxes, and what is hidden."""

from collections.abc import Iterator

from . import refusals, regions, spoken
from .kinds import Kind
from .raw import MOST_COLUMNS, RawBook, RawRow, RawSheet
from .reports import Report, unread, words
from .sheets import BOOKS


def events(
    filename: str, kind: Kind, content: bytes, choices: spoken.Choices = spoken.Choices()
) -> Iterator[Report]:
    """One report per cell that speaks and per part that was not read, sheet by sheet."""
    book: RawBook = BOOKS[kind](content)
    for sheet in book.sheets:
        yield from _sheet(filename, sheet, choices)
    for reason, facts in book.unread:
        yield unread(reason, **facts)


def _sheet(filename: str, sheet: RawSheet, choices: spoken.Choices) -> Iterator[Report]:
    place = {"sheet": sheet.name} if sheet.name else {}
    rows = list(_checked(filename, sheet))
    areas, merges = sheet.areas(), sheet.merges()
    wide = frozenset((top, left) for top, left, _bottom, right in areas if right > left)
    for region in regions.split(rows, wide):
        yield from spoken.told(region, place, merges=merges, areas=areas, choices=choices)
    for row, column, text in sheet.comments():
        yield words(text, **{**place, "row": row, "column": column, "comment": 1})
    boxes = sheet.boxes()
    for number, text in enumerate(boxes, start=1):
        yield words(text, **{**place, "box": number})
    if not any(row.cells for row in rows) and not boxes:
        yield unread("empty_sheet", place)
    yield from _said(sheet, rows, place)


def _checked(filename: str, sheet: RawSheet) -> Iterator[RawRow]:
    for row in sheet.rows():
        if row.cells and max(row.cells) >= MOST_COLUMNS:
            raise refusals.TooManyColumns(
                filename,
                limit=MOST_COLUMNS,
                sheet=sheet.name or "1",
                row=row.number,
                columns=max(row.cells) + 1,
            )
        yield row


def _said(sheet: RawSheet, rows: list[RawRow], place: dict[str, object]) -> Iterator[Report]:
    """What a reader should know of a sheet: formulas, error values, and what the sender had hidden."""
    for (reason, column), count in sorted(sheet.counted.items()):
        where = {**place, "column": column} if column >= 0 else dict(place)
        yield unread(reason, where, count=count)
    if sheet.hidden:
        yield unread("hidden_sheet", dict(place))
    hidden = sum(row.number in sheet.hidden_rows for row in rows if row.cells)
    if hidden:
        yield unread("hidden_rows", dict(place), count=hidden)
    filled = {column for row in rows for column in row.cells}
    if sheet.hidden_columns & filled:
        yield unread("hidden_columns", dict(place), count=len(sheet.hidden_columns & filled))
