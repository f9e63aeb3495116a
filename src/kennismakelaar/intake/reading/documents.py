"""From a document to its words in order: which reader belongs to which kind, and what all have in common."""

from collections.abc import Callable, Iterator

from . import docx, mail, odt, pdf, plain, refusals
from .encodings import cleaned
from .kinds import Kind
from .reports import Report, unread

LONGEST_PARAGRAPH = 20_000
READERS: dict[Kind, Callable[[str, bytes], Iterator[Report]]] = {
    Kind.DOCX: docx.events,
    Kind.ODT: odt.events,
    Kind.PDF: pdf.events,
    Kind.TEXT: plain.events,
    Kind.EML: mail.events,
    Kind.XLSX: lambda filename, content: plain.table_events(filename, Kind.XLSX, content),
    Kind.ODS: lambda filename, content: plain.table_events(filename, Kind.ODS, content),
}


def events(filename: str, kind: Kind, content: bytes) -> Iterator[Report]:
    """One report per paragraph and per part that was not read, in the order of the document."""
    found = False
    for report in READERS[kind](filename, content):
        if report["what"] != "words":
            yield report
            continue
        text = cleaned(report["text"])
        if not text:
            continue
        found = True
        yield {**report, "text": text[:LONGEST_PARAGRAPH]}
        if len(text) > LONGEST_PARAGRAPH:
            yield unread("too_long", report["place"], limit=LONGEST_PARAGRAPH)
    if not found:
        raise refusals.NoWordsFound(filename)
