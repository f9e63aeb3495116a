"""From a document to its words in order: which reader belongs to which kind, and what all have in common."""

import re
from collections.abc import Callable, Iterator

from . import docx, mail, odt, pdf, plain, refusals, workbook
from .encodings import cleaned
from .kinds import Kind
from .reports import Report, shortened, words
from .spoken import Choices

LONGEST_PARAGRAPH = 20_000
SENTENCE_END = re.compile(r"[.!?…]\s")
Reader = Callable[[str, bytes, Choices], Iterator[Report]]
READERS: dict[Kind, Reader] = {
    Kind.DOCX: lambda name, content, choices: docx.events(content, choices),
    Kind.ODT: lambda name, content, choices: odt.events(content, choices),
    Kind.PDF: lambda name, content, choices: pdf.events(name, content),
    Kind.TEXT: plain.events,
    Kind.EML: lambda name, content, choices: mail.events(content, choices, inside),
    Kind.XLSX: lambda name, content, choices: workbook.events(name, Kind.XLSX, content, choices),
    Kind.ODS: lambda name, content, choices: workbook.events(name, Kind.ODS, content, choices),
}


def events(filename: str, kind: Kind, content: bytes, text_columns: tuple[str, ...] = ()) -> Iterator[Report]:
    """One report per paragraph and per part that was not read, in the order of the document."""
    found = False
    for report in inside(filename, kind, content, Choices(text_columns)):
        found = found or report["what"] == "words"
        yield report
    if not found:
        raise refusals.NoWordsFound(filename)


def inside(filename: str, kind: Kind, content: bytes, choices: Choices) -> Iterator[Report]:
    """What a file holds; nothing at all is no failure here: a mail may carry an empty attachment."""
    return _headings_kept(_stored(READERS[kind](filename, content, choices)))


def _stored(reports: Iterator[Report]) -> Iterator[Report]:
    """Texts that can be stored; a very long one in parts that end where a sentence ends."""
    for report in reports:
        if report["what"] != "words":
            yield report
            continue
        text = cleaned(report["text"])
        if len(text) <= LONGEST_PARAGRAPH:
            if text:
                yield {**report, "text": text}
            continue
        for start, end in _parts(text):
            place = {**report["place"], "characters": f"{start + 1}-{end}"}
            yield {**report, "text": text[start:end].strip(), "place": place}


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = min(start + LONGEST_PARAGRAPH, len(text))
        if end < len(text):
            ends = [match.end() for match in SENTENCE_END.finditer(text, start, end)]
            end = ends[-1] if ends and ends[-1] > start else end
        yield start, end
        start = end


def _headings_kept(reports: Iterator[Report]) -> Iterator[Report]:
    """A heading stands in the place of what is below it. One with nothing below it is words of its own."""
    waiting: list[Report] = []
    for report in reports:
        if report["what"] == "words" and report["labels"].get("heading") == "1":
            waiting.append(report)
            continue
        if report["what"] == "words":
            part = report["place"].get("part", "")
            yield from (held if shortened(held["text"]) in part else _plain(held) for held in waiting)
            waiting = []
        yield report
    yield from map(_plain, waiting)


def _plain(heading: Report) -> Report:
    return words(heading["text"], **heading["place"])
