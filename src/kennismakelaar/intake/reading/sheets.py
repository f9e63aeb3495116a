"""From a file to one table: the sheet that holds the answers, its header, and all that was left aside."""

from collections.abc import Callable, Iterator
from itertools import islice

from . import delimited, headers, ods, refusals, xlsx
from .headers import Header
from .kinds import Kind
from .raw import MOST_COLUMNS, RawBook, RawSheet
from .reports import Report, unread

SCORE_ROWS = 200
ANSWER_WORDS = ("gemeente", "respondent", "municipality", "organisatie", "functie", "rol", "inzending")
BOOKS: dict[Kind, Callable[[bytes], RawBook]] = {
    Kind.XLSX: xlsx.book,
    Kind.ODS: ods.book,
    Kind.TEXT: delimited.book,
}


def events(filename: str, kind: Kind, content: bytes) -> Iterator[Report]:
    """One report per thing read, in order: first the header, then rows, then what was not read."""
    book = BOOKS[kind](content)
    found = [(sheet, *_looked_at(filename, sheet)) for sheet in book.sheets]
    readable = [(score, -place) for place, (_sheet, header, score) in enumerate(found) if header]
    if not readable:
        raise refusals.NoTableFound(filename)
    best = -max(readable)[1]
    sheet, header, _score = found[best]
    assert header is not None
    yield {"what": "header", "sheet": sheet.name, "names": header.names, "columns": header.columns}
    yield from _rows(sheet, header)
    for other, other_header, _ in found[:best] + found[best + 1 :]:
        reason = (
            "other_sheet" if other_header or any(True for _row in islice(other.rows(), 1)) else "empty_sheet"
        )
        yield unread(reason, {"sheet": other.name}, read=sheet.name)
    for reason, facts in book.unread:
        yield unread(reason, **facts)


def _looked_at(filename: str, sheet: RawSheet) -> tuple[Header | None, float]:
    """The header of a sheet, and how much it looks like answers."""
    sample = []
    for row in islice(sheet.rows(), SCORE_ROWS):
        if row.cells and max(row.cells) >= MOST_COLUMNS:
            raise refusals.TooManyColumns(
                filename,
                limit=MOST_COLUMNS,
                sheet=sheet.name or "1",
                row=row.number,
                columns=max(row.cells) + 1,
            )
        sample.append(row)
    header = headers.find(sample[: headers.SAMPLE_ROWS], sheet.merges())
    if header is None:
        return None, 0
    filled = sum(len(row.cells) for row in sample if row.number > header.last_row)
    speaks = any(name.lower().startswith(ANSWER_WORDS) for name in header.names)
    return header, (filled + 10_000 * speaks) / (100 if sheet.hidden else 1)


def _rows(sheet: RawSheet, header: Header) -> Iterator[Report]:
    beyond = 0
    known = frozenset(header.columns)
    for row in sheet.rows():
        if row.number <= header.last_row or not row.cells:
            continue
        beyond += not known.issuperset(row.cells)
        yield {"what": "row", "number": row.number, "cells": [row.cells.get(c, "") for c in header.columns]}
    for number in header.above:
        yield unread("title_row", {"sheet": sheet.name, "row": number})
    for (reason, column), count in sorted(sheet.counted.items()):
        at = {"column": column} if column >= 0 else {}
        yield unread(reason, {"sheet": sheet.name, **at}, count=count)
    if beyond:
        yield unread("cells_beyond_header", {"sheet": sheet.name}, count=beyond)
