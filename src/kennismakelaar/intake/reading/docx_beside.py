"""What stands beside the text of a Word document: styles, comments, footnotes, headers and footers."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from .damaged import integer
from .docx_text import own_text
from .reports import Report, unread, words
from .xml_stream import attribute, whole

HEADING = re.compile(r"(heading|kop|titel|title|ondertitel|subtitle)\s*(\d*)$", re.IGNORECASE)
CONTENTS = re.compile(r"(toc|inhopg)\s*\d", re.IGNORECASE)
LISTED = re.compile(r"list|lijst|opsomming", re.IGNORECASE)
LOWEST = 9


@dataclass(frozen=True)
class Style:
    """What a paragraph is: a heading of some level (0 = title), a point of a list, a line of the contents."""

    level: int | None = None
    is_list: bool = False
    is_contents: bool = False


@dataclass
class Styles:
    """The styles of a document by their number: they are named in the language of the program."""

    known: dict[str, Style] = field(default_factory=dict)

    def of(self, paragraph: etree._Element) -> Style:
        name = paragraph.find("{*}pPr/{*}pStyle")
        style = self.known.get(attribute(name, "val"), Style()) if name is not None else Style()
        level = paragraph.find("{*}pPr/{*}outlineLvl")
        if level is not None and style.level is None and integer(attribute(level, "val") or LOWEST) < LOWEST:
            return Style(level=integer(attribute(level, "val")) + 1)
        numbered = paragraph.find("{*}pPr/{*}numPr") is not None
        return Style(style.level, style.is_list or numbered, style.is_contents)


def styles(packed: zipfile.ZipFile, names: set[str]) -> Styles:
    found = Styles()
    if "word/styles.xml" not in names:
        return found
    for style in whole(packed.open("word/styles.xml")).iter("{*}style"):
        name = style.find("{*}name")
        if attribute(style, "type") in {"", "paragraph"} and name is not None:
            found.known[attribute(style, "styleId")] = _style(style, attribute(name, "val"))
    return found


def _style(style: etree._Element, name: str) -> Style:
    heading = HEADING.match(name)
    level = style.find("{*}pPr/{*}outlineLvl")
    if heading:
        below = 1 if heading[1].lower().startswith(("sub", "onder")) else 0
        return Style(level=int(heading[2] or below))
    if level is not None and integer(attribute(level, "val") or LOWEST) < LOWEST:
        return Style(level=integer(attribute(level, "val")) + 1)
    listed = LISTED.search(name) or style.find("{*}pPr/{*}numPr") is not None
    return Style(
        is_list=bool(listed) and name.lower() != "list paragraph", is_contents=bool(CONTENTS.match(name))
    )


def notes(packed: zipfile.ZipFile, names: set[str]) -> Iterator[Report]:
    """Footnotes, endnotes and comments, each with its number."""
    number = 0
    for part, tag in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        if part not in names:
            continue
        for note in whole(packed.open(part)).iter(f"{{*}}{tag}"):
            if attribute(note, "type") in {"", "normal"}:
                number += 1
                yield words(_texts(note), note=number)
    if "word/comments.xml" in names:
        for at, comment in enumerate(whole(packed.open("word/comments.xml")).iter("{*}comment"), start=1):
            yield words(_texts(comment), comment=at)


def _texts(parent: etree._Element) -> str:
    return "\n".join(own_text(p) for p in parent.iter("{*}p")).strip()


def left_out(packed: zipfile.ZipFile, root: etree._Element, names: set[str]) -> Iterator[Report]:
    """What is no words of anybody, and what cannot be read."""
    pictures = sum(name.startswith("word/media/") for name in names)
    if pictures:
        yield unread("pictures", count=pictures)
    charts = sum(bool(re.match(r"word/charts/chart\d*\.xml", name)) for name in names)
    if charts:
        yield unread("charts", count=charts)
    diagrams = sum(bool(re.match(r"word/diagrams/data\d*\.xml", name)) for name in names)
    if diagrams:
        yield unread("diagrams", count=diagrams)
    if any(_has_words(packed, name) for name in names if re.match(r"word/(header|footer)\d*\.xml", name)):
        yield unread("page_frame")
    found = styles(packed, names)
    if any(found.of(p).is_contents and own_text(p).strip() for p in root.iter("{*}p")):
        yield unread("contents_list")
    if any(name.startswith("word/embeddings/") for name in names):
        yield unread("embedded")


def _has_words(packed: zipfile.ZipFile, name: str) -> bool:
    return any((text.text or "").strip() for text in whole(packed.open(name)).iter("{*}t"))
