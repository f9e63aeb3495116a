"""OpenDocument texts: paragraphs under their heading, lists, tables cell by cell, comments."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from .ods import paragraph_text
from .reports import Report, unread, words
from .xml_stream import local, whole


def events(filename: str, content: bytes) -> Iterator[Report]:
    """The words of a document in order, then its comments, then what was not read."""
    packed = zipfile.ZipFile(io.BytesIO(content))
    root = whole(packed.open("content.xml"))
    body = next(root.iter("{*}text"))
    yield from _Body().blocks(body)
    for number, comment in enumerate(root.iter("{*}annotation"), start=1):
        yield words("\n".join(paragraph_text(e) for e in comment if local(e) == "p"), comment=number)
    pictures = sum(name.startswith("Pictures/") for name in packed.namelist())
    if pictures:
        yield unread("pictures", count=pictures)
    if any(True for _box in root.iter("{*}text-box")):
        yield unread("text_box")


class _Body:
    def __init__(self) -> None:
        self.heading = ""
        self.paragraph = self.table = 0

    def blocks(self, parent: etree._Element) -> Iterator[Report]:
        for block in parent:
            name = local(block)
            if name in {"h", "p"}:
                yield from self._paragraph(block, is_heading=name == "h")
            elif name == "table":
                self.table += 1
                yield from self._cells(block, self.table)
            elif name in {"list", "list-item", "list-header", "section"}:
                yield from self.blocks(block)

    def _paragraph(self, block: etree._Element, *, is_heading: bool) -> Iterator[Report]:
        text = paragraph_text(block)
        if not text.strip():
            return
        self.paragraph += 1
        if is_heading:
            self.heading = " ".join(text.split())[:100]
            yield words(text, {"heading": "1"}, paragraph=self.paragraph)
        else:
            yield words(text, part=self.heading, paragraph=self.paragraph)

    def _cells(self, table: etree._Element, number: int) -> Iterator[Report]:
        for row_number, row in enumerate(table.iter("{*}table-row"), start=1):
            for column, cell in enumerate(e for e in row if local(e) == "table-cell"):
                text = "\n".join(paragraph_text(p) for p in cell.iter("{*}p"))
                yield words(text, table=number, row=row_number, column=column)
