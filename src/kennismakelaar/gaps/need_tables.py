"""The published needs as a table: topics by size, part of the country or role; what is withheld says why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kennismakelaar.needs.api import reason_in_words
from kennismakelaar.organizations.api import CountryPart, Urbanity
from kennismakelaar.records.api import Publication, in_fives
from kennismakelaar.shared.charts import Cell, Matrix, MatrixRow

from .figures import with_silent
from .presenters import BY, margin_of
from .wording import segment_short

COLUMNS = BY | {
    "deel": [f"part:{value}" for value in CountryPart.values],
    "stedelijkheid": [f"urbanity:{value}" for value in Urbanity.values],
}


@dataclass(frozen=True)
class NeedCell:
    """A published share with its margin; `why` says why it is withheld or coarse."""

    figure: str
    margin: str
    value: float
    why: str


@dataclass(frozen=True)
class NeedLine:
    """One topic over all municipalities and per group; `silent` = what if the silent ones differ."""

    topic: str
    label: str
    whole: NeedCell
    silent: str
    cells: tuple[NeedCell, ...]


@dataclass(frozen=True)
class NeedTable:
    columns: tuple[str, ...]
    lines: tuple[NeedLine, ...]


def need_table(publication: Publication, *, by: str, labels: Mapping[str, str]) -> NeedTable:
    """The published needs, the greatest first. A group in which nobody answered is left out."""
    cells = {(cell["row"], cell["column"]): cell for cell in publication.figures["cells"]}
    asked = {column for _row, column in cells}
    shown = [segment for segment in COLUMNS[by] if segment in asked]
    topics = [row for row, column in cells if not column]
    lines = [
        NeedLine(
            topic,
            labels.get(topic, topic),
            _cell(cells[topic, ""]),
            _silent(cells[topic, ""]),
            tuple(_cell(cells.get((topic, segment))) for segment in shown),
        )
        for topic in topics
    ]
    lines.sort(key=lambda line: (-line.whole.value, line.label))
    return NeedTable(tuple(segment_short(segment) for segment in shown), tuple(lines))


def _cell(cell: Mapping[str, Any] | None) -> NeedCell:
    if cell is None:
        return NeedCell("", "", 0.0, reason_in_words("too_little_data"))
    why = " ".join(reason_in_words(code) for code in cell["reasons"])
    if cell["withheld"]:
        return NeedCell("", "", 0.0, why or _("withheld"))
    return NeedCell(cell["label"], margin_of(cell), cell["value"], why)


def _silent(cell: Mapping[str, Any]) -> str:
    facts = with_silent(cell)["facts"]
    if cell["withheld"] or "silent_low" not in facts:
        return ""
    return _("%(low)d to %(high)d%%") % {"low": facts["silent_low"], "high": facts["silent_high"]}


def matrix(table: NeedTable) -> Matrix:
    """The table as a value that gives CSV and sentence."""
    columns = [_("all municipalities"), *table.columns]
    rows = [
        MatrixRow(line.label, [_share(cell) for cell in (line.whole, *line.cells)]) for line in table.lines
    ]
    return Matrix(title=_("Share of municipalities in need"), columns=columns, rows=rows)


def _share(cell: NeedCell) -> Cell:
    return Cell(in_fives(cell.value), kind=cell.figure) if cell.figure else Cell()


def in_words(table: NeedTable) -> str:
    """The greatest needs in one sentence."""
    top = [f"{line.label} ({line.whole.figure})" for line in table.lines[:3] if line.whole.figure]
    return _("The greatest need: %s.") % ", ".join(top) if top else ""
