"""White spots for readers: the published figures in words and in the shape of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from django.utils.translation import gettext as _

from kennismakelaar.needs.api import reason_in_words
from kennismakelaar.organizations.api import CountryPart, SizeClass
from kennismakelaar.records.api import Publication, in_fives
from kennismakelaar.shared.charts import Cell, Matrix, MatrixRow
from kennismakelaar.topics.api import Role

from .figures import with_silent
from .wording import decision_in_words, segment_in_words, segment_short, what_is_the_matter, what_to_do

BY = {
    "grootte": [f"size:{value}" for value in SizeClass.values],
    "rol": [f"role:{value}" for value in Role.values],
}


@dataclass(frozen=True)
class Spot:
    """One published cell in words. `figure` is "35%", `margin` "25 to 45%"; both empty when withheld."""

    topic: str
    label: str
    figure: str
    margin: str
    value: float
    decision: str
    decision_code: str
    type: str
    what_to_do: str
    reasons: tuple[str, ...]
    withheld: bool


@dataclass(frozen=True)
class SpotRow:
    """A topic with its judgement over all municipalities and its cells per segment."""

    whole: Spot
    cells: tuple[Spot | None, ...]


@dataclass(frozen=True)
class SpotMap:
    """The white-spot map: columns are segments, rows are topics, the whitest first."""

    columns: tuple[str, ...]
    rows: tuple[SpotRow, ...]
    published_at: datetime
    base: int
    tau: int
    is_fictitious: bool
    survey: str

    @property
    def white(self) -> list[Spot]:
        return [row.whole for row in self.rows if row.whole.decision_code == "white"]


def spot_map(publication: Publication, *, by: str, labels: Mapping[str, str]) -> SpotMap:
    """The published white spots as a map; segments in which everything is withheld are left out."""
    cells = {(cell["row"], cell["column"]): cell for cell in publication.figures["cells"]}
    shown = [
        s for s in BY[by] if any(not c["withheld"] for (_row, column), c in cells.items() if column == s)
    ]
    topics = [row for row, column in cells if not column]
    rows = [
        SpotRow(
            _spot(cells[topic, ""], labels),
            tuple(_spot(cells[topic, s], labels) if (topic, s) in cells else None for s in shown),
        )
        for topic in topics
    ]
    order = {"white": 0, "uncertain": 1, "not_white": 2, "too_little_data": 3, "": 4}
    rows.sort(key=lambda row: (order[row.whole.decision_code], -row.whole.value, row.whole.label))
    notes = publication.figures["notes"]
    return SpotMap(
        columns=tuple(segment_short(segment) for segment in shown),
        rows=tuple(rows),
        published_at=publication.published_at,
        base=5 * round(publication.base / 5),
        tau=round(100 * notes["tau"]),
        is_fictitious=publication.is_fictitious,
        survey=notes["survey"],
    )


def mark_of(labels: Mapping[str, str]) -> int:
    """Changes when a topic gets another name: what was drawn with the old one is then drawn anew."""
    return crc32(repr(sorted(labels.items())).encode())


def spot_of(publication: Publication, topic: str, *, labels: Mapping[str, str]) -> Spot | None:
    """The published judgement on one topic over all municipalities."""
    for cell in publication.figures["cells"]:
        if cell["row"] == topic and not cell["column"]:
            return _spot(cell, labels)
    return None


def _spot(cell: Mapping[str, Any], labels: Mapping[str, str]) -> Spot:
    facts = cell["facts"]
    known = not cell["withheld"]
    type_ = facts["type"] if known else ""
    matter, rest = what_is_the_matter(type_, facts["reasons"]) if known else ("", ())
    return Spot(
        topic=cell["row"],
        label=labels.get(cell["row"], cell["row"]),
        figure=cell["label"],
        margin=margin_of(cell),
        value=cell["value"] or 0.0,
        decision=decision_in_words(facts["decision"]) if known else str(_("withheld")),
        decision_code=facts["decision"] if known else "",
        type=matter,
        what_to_do=what_to_do(type_, facts["reasons"]) if known else "",
        reasons=(*(reason_in_words(code) for code in cell["reasons"]), *rest),
        withheld=not known,
    )


def margin_of(cell: Mapping[str, Any]) -> str:
    """The published margin in words, or nothing."""
    if cell["lower"] is None:
        return ""
    return _("%(low)d to %(high)d%%") % {
        "low": round(100 * cell["lower"]),
        "high": round(100 * cell["upper"]),
    }


def matrix(found: SpotMap) -> Matrix:
    """The map as a value that gives table, CSV and sentence."""
    columns = [_("all municipalities"), *found.columns]
    rows = [
        MatrixRow(row.whole.label, [_cell(spot) for spot in (row.whole, *row.cells)]) for row in found.rows
    ]
    return Matrix(title=_("White spots"), columns=columns, rows=rows)


def _cell(spot: Spot | None) -> Cell:
    if spot is None or spot.withheld:
        return Cell()
    return Cell(in_fives(spot.value), kind=spot.type, white=spot.decision_code == "white")


def needs_of(publication: Publication | None, topic: str) -> Mapping[str, Any] | None:
    """The published need for a topic with its margin, and what if the silent ones differ."""
    cells = publication.figures["cells"] if publication else []
    found = next((c for c in cells if c["row"] == topic and not c["column"] and not c["withheld"]), None)
    return with_silent(found) if found else None


@dataclass(frozen=True)
class SegmentNeed:
    """The need in one segment as everybody may see it."""

    segment: str
    figure: str
    margin: str


def needs_by_segment(publication: Publication | None, topic: str) -> list[SegmentNeed]:
    """The need for a topic per size class and part of the country, in their natural order.

    A table and no bars: a small group has a figure such as "<40%", which no bar can show honestly.
    """
    cells = {c["column"]: c for c in publication.figures["cells"] if c["row"] == topic} if publication else {}
    order = [*(f"size:{v}" for v in SizeClass.values), *(f"part:{v}" for v in CountryPart.values)]
    return [
        SegmentNeed(segment_in_words(s), cells[s]["label"], margin_of(cells[s]))
        for s in order
        if s in cells and not cells[s]["withheld"]
    ]
