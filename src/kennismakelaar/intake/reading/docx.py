"""Word documents: paragraphs under their heading, lists, tables cell by cell, comments."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from .reports import Report, unread, words
from .xml_stream import attribute, local, whole

HEADING = re.compile(r"(heading|kop|titel|title|ondertitel|subtitle)\s*(\d*)", re.IGNORECASE)
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}


def events(filename: str, content: bytes) -> Iterator[Report]:
    """The words of a document in order, then its comments, then what was not read."""
    packed = zipfile.ZipFile(io.BytesIO(content))
    names = set(packed.namelist())
    root = whole(packed.open("word/document.xml"))
    body = next(root.iter("{*}body"))
    yield from _Body(_heading_styles(packed, names)).blocks(body)
    if "word/comments.xml" in names:
        for number, comment in enumerate(whole(packed.open("word/comments.xml")).iter("{*}comment"), start=1):
            yield words("\n".join(_text_of(p) for p in comment.iter("{*}p")), comment=number)
    yield from _left_out(packed, root, names)


class _Body:
    """Walks the blocks of a document and remembers under which heading it is."""

    def __init__(self, heading_styles: frozenset[str]) -> None:
        self.heading_styles = heading_styles
        self.heading = ""
        self.paragraph = self.table = 0

    def blocks(self, parent: etree._Element) -> Iterator[Report]:
        for block in parent:
            name = local(block)
            if name == "p":
                yield from self._paragraph(block)
            elif name == "tbl":
                self.table += 1
                yield from self._cells(block, self.table)
            elif name in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
                yield from self.blocks(block)

    def _paragraph(self, block: etree._Element) -> Iterator[Report]:
        text = _text_of(block)
        if not text.strip():
            return
        self.paragraph += 1
        if self._is_heading(block):
            self.heading = " ".join(text.split())[:100]
            yield words(text, {"heading": "1"}, paragraph=self.paragraph)
        else:
            yield words(text, part=self.heading, paragraph=self.paragraph)

    def _cells(self, table: etree._Element, number: int) -> Iterator[Report]:
        rows = [row for row in table if local(row) == "tr"]
        for row_number, row in enumerate(rows, start=1):
            cells = [cell for cell in row.iter("{*}tc") if _nearest(cell, "tbl") is table]
            for column, cell in enumerate(cells):
                text = "\n".join(_text_of(p) for p in cell.iter("{*}p"))
                yield words(text, table=number, row=row_number, column=column)

    def _is_heading(self, block: etree._Element) -> bool:
        style = block.find("{*}pPr/{*}pStyle")
        return style is not None and attribute(style, "val") in self.heading_styles


def _nearest(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(f"{{*}}{name}"), None)


def _text_of(paragraph: etree._Element) -> str:
    """The words of a paragraph as they stand after all tracked changes: without what was struck out."""
    parts = []
    for element in paragraph.iter("{*}t", "{*}br", "{*}cr", "{*}tab", "{*}noBreakHyphen"):
        if _nearest(element, "p") is not paragraph or _nearest(element, "txbxContent") is not None:
            continue
        name = local(element)
        if name == "t":
            parts.append(element.text or "")
        elif _nearest(element, "pPr") is None:
            parts.append(BREAKS[name])
    return "".join(parts)


def _heading_styles(packed: zipfile.ZipFile, names: set[str]) -> frozenset[str]:
    """Styles are named in the language of the program: their own name tells that they are headings."""
    if "word/styles.xml" not in names:
        return frozenset()
    found = set()
    for style in whole(packed.open("word/styles.xml")).iter("{*}style"):
        name = style.find("{*}name")
        if name is not None and HEADING.match(attribute(name, "val")):
            found.add(attribute(style, "styleId"))
    return frozenset(found)


def _left_out(packed: zipfile.ZipFile, root: etree._Element, names: set[str]) -> Iterator[Report]:
    pictures = sum(name.startswith("word/media/") for name in names)
    if pictures:
        yield unread("pictures", count=pictures)
    if any(True for _box in root.iter("{*}txbxContent")):
        yield unread("text_box")
    if any(True for _text in root.iter("{*}delText")):
        yield unread("deleted_text")
    if any(
        _has_words(packed, name)
        for name in names
        if re.match(r"word/(header|footer|footnotes|endnotes)", name)
    ):
        yield unread("notes_part")


def _has_words(packed: zipfile.ZipFile, name: str) -> bool:
    return any((text.text or "").strip() for text in whole(packed.open(name)).iter("{*}t"))
