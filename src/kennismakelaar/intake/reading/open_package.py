"""What stands in an OpenDocument package beside its text: pictures, charts, other files, headers and footers."""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from .xml_stream import attribute, local, whole

OBJECT = re.compile(r"(Object \d+)/content\.xml")
FRAMES = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
# Filled in by the program: every sheet has them, and they are words of nobody.
FILLED_IN = {"page-number", "page-count", "sheet-name", "date", "time", "title", "file-name", "s", "tab"}
PAGE = re.compile(r"\b(page|pagina|blz)\b\.?|[\W\d_]+", re.IGNORECASE)


def left_out(packed: zipfile.ZipFile) -> Iterator[tuple[str, dict[str, object]]]:
    """What cannot be read, as codes of reasons with their facts."""
    names = packed.namelist()
    pictures = sum(name.startswith("Pictures/") for name in names)
    if pictures:
        yield "pictures", {"count": pictures}
    objects = [name for name in names if OBJECT.fullmatch(name)]
    charts = sum(_is_chart(packed, name) for name in objects)
    if charts:
        yield "charts", {"count": charts}
    if len(objects) > charts or any(re.fullmatch(r"Object \d+", name) for name in names):
        yield "embedded", {}
    if "styles.xml" in names and _frame_speaks(packed):
        yield "page_frame", {}


def _is_chart(packed: zipfile.ZipFile, name: str) -> bool:
    with packed.open(name) as stream:
        return next(whole(stream).iter("{*}chart"), None) is not None


def _frame_speaks(packed: zipfile.ZipFile) -> bool:
    with packed.open("styles.xml") as stream:
        root = whole(stream)
    shown = (f for f in root.iter(*(f"{{*}}{name}" for name in FRAMES)) if attribute(f, "display") != "false")
    return any(PAGE.sub("", _own_words(paragraph)) for frame in shown for paragraph in frame.iter("{*}p"))


def _own_words(element: etree._Element) -> str:
    """The words a person typed, without what the program fills in."""
    inside = "" if local(element) in FILLED_IN else (element.text or "") + "".join(map(_own_words, element))
    return inside + (element.tail or "" if local(element) != "p" else "")
