"""What stands beside the cells of an Excel sheet: comments, conversations on cells, and boxes with text."""

import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from .damaged import integer
from .xml_stream import attribute, whole

FIELD = re.compile(r'&(&|"[^"]*"|K[0-9A-Fa-f]{6}|\d+|.)')
PAGE = re.compile(r"\b(page|pagina|blz|of|van)\b", re.IGNORECASE)
# Old programs see this sentence instead of a conversation; the conversation itself is read.
STAND_IN = "[Threaded comment]"


def frame_speaks(frame: etree._Element) -> bool:
    """Whether somebody typed words in the header or footer; page numbers, dates and names of files are none."""
    return any(re.search(r"[^\W\d_]", PAGE.sub("", FIELD.sub("", part.text or ""))) for part in frame)


class Beside:
    """The parts that hang on one sheet, found through its relations."""

    def __init__(self, packed: zipfile.ZipFile, member: str) -> None:
        self.packed, self.member = packed, member

    def comments(self) -> list[tuple[int, int, str]]:
        """Row, column and words of every comment, in the order of the cells."""
        found = []
        for part in self._parts("/comments"):
            for comment in self._root(part).iter("{*}comment"):
                text = "".join(e.text or "" for e in comment.iter("{*}t")).strip()
                if text and not text.startswith(STAND_IN):
                    found.append((*_cell(attribute(comment, "ref")), text))
        for part in self._parts("/threadedComment"):
            for comment in self._root(part).iter("{*}threadedComment"):
                text = "".join(e.text or "" for e in comment.iter("{*}text")).strip()
                if text:
                    found.append((*_cell(attribute(comment, "ref")), text))
        return sorted(found)

    def boxes(self) -> list[str]:
        """The words of shapes and text boxes, each box as one text."""
        found = []
        for part in self._parts("/drawing"):
            for body in self._root(part).iter("{*}txBody"):
                lines = ["".join(e.text or "" for e in p.iter("{*}t")) for p in body.iter("{*}p")]
                found.append("\n".join(lines).strip())
        return [text for text in found if text]

    def _parts(self, kind: str) -> Iterator[str]:
        folder, name = posixpath.split(self.member)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self.packed.namelist():
            return
        for relation in self._root(relations).iter("{*}Relationship"):
            if attribute(relation, "Type").endswith(kind) and attribute(relation, "TargetMode") != "External":
                target = attribute(relation, "Target")
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                path = posixpath.normpath(path)
                if path in self.packed.namelist():
                    yield path

    def _root(self, part: str) -> etree._Element:
        with self.packed.open(part) as stream:
            return whole(stream)


def _cell(reference: str) -> tuple[int, int]:
    """Row and column of "B3"; 0 = A."""
    letters = reference.rstrip("0123456789")
    column = 0
    for sign in letters.upper():
        column = column * 26 + ord(sign) - 64
    return integer(reference[len(letters) :] or "1"), column - 1
