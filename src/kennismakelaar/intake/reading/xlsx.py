"""Excel workbooks, row by row: cached values of formulas, dates by their style, merged cells."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import IO

from lxml import etree

from . import xlsx_beside
from .damaged import Damaged, decimal, integer, named
from .numbers import in_dutch
from .raw import MOST_COLUMNS, RawBook, RawRow, RawSheet
from .text_store import TextStore
from .xml_stream import attribute, elements, local, whole

DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
DATE_CODE = re.compile(r"[ymdhs]", re.IGNORECASE)
NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
REFERENCE = re.compile(r"([A-Z]+)(\d+)")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 (spreadsheets know no zone)
HIDDEN = {"hidden", "veryHidden"}
TICKED = {"1": "ja", "0": "nee"}


def book(content: bytes) -> RawBook:
    """The sheets of a workbook in their order."""
    packed = zipfile.ZipFile(io.BytesIO(content))
    names = set(packed.namelist())
    root = whole(packed.open("xl/workbook.xml"))
    targets = _targets(packed)
    reader = _Workbook(packed, names, since=_epoch(root))
    sheets = [
        reader.sheet(
            attribute(e, "name"), named(targets, attribute(e, "id")), hidden=attribute(e, "state") in HIDDEN
        )
        for e in root.iter("{*}sheet")
        if "worksheets/" in targets.get(attribute(e, "id"), "")
    ]
    return RawBook(sheets, list(_left_out(names)))


def _epoch(root: etree._Element) -> datetime:
    old = any(attribute(e, "date1904") in {"1", "true"} for e in root.iter("{*}workbookPr"))
    return EPOCH_1904 if old else EPOCH


def _targets(packed: zipfile.ZipFile) -> dict[str, str]:
    root = whole(packed.open("xl/_rels/workbook.xml.rels"))
    return {
        attribute(e, "Id"): posixpath.normpath(posixpath.join("/xl", attribute(e, "Target"))).lstrip("/")
        for e in root.iter("{*}Relationship")
    }


def _left_out(names: set[str]) -> Iterator[tuple[str, dict[str, object]]]:
    pictures = sum(name.startswith("xl/media/") for name in names)
    if pictures:
        yield "pictures", {"count": pictures}
    charts = sum(bool(re.match(r"xl/charts/chart\w*\d*\.xml", name)) for name in names)
    if charts:
        yield "charts", {"count": charts}
    diagrams = sum(bool(re.match(r"xl/diagrams/data\d*\.xml", name)) for name in names)
    if diagrams:
        yield "diagrams", {"count": diagrams}
    if any(name.startswith("xl/embeddings/") for name in names):
        yield "embedded", {}
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield "external_links", {}


class _Workbook:
    """What the sheets of one workbook share: strings, styles and where the calendar starts."""

    def __init__(self, packed: zipfile.ZipFile, names: set[str], *, since: datetime) -> None:
        self.packed, self.since = packed, since
        self.strings = TextStore()
        if "xl/sharedStrings.xml" in names:
            with packed.open("xl/sharedStrings.xml") as stream:
                for item in elements(stream, "si"):
                    self.strings.add(_text_of(item))
        styles = packed.open("xl/styles.xml") if "xl/styles.xml" in names else None
        self.date_styles = _date_styles(styles) if styles else frozenset()

    def sheet(self, name: str, member: str, *, hidden: bool) -> RawSheet:
        beside = xlsx_beside.Beside(self.packed, member)
        sheet = RawSheet(name, rows=list, merges=lambda: self.merges(member), hidden=hidden)
        sheet.rows = lambda: self.rows(member, sheet)
        sheet.areas = lambda: self.areas(member)
        sheet.comments, sheet.boxes = beside.comments, beside.boxes
        return sheet

    def rows(self, member: str, sheet: RawSheet) -> Iterator[RawRow]:
        sheet.counted.clear()
        number = 0
        with self.packed.open(member) as stream:
            for row in elements(stream, "row", "cols", "headerFooter"):
                if local(row) == "cols":
                    sheet.hidden_columns.update(_hidden_columns(row))
                    continue
                if local(row) == "headerFooter":
                    if xlsx_beside.frame_speaks(row):
                        sheet.count("page_frame", -1)
                    continue
                number = integer(row.get("r") or str(number + 1))
                if row.get("hidden") in {"1", "true"}:
                    sheet.hidden_rows.add(number)
                yield RawRow(number, dict(self._cells(row, sheet)))

    def _cells(self, row: etree._Element, sheet: RawSheet) -> Iterator[tuple[int, str]]:
        column = -1
        for cell in row:
            reference = cell.get("r")
            column = _column(reference) if reference else column + 1
            text = self._value(cell, sheet, column)
            if text:
                yield column, text

    def _value(self, cell: etree._Element, sheet: RawSheet, column: int) -> str:
        value, formula, kind = None, False, cell.get("t", "n")
        for part in cell:
            if part.tag.endswith("}v"):
                value = part.text
            elif part.tag.endswith("}f"):
                formula = True
            elif part.tag.endswith("}is"):
                value = _text_of(part)
        if formula:
            sheet.count("formula" if value is not None else "formula_without_value", column)
        if not value:
            return ""
        return self._read(kind, value, cell, sheet, column).strip()

    def _read(self, kind: str, value: str, cell: etree._Element, sheet: RawSheet, column: int) -> str:
        if kind == "s":
            return self._shared(integer(value))
        if kind == "n":
            return self._number(value, cell.get("s", "0"))
        if kind == "e":
            sheet.count("error_value", column)
            return ""
        if kind == "b":
            return TICKED.get(value, value)
        return _unescaped(value)

    def _shared(self, number: int) -> str:
        if not 0 <= number < len(self.strings):
            raise Damaged(str(number))
        return self.strings.text(number)

    def _number(self, value: str, style: str) -> str:
        if style not in self.date_styles:
            return value if value.isdigit() and len(value) < 15 else in_dutch(decimal(value))
        found = decimal(value)
        try:
            moment = self.since + timedelta(seconds=round(found * 86_400))
        except OverflowError:
            return in_dutch(found)
        if 0 <= found < 1:
            return f"{moment:%H:%M}"
        return f"{moment:%Y-%m-%d}" if found == int(found) else f"{moment:%Y-%m-%d %H:%M}"

    def merges(self, member: str) -> list[tuple[int, int, int]]:
        return sorted({(top, left, right) for top, left, _bottom, right in self.areas(member)})

    def areas(self, member: str) -> list[tuple[int, int, int, int]]:
        """Merged cells stand behind the rows: they are looked up first, without reading the rows."""
        found = set()
        with self.packed.open(member) as stream:
            for reference in _merge_references(stream):
                first, _, last = reference.partition(":")
                (left, top), (right, bottom) = split_reference(first), split_reference(last)
                found.add((top, left, bottom, right))
        return sorted(found)


def _hidden_columns(columns: etree._Element) -> Iterator[int]:
    for column in columns:
        if column.get("hidden") in {"1", "true"}:
            first, last = integer(column.get("min", "1")), integer(column.get("max", "1"))
            yield from range(first - 1, min(last, MOST_COLUMNS))


def _merge_references(stream: IO[bytes]) -> Iterator[str]:
    tail = b""
    while chunk := stream.read(1 << 20):
        text = tail + chunk
        for match in re.finditer(rb'mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"', text):
            yield match[1].decode()
        tail = text[-64:]  # a reference may lie on the border of two chunks


def split_reference(reference: str) -> tuple[int, int]:
    match = REFERENCE.fullmatch(reference)
    return (_column(reference), int(match[2])) if match else (0, 0)


def _column(reference: str) -> int:
    return _index_of(reference.rstrip("0123456789"))


@cache
def _index_of(letters: str) -> int:
    index = 0
    for sign in letters:
        index = index * 26 + ord(sign) - 64
    return index - 1


def _text_of(element: etree._Element) -> str:
    """The text of a string in parts, without the reading aids of Asian scripts."""
    parts = [
        part.text or ""
        for part in element.iter("{*}t")
        if local(part.getparent()) != "rPh"  # type: ignore[arg-type]
    ]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _date_styles(stream: IO[bytes]) -> frozenset[str]:
    root = whole(stream)
    own = {attribute(e, "numFmtId"): attribute(e, "formatCode") for e in root.iter("{*}numFmt")}
    styles = [attribute(e, "numFmtId") for e in root.iterfind("{*}cellXfs/{*}xf")]
    return frozenset(str(place) for place, number in enumerate(styles) if _is_date(number, own.get(number)))


def _is_date(number: str, code: str | None) -> bool:
    if code is None:
        return number.isdecimal() and int(number) in DATE_FORMATS
    return bool(DATE_CODE.search(NOT_CODE.sub("", code.split(";")[0])))
