"""Plain texts, and tables with a column of text."""

import itertools
import re
from collections.abc import Iterator

from . import delimited, headers, sheets
from .encodings import decoded, encoding_of
from .kinds import Kind
from .reports import Report, unread, words

TEXT_COLUMN = re.compile(
    r"uitspraak|tekst|opmerking|toelichting|antwoord|notitie|citaat|statement|text", re.IGNORECASE
)
NAMED_BONUS = 1_000
LOOKED_AT = 500


def events(filename: str, content: bytes) -> Iterator[Report]:
    """The paragraphs of a text, or the text column of a table."""
    if filename.lower().endswith((".csv", ".tsv", ".tab")) and _is_table(content):
        yield from table_events(filename, Kind.TEXT, content)
        return
    text = decoded(content)
    if "\ufffd" in text:
        yield unread("undecodable")
    yield from _paragraphs(text)


def _is_table(content: bytes) -> bool:
    rows = list(delimited.book(content).sheets[0].rows())[:LOOKED_AT]
    return headers.find(rows[: headers.SAMPLE_ROWS]) is not None and encoding_of(content) != ""


def _paragraphs(text: str) -> Iterator[Report]:
    """Blank lines part paragraphs; in a text without blank lines every line is one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parted = any(not line.strip() for line in lines[1:-1]) and any(
        one.strip() and other.strip() for one, other in itertools.pairwise(lines)
    )
    start, collected = 1, list[str]()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            start = start if collected else number
            collected.append(line)
        if collected and (not line.strip() or not parted or number == len(lines)):
            yield words("\n".join(collected), line=start)
            collected = []


def table_events(filename: str, kind: Kind, content: bytes) -> Iterator[Report]:
    """The text column of a table row by row, with the other columns as labels."""
    reports = sheets.events(filename, kind, content)
    header = next(reports)
    rows = [report for report in reports if report["what"] == "row"]
    column = _text_column(header["names"], [row["cells"] for row in rows[:LOOKED_AT]])
    empty = 0
    for row in rows:
        if not row["cells"][column]:
            empty += 1
            continue
        labels = {
            name: cell
            for place, (name, cell) in enumerate(zip(header["names"], row["cells"], strict=True))
            if place != column and cell
        }
        yield words(
            row["cells"][column],
            labels,
            sheet=header["sheet"],
            row=row["number"],
            column=header["columns"][column],
        )
    if empty:
        yield unread(
            "no_text_in_row", {"sheet": header["sheet"]}, count=empty, header=header["names"][column]
        )
    yield from (report for report in sheets.events(filename, kind, content) if report["what"] == "unread")


def _text_column(names: list[str], rows: list[list[str]]) -> int:
    """The column with the longest words; one that is called text wins."""

    def weight(column: int) -> float:
        filled = [row[column] for row in rows if row[column]]
        long = sum(map(len, filled)) / max(len(filled), 1)
        return long + NAMED_BONUS * bool(TEXT_COLUMN.search(names[column]) and long > 0)

    return max(range(len(names)), key=weight)
