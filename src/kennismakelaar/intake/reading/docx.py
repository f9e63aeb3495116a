"""Word documents: paragraphs under their headings, lists, tables, text boxes; tracked changes as they now stand."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from . import docx_beside, spoken
from .damaged import integer
from .docx_text import boxes_in, nearest, own_text, struck_out, vanished
from .outline import Outline
from .raw import RawRow
from .regions import titled
from .reports import Report, moved_in, unread, words
from .spoken import Choices
from .xml_stream import attribute, first, local, whole

PASSED_THROUGH = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}


def events(content: bytes, choices: Choices) -> Iterator[Report]:
    """The words of a document in order, then its comments and notes, then what was not read."""
    packed = zipfile.ZipFile(io.BytesIO(content))
    names = set(packed.namelist())
    root = whole(packed.open("word/document.xml"))
    body = first(root, "body")
    yield from Body(docx_beside.styles(packed, names), choices).blocks(body)
    yield from docx_beside.notes(packed, names)
    yield from docx_beside.left_out(packed, root, names)


class Body:
    """Walks the blocks of a document and remembers under which headings it is."""

    def __init__(self, styles: docx_beside.Styles, choices: Choices) -> None:
        self.styles, self.choices = styles, choices
        self.outline = Outline()
        self.table = self.box = 0

    def blocks(self, parent: etree._Element) -> Iterator[Report]:
        for block in parent:
            name = local(block)
            if name == "p":
                yield from self._paragraph(block)
            elif name == "tbl":
                self.table += 1
                yield from self._table(block, {"part": self.outline.part, "table": self.table})
            elif name in PASSED_THROUGH:
                yield from self.blocks(block)

    def _paragraph(self, block: etree._Element) -> Iterator[Report]:
        text, style = own_text(block), self.styles.of(block)
        place: dict[str, Any] = {"part": self.outline.part}
        if text.strip() and style.is_contents:
            pass  # said once, with what was left out
        elif text.strip() and style.level is not None:
            place = self.outline.heading(text, style.level)
            yield words(text, {"heading": "1"}, **place)
        elif text.strip():
            place = self.outline.words(in_list=style.is_list)
            yield words(text, **place)
        yield from self._beside(block, place)

    def _beside(self, block: etree._Element, place: dict[str, Any]) -> Iterator[Report]:
        if struck_out(block):
            yield unread("deleted_text", place)
        if vanished(block):
            yield unread("hidden_text", place)
        for box in boxes_in(block):
            self.box += 1
            yield from _boxed(box, self.outline.part, self.box)

    def _table(self, table: etree._Element, place: dict[str, Any]) -> Iterator[Report]:
        """The table, the notes that were struck out in it, and the tables that stand in its cells."""
        rows = []
        inner: list[tuple[dict[str, Any], etree._Element]] = []
        for number, row in enumerate(_rows(table), start=1):
            column, cells = 0, dict[int, str]()
            for cell in (c for c in row.iter("{*}tc") if nearest(c, "tbl") is table):
                cells[column] = _cell_text(cell)
                at = {**place, "row": number, "column": column}
                inner += [(at, block) for block in cell.iter("{*}tbl") if nearest(block, "tc") is cell]
                for paragraph in cell.iter("{*}p"):
                    if nearest(paragraph, "tc") is cell:
                        yield from self._beside(paragraph, at)
                span = cell.find("{*}tcPr/{*}gridSpan")
                column += integer(attribute(span, "val") or 1) if span is not None else 1
            rows.append(RawRow(number, {c: text for c, text in cells.items() if text}))
        filled = [row for row in rows if row.cells]
        yield from spoken.told(titled(filled), place, choices=self.choices)
        for number, (at, block) in enumerate(inner, start=1):
            yield from (moved_in(at, report) for report in self._table(block, {"table": number}))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (row for row in table.iter("{*}tr") if nearest(row, "tbl") is table)


def _cell_text(cell: etree._Element) -> str:
    own = (p for p in cell.iter("{*}p") if nearest(p, "tc") is cell and nearest(p, "txbxContent") is None)
    return "\n".join(text for text in map(own_text, own) if text.strip()).strip()


def _boxed(box: etree._Element, part: str, number: int) -> Iterator[Report]:
    texts = [own_text(p) for p in box.iter("{*}p")]
    text = re.sub(r"\n{2,}", "\n", "\n".join(texts)).strip()
    if text:
        yield words(text, part=part, box=number)
