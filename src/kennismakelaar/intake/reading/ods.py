"""OpenDocument spreadsheets, row by row."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from . import open_package
from .damaged import decimal, integer, named
from .numbers import in_dutch
from .raw import RawBook, RawRow, RawSheet
from .xml_stream import attribute, elements, local

TICKED = {"true": "ja", "false": "nee"}
DRAWING = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
MOST_REPEATS = 10_000  # a filled row is repeated by hand at most; empty ones a million times


def book(content: bytes) -> RawBook:
    """The sheets of a workbook in their order."""
    packed = zipfile.ZipFile(io.BytesIO(content))
    reader = _Workbook(packed)
    return RawBook(
        [reader.sheet(place, name, style) for place, (name, style) in enumerate(reader.names())],
        list(open_package.left_out(packed)),
    )


class _Workbook:
    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed = packed
        with packed.open("content.xml") as stream:
            found = elements(stream, "table-properties")
            self.hidden_styles = {_style_of(e) for e in found if attribute(e, "display") == "false"}
        self.spans: dict[int, list[tuple[int, int, int, int]]] = {}
        self.comments: dict[int, list[tuple[int, int, str]]] = {}
        self.boxes: dict[int, list[str]] = {}

    def names(self) -> list[tuple[str, str]]:
        with self.packed.open("content.xml") as stream:
            found = []
            # A table is only whole at its end; its name stands on it when its first row passes by.
            for row in elements(stream, "table-row"):
                table = _table_of(row)
                if table is not None and (not found or found[-1] is not table):
                    found.append(table)
            return [(attribute(table, "name"), attribute(table, "style-name")) for table in found]

    def sheet(self, place: int, name: str, style: str) -> RawSheet:
        """A sheet; what is merged, commented and hidden is known once its rows were walked."""
        sheet = RawSheet(name, rows=list, hidden=style in self.hidden_styles)
        sheet.rows = lambda: self.rows(place, sheet)
        sheet.areas = lambda: self.spans.get(place, [])
        sheet.merges = lambda: [(top, left, right) for top, left, _, right in self.spans.get(place, [])]
        sheet.comments = lambda: self.comments.get(place, [])
        sheet.boxes = lambda: self.boxes.get(place, [])
        return sheet

    def rows(self, place: int, sheet: RawSheet) -> Iterator[RawRow]:
        sheet.counted.clear()
        self.spans[place], self.comments[place], self.boxes[place] = [], [], []
        at, current, number = -1, None, 0
        with self.packed.open("content.xml") as stream:
            for row in elements(stream, "table-row", "shapes"):
                table = _table_of(row)
                if table is not current:
                    at, current, number = at + 1, table, 0
                if at > place:
                    return
                if at == place:
                    self.boxes[place] += _boxes(row)
                if local(row) == "shapes":
                    continue
                if at == place:
                    yield from self._repeated(row, number, place, sheet)
                number += integer(attribute(row, "number-rows-repeated") or 1)

    def _repeated(self, row: etree._Element, number: int, place: int, sheet: RawSheet) -> Iterator[RawRow]:
        cells: dict[int, str] = {}
        column = 0
        for cell in row:
            if local(cell) not in {"table-cell", "covered-table-cell"}:
                continue
            repeats = integer(attribute(cell, "number-columns-repeated") or 1)
            text = _value(cell, sheet, column)
            if text:
                cells.update(dict.fromkeys(range(column, column + min(repeats, MOST_REPEATS)), text))
            across = integer(attribute(cell, "number-columns-spanned") or 1)
            down = integer(attribute(cell, "number-rows-spanned") or 1)
            if across > 1 or down > 1:
                self.spans[place].append((number + 1, column, number + down, column + across - 1))
            self.comments[place] += [(number + 1, column, text) for text in _comments(cell)]
            column += repeats
        if cells and attribute(row, "visibility") in {"collapse", "filter"}:
            sheet.hidden_rows.add(number + 1)
        times = integer(attribute(row, "number-rows-repeated") or 1) if cells else 0
        for extra in range(min(times, MOST_REPEATS)):
            yield RawRow(number + 1 + extra, dict(cells))


def _comments(cell: etree._Element) -> Iterator[str]:
    for comment in (e for e in cell if local(e) == "annotation"):
        text = "\n".join(paragraph_text(p) for p in comment.iter("{*}p")).strip()
        if text:
            yield text


def _boxes(parent: etree._Element) -> Iterator[str]:
    """The words of text boxes and drawn shapes on a sheet, each as one text."""
    for shape in parent.iter(f"{{{DRAWING}}}*"):
        text = "\n".join(paragraph_text(e) for e in shape if local(e) == "p").strip()
        if text:
            yield text


def _style_of(properties: etree._Element) -> str:
    style = properties.getparent()
    return attribute(style, "name") if style is not None else ""


def _table_of(row: etree._Element) -> etree._Element | None:
    for parent in row.iterancestors("{*}table"):
        return parent
    return None


def _value(cell: etree._Element, sheet: RawSheet, column: int) -> str:
    kind, text = attribute(cell, "value-type"), _text_of(cell)
    if attribute(cell, "formula"):
        sheet.count("formula" if kind or text else "formula_without_value", column)
    if text.startswith(("#N/", "#REF", "#DIV", "#NAME", "#VALUE", "Err:")) and attribute(cell, "formula"):
        sheet.count("error_value", column)
        return ""
    if kind in {"float", "percentage", "currency"}:
        return in_dutch(decimal(attribute(cell, "value")))
    if kind == "boolean":
        return named(TICKED, attribute(cell, "boolean-value"))
    if kind == "date":
        return attribute(cell, "date-value").replace("T", " ").removesuffix(":00").removesuffix(" 00:00")
    return text


def _text_of(cell: etree._Element) -> str:
    """The paragraphs of a cell, without those of a comment on it."""
    return "\n".join(paragraph_text(e) for e in cell if local(e) == "p").strip()


def paragraph_text(element: etree._Element) -> str:
    """The words of a paragraph; spaces, tabs and line breaks stand as elements in this format."""
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name == "s":
            parts.append(" " * integer(attribute(child, "c") or 1))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name not in {"annotation", "note", "frame"}:
            parts.append(paragraph_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
