"""OpenDocument texts: paragraphs under their headings, lists, tables, text boxes, notes and comments."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from . import open_package, spoken
from .damaged import integer
from .ods import paragraph_text
from .outline import Outline
from .raw import RawRow
from .regions import titled
from .reports import Report, moved_in, unread, words
from .spoken import Choices
from .xml_stream import attribute, first, local, whole

PASSED_THROUGH = {"list-item", "list-header", "section", "numbered-paragraph"}
CONTENTS = {"table-of-content", "illustration-index", "table-index", "alphabetical-index"}


def events(content: bytes, choices: Choices) -> Iterator[Report]:
    """The words of a document in order, then its notes and comments, then what was not read."""
    packed = zipfile.ZipFile(io.BytesIO(content))
    root = whole(packed.open("content.xml"))
    body = first(root, "text")
    walk = _Body(choices)
    yield from walk.blocks(body)
    for number, note in enumerate(root.iter("{*}note-body"), start=1):
        yield words("\n".join(paragraph_text(p) for p in note.iter("{*}p")), note=number)
    for number, comment in enumerate(root.iter("{*}annotation"), start=1):
        yield words("\n".join(paragraph_text(e) for e in comment.iter("{*}p")), comment=number)
    yield from _left_out(packed, root)


def _left_out(packed: zipfile.ZipFile, root: etree._Element) -> Iterator[Report]:
    yield from (unread(reason, **facts) for reason, facts in open_package.left_out(packed))
    if any(paragraph_text(p).strip() for gone in root.iter("{*}deletion") for p in gone.iter("{*}p", "{*}h")):
        yield unread("deleted_text")
    if any(True for name in CONTENTS for _list in root.iter(f"{{*}}{name}")):
        yield unread("contents_list")


class _Body:
    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.outline = Outline()
        self.table = self.box = 0

    def blocks(self, parent: etree._Element, *, in_list: bool = False) -> Iterator[Report]:
        for block in parent:
            name = local(block)
            if name in {"h", "p"}:
                yield from self._paragraph(block, in_list=in_list)
            elif name == "table":
                self.table += 1
                yield from self._table(block, {"part": self.outline.part, "table": self.table})
            elif name == "list":
                yield from self.blocks(block, in_list=True)
            elif name in PASSED_THROUGH:
                yield from self.blocks(block, in_list=in_list)
            elif name == "frame":
                yield from self._boxes(block)

    def _paragraph(self, block: etree._Element, *, in_list: bool) -> Iterator[Report]:
        text = paragraph_text(block)
        if text.strip() and local(block) == "h":
            place = self.outline.heading(text, integer(attribute(block, "outline-level") or 1))
            yield words(text, {"heading": "1"}, **place)
        elif text.strip():
            yield words(text, **self.outline.words(in_list=in_list))
        yield from self._boxes(block)

    def _boxes(self, block: etree._Element) -> Iterator[Report]:
        for box in block.iter("{*}text-box"):
            self.box += 1
            text = "\n".join(paragraph_text(p) for p in box.iter("{*}p", "{*}h")).strip()
            if text:
                yield words(text, part=self.outline.part, box=self.box)

    def _table(self, table: etree._Element, place: dict[str, Any]) -> Iterator[Report]:
        rows: list[RawRow] = []
        inner: list[tuple[dict[str, Any], etree._Element]] = []
        number = 0
        for row in (row for row in table.iter("{*}table-row") if _nearest(row) is table):
            cells, column = dict[int, str](), 0
            for cell in (e for e in row if local(e) in {"table-cell", "covered-table-cell"}):
                own = (p for p in cell.iter("{*}p", "{*}h") if _cell_of(p) is cell)
                text = "\n".join(text for text in map(paragraph_text, own) if text.strip())
                if text:
                    cells[column] = text
                at = {**place, "row": number + 1, "column": column}
                inner += [(at, e) for e in cell.iter("{*}table") if _cell_of(e) is cell]
                for box in (p for p in cell.iter("{*}p") if _cell_of(p) is cell):
                    yield from self._boxes(box)
                column += integer(attribute(cell, "number-columns-repeated") or 1)
            if cells:
                rows.append(RawRow(number + 1, cells))
            number += integer(attribute(row, "number-rows-repeated") or 1)
        yield from spoken.told(titled(rows), place, choices=self.choices)
        for at_number, (at, block) in enumerate(inner, start=1):
            yield from (moved_in(at, report) for report in self._table(block, {"table": at_number}))


def _nearest(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("{*}table"), None)


def _cell_of(element: etree._Element) -> etree._Element | None:
    """The cell an element stands in itself: not one around a box, note or comment in between."""
    for parent in element.iterancestors():
        name = local(parent)
        if name in {"table-cell", "covered-table-cell"}:
            return parent
        if name in {"text-box", "note", "annotation"}:
            return None
    return None
