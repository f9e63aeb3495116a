"""PDF files with text: page by page, split into paragraphs; a scanned page is said to be one."""

import re
from collections.abc import Iterator

from . import refusals
from .reports import Report, unread, words

MOST_PAGES = 1_000
HYPHENATED = re.compile(r"(\w)(?:\ufffe|\xad|-\n)(\w)")
END_OF_SENTENCE = (".", "?", "!", ":", "”", '"')
SHORT_LINE = 0.6


def events(filename: str, content: bytes) -> Iterator[Report]:
    """The paragraphs of every page."""

    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusals.ProtectedFile(filename) from error
        raise refusals.CorruptFile(filename, kind="PDF", where="PDF") from error
    for number in range(min(len(document), MOST_PAGES)):
        text = document[number].get_textpage().get_text_bounded()
        if not text.strip():
            yield unread("scanned_page", {"page": number + 1})
            continue
        for place, paragraph in enumerate(paragraphs(text), start=1):
            yield words(paragraph, page=number + 1, paragraph=place)


def paragraphs(text: str) -> list[str]:
    """Lines of a page joined into paragraphs: a blank line ends one, and so does a short line that ends a sentence."""
    lines = [line.strip() for line in text.replace("\r", "").split("\n")]
    usual = max((len(line) for line in lines), default=0)
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        if not line or (len(line) < SHORT_LINE * usual and line.endswith(END_OF_SENTENCE)):
            found.append([])
    return [HYPHENATED.sub(r"\1\2", "\n".join(part)).replace("\n", " ") for part in found if part]
