"""The front of table reading: a file in, one table out, or a refusal with its name."""

from collections.abc import Iterator

from . import refusals
from .isolation import Reports, read
from .kinds import recognize
from .places import Place, reason_in_words
from .reports import Report
from .results import Row, Table, Unread
from .sheets import BOOKS


def read_table(filename: str, content: bytes) -> Table:
    """The table in a file: the sheet that looks like answers, its header, its rows, and what was not read.

    Raises a subclass of `refusals.UnreadableFile`.
    """
    kind = recognize(filename, content)
    if kind not in BOOKS:
        raise refusals.NotATable(filename, kind=kind.value)
    reports = read("table", filename, kind, content)
    header = next(iter(reports))
    rows = Rows(reports)
    count, unread = 0, []
    for report in reports:
        count += report["what"] == "row"
        if report["what"] == "unread":
            unread.append(unread_of(report))
    if not count:
        raise refusals.NoTableFound(filename)
    columns = tuple(header["columns"])
    return Table(header["sheet"], tuple(header["names"]), rows, tuple(unread), count, columns)


def unread_of(report: Report) -> Unread:
    """A report of something unread, in words."""
    return Unread(Place(**report["place"]).in_words(), reason_in_words(report["reason"], report["facts"]))


class Rows:
    """The rows of a table, read from disk each time they are walked."""

    def __init__(self, reports: Reports) -> None:
        self._reports = reports

    def __iter__(self) -> Iterator[Row]:
        for report in self._reports:
            if report["what"] == "row":
                yield Row(report["number"], tuple(report["cells"]))
