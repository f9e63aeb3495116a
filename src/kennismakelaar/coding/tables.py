"""Statements in a table of somebody's own: what the commands `propose` and `group` read and print."""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from kennismakelaar.intake.api import read_table
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.shared.lines import write_line

TEXT, CODE = ("text", "tekst", "uitspraak"), ("code", "codes", "codering")
BETWEEN_CODES = ("|", ";")
NONE_OF_THESE = "-"


class UnableToReadStatements(Refusal):
    """A table with statements could not be read."""


@dataclass(frozen=True)
class Statements:
    """The texts of a table with their rows in the file, and per coded place its codes ("-" = none of these)."""

    texts: list[str]
    rows: list[int]
    codings: dict[int, frozenset[str]]
    unread: list[str]


def read(path: Path, *, coded: bool) -> Statements:
    """This will read the columns text and, when `coded`, code; a row without a text is told as unread."""
    table = read_table(path.name, _content(path))
    text, code = _column(table.headers, TEXT), _column(table.headers, CODE) if coded else None
    found = Statements([], [], {}, [f"{part.place}: {part.reason}" for part in table.unread])
    for row in table.rows:
        if not row.cells[text].strip():
            found.unread.append(_("row %(number)d: there is no text") % {"number": row.number})
            continue
        if code is not None and row.cells[code].strip():
            found.codings[len(found.texts)] = _codes(row.cells[code])
        found.texts.append(row.cells[text])
        found.rows.append(row.number)
    return found


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnableToReadStatements(
            _("A file that can be read was expected."),
            came=_("%(name)s is not there or cannot be opened.") % {"name": path},
            hint=_("Check the name of the file and whether you may read it."),
        ) from error


def _column(headers: tuple[str, ...], names: tuple[str, ...]) -> int:
    for at, header in enumerate(headers):
        if header.strip().casefold() in names:
            return at
    raise UnableToReadStatements(
        _("A column with the name “%(name)s” was expected.") % {"name": names[0]},
        came=_("The columns are: %(names)s.") % {"names": ", ".join(headers)},
        hint=_("Give the columns in the first row these names: text, code."),
    )


def _codes(cell: str) -> frozenset[str]:
    for sign in BETWEEN_CODES[1:]:
        cell = cell.replace(sign, BETWEEN_CODES[0])
    parts = (part.strip() for part in cell.split(BETWEEN_CODES[0]))
    return frozenset(part for part in parts if part and part != NONE_OF_THESE)


def told_unread(unread: Iterable[str], err: OutputWrapper) -> None:
    """This will say what was not read beside the answers, so that these stay clean."""
    for place in unread:
        err.write(_("Not read: %(what)s") % {"what": place})


def write(
    answers: Iterable[Mapping[str, Any]], out: OutputWrapper, *, kind: str, columns: tuple[str, ...]
) -> None:
    """This will write one JSON object a line, or CSV with a row of names."""
    if kind == "json":
        for answer in answers:
            write_line(out, dict(answer))
        return
    sink = StringIO()
    writer = csv.DictWriter(sink, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for answer in answers:
        writer.writerow({name: _cell(answer[name]) for name in columns})
    out.write(sink.getvalue(), ending="")


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value
