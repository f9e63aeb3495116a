"""Spreadsheets that cannot run anything: text stays text, whatever sign it starts with."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

type_of_number = (int, float, Decimal)
Value = str | int | float | Decimal | bool | date | datetime | None

# What a spreadsheet program takes for the start of a formula or a command. Some turn a full-width sign into a
# plain one, and skip white space before the sign.
RISKY = re.compile(r"^[\s\x00-\x1f\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n|%]")
NOT_ALLOWED_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_CELL = 32_767
CUT = " […]"


@dataclass(frozen=True)
class Sheet:
    """One sheet: a header, then rows. Values keep their type; text is always written as text."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Value]]


def safe_text(value: str) -> str:
    """This will put an apostrophe before text that a spreadsheet program would take for a formula."""
    return f"'{value}" if RISKY.match(value) else value


def write_csv(
    header: Sequence[str], rows: Iterable[Sequence[Value]], *, delimiter: str = ";", comma: bool = True
) -> str:
    """This will give the rows as Dutch spreadsheet programs read it: semicolons, commas, a byte mark."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    for row in ([*header], *rows):
        writer.writerow([_csv_cell(value, comma=comma) for value in row])
    return "\ufeff" + target.getvalue()


def _csv_cell(value: Value, *, comma: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, type_of_number):
        return str(value).replace(".", ",") if comma else str(value)
    if isinstance(value, date):
        return value.isoformat()
    return safe_text(str(value))


def write_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """This will give a workbook in which no cell is a formula and each header stays in sight."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    taken: set[str] = set()
    for sheet in sheets:
        _fill(book.create_sheet(_sheet_name(sheet.name, taken)), sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fill(page: WriteOnlyWorksheet, sheet: Sheet) -> None:
    page.freeze_panes = "A2"
    for number, label in enumerate(sheet.header):
        letter = chr(ord("A") + number) if number < 26 else None
        if letter:
            page.column_dimensions[letter].width = min(60, max(12, len(str(label)) + 2))
    page.append([_cell(page, str(label), bold=True) for label in sheet.header])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])


def _cell(page: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    if value is None or isinstance(value, (bool, *type_of_number)):
        return WriteOnlyCell(page, value=value)
    if isinstance(value, date):
        return WriteOnlyCell(page, value=value.replace(tzinfo=None) if isinstance(value, datetime) else value)
    cell = WriteOnlyCell(page, value=_printable(str(value)))
    # openpyxl takes text that starts with = for a formula; the quote prefix keeps it text when edited.
    cell.data_type = "s"
    cell.quotePrefix = bool(RISKY.match(str(value)))
    if bold:
        from openpyxl.styles import Font

        cell.font = Font(bold=True)
    return cell


def _printable(value: str) -> str:
    clean = NOT_ALLOWED_IN_XML.sub("\ufffd", value)
    return clean if len(clean) <= LONGEST_CELL else clean[: LONGEST_CELL - len(CUT)] + CUT


def _sheet_name(name: str, taken: set[str]) -> str:
    base = re.sub(r"[\[\]:*?/\\']", " ", _printable(name)).strip()[:31] or "Blad"
    found, number = base, 2
    while found.lower() in taken:
        found, number = f"{base[:27]} ({number})", number + 1
    taken.add(found.lower())
    return found
