"""PDF files: page by page and column by column, without lines that run along; a scanned page is said to be one."""

from collections.abc import Iterator
from typing import Any

from . import recognition, refusals
from .pdf_layout import Line, Page, columns, paragraphs, running_lines
from .reports import Report, unread, words

MOST_PAGES = 1_000


def events(filename: str, content: bytes) -> Iterator[Report]:
    """The paragraphs of every page."""

    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusals.ProtectedFile(filename) from error
        raise refusals.CorruptFile(filename, kind="PDF") from error
    pages = [_page(document, number) for number in range(min(len(document), MOST_PAGES))]
    running = running_lines(pages)
    spoke = False
    for number, page in enumerate(pages, start=1):
        for report in _told(document, number, page, running):
            spoke = spoke or report["what"] == "words"
            yield report
    if not spoke and not any(page.lines for page in pages):
        raise refusals.OnlyScans(filename, pages=len(pages))
    if running:
        yield unread("running_line", count=sum(any(line in running for line in page.lines) for page in pages))
    if len(document) > MOST_PAGES:
        yield unread("beyond_last_page", count=len(document), limit=MOST_PAGES)


def _told(document: Any, number: int, page: Page, running: frozenset[Line]) -> Iterator[Report]:
    if not page.lines:
        yield from recognition.page(document, number)
        return
    lines = [line for line in page.lines if line not in running]
    found = columns(lines, page.width)
    place = 0
    for column, part in found:
        for paragraph in paragraphs(part):
            place += 1
            yield words(paragraph, page=number, text_column=column, paragraph=place)


def _page(document: Any, number: int) -> Page:
    page = document[number]
    text = page.get_textpage()
    width, height = page.get_size()
    lines = []
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        written = text.get_text_bounded(left, bottom, right, top).replace("\r", "").strip("\n")
        if written.strip():
            lines.append(Line(number, left, bottom, right, top, written))
    return Page(width, height, tuple(lines))
