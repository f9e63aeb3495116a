"""The words of a paragraph in Word, as they stand after all tracked changes."""

from collections.abc import Iterator

from lxml import etree

from .xml_stream import attribute, local

BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
GONE = ("del", "moveFrom")  # what was moved away stands elsewhere in the document
INK = tuple(f"{{*}}{name}" for name in ("t", *BREAKS, "sym"))


def nearest(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(f"{{*}}{name}"), None)


def own_text(paragraph: etree._Element) -> str:
    """The words of a paragraph itself: without what was struck out, and without boxes that hang on it."""
    parts = []
    for element in paragraph.iter(*INK):
        if nearest(element, "p") is not paragraph or any(nearest(element, gone) is not None for gone in GONE):
            continue
        name = local(element)
        if name == "t":
            parts.append(element.text or "")
        elif name in BREAKS and nearest(element, "pPr") is None:
            parts.append(BREAKS[name])
    return "".join(parts)


def struck_out(paragraph: etree._Element) -> bool:
    """Whether words of this paragraph were struck out with tracked changes."""
    gone = (t for t in paragraph.iter("{*}delText") if nearest(t, "p") is paragraph)
    return any((text.text or "").strip() for text in gone)


def vanished(paragraph: etree._Element) -> bool:
    """Whether the paragraph has words that are formatted as hidden."""
    for mark in paragraph.iter("{*}vanish"):
        run = nearest(mark, "r")
        if attribute(mark, "val") in {"0", "false"} or run is None or nearest(run, "p") is not paragraph:
            continue
        if any((t.text or "").strip() for t in run.iter("{*}t")):
            return True
    return False


def boxes_in(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that hang on a paragraph; a box stands twice in the file, for old programs once more."""
    for box in paragraph.iter("{*}txbxContent"):
        if nearest(box, "p") is paragraph and not _is_second(box):
            yield box


def _is_second(box: etree._Element) -> bool:
    fallback = nearest(box, "Fallback")
    if fallback is None:
        return False
    both = fallback.getparent()
    return both is not None and any(
        True for choice in both if local(choice) == "Choice" for _box in choice.iter("{*}txbxContent")
    )
