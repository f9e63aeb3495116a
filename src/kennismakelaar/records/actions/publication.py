"""The publication gate: the one way by which figures about municipalities become public.

Pages, maps, exports, the API and reports show what stands in a `Publication` and compute nothing from answers.
The gate rounds, hides small cells, and renews figures only after enough new responses (method: disclosure).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kennismakelaar.records.calendar import publication_day
from kennismakelaar.records.models import Publication
from kennismakelaar.records.queries import current
from kennismakelaar.shared.errors import Refusal
from needs_assessment import disclosure
from needs_assessment.disclosure.rounding import MINIMUM_CELL

from .acts import Actor, record


class UnableToPublish(Refusal):
    """Figures that may not become public now."""


COUNT_STEP = 10


@dataclass(frozen=True)
class Figure:
    """One share to publish: in which row and column it stands, and how many stand behind it.

    `facts` are words and codes that go along as they are (type, decision): never counts or shares.
    `within` is the column this one is a part of, "" for the whole.
    """

    row: str
    column: str
    share: float
    lower: float | None
    upper: float | None
    municipalities: int
    respondents: int
    base: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    within: str = ""


@dataclass(frozen=True)
class Count:
    """One number of statements to publish: from which row to which column, and how many stand behind it."""

    row: str
    column: str
    count: int
    municipalities: int


@dataclass(frozen=True)
class Basis:
    """What the figures were computed from, so that they can be computed again.

    `answers` is the digest of the answers alone: the same answers laid over another offer may be published
    anew, other answers only when there are enough new ones.
    """

    responses: int
    method_version: str
    parameters: dict[str, Any]
    input_digest: str
    is_fictitious: bool = False
    answers: str = ""

    @property
    def kept(self) -> dict[str, Any]:
        """The parameters as they are stored."""
        return self.parameters | ({"answers": self.answers} if self.answers else {})


# Every municipality stands in exactly one column of these, so that their columns add up to the whole they are in.
DIVISIONS = ("size", "part", "urbanity", "province")


def in_fives(value: float) -> int:
    """A published share in percent, to draw: the open classes at both ends ("<10%") have a middle like 3.75."""
    return 5 * round(20 * value)


def rounded_counts(counts: Sequence[Count]) -> list[dict[str, Any]]:
    """Numbers in tens; fewer than ten statements, or of fewer than ten municipalities, are withheld."""
    return [
        {"row": c.row, "column": c.column, "withheld": True, "value": None}
        if min(c.count, c.municipalities) < MINIMUM_CELL
        else {
            "row": c.row,
            "column": c.column,
            "withheld": False,
            "value": COUNT_STEP * round(c.count / COUNT_STEP),
        }
        for c in counts
    ]


def rounded(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Figures as everybody may see them; a withheld one keeps its place and says why.

    They are published together: rounded until nobody can work one out from the others.
    """
    shown: dict[tuple[str, str], disclosure.PublishedShare] = {}
    protected = disclosure.protect(_tables(figures)) if figures else None
    for name in protected.keys if protected else ():
        shown |= protected.table(name)
    return [_public(figure, shown[figure.row, figure.column]) for figure in figures]


def _tables(figures: Sequence[Figure]) -> list[disclosure.Table]:
    """One table per division that adds up to a whole, and one of all other columns."""
    within = {figure.column: figure.within for figure in figures}
    divisions: dict[tuple[str, str], list[str]] = {}
    for column, whole in within.items():
        division = column.partition(":")[0]
        if division in DIVISIONS and whole in within:
            divisions.setdefault((division, whole), []).append(column)
    tables = [
        _table(figures, _named(division, whole), [*columns, whole], total=whole)
        for (division, whole), columns in divisions.items()
    ]
    placed = {column for table in tables for column in table.columns}
    alone = [column for column in within if column not in placed]
    return [*tables, _table(figures, "other", alone)] if alone else tables


def _named(division: str, whole: str) -> str:
    return f"{division} in {whole}" if whole else division


def _link(whole: str) -> str:
    """The table in which a whole stands as a part itself; the whole of all stands in none."""
    return whole.partition(":")[0] if whole else "all"


def _table(
    figures: Sequence[Figure], name: str, columns: Sequence[str], *, total: str | None = None
) -> disclosure.Table:
    rows = list(dict.fromkeys(figure.row for figure in figures if figure.column in columns))
    shape = (len(rows), len(columns))
    grid = {what: np.zeros(shape) for what in ("share", "base", "people")}
    grid |= {what: np.full(shape, np.nan) for what in ("lower", "upper")}
    for figure in (f for f in figures if f.column in columns):
        place = rows.index(figure.row), columns.index(figure.column)
        share = min(max(figure.share, 0.0), 1.0)
        grid["share"][place] = share
        if figure.lower is not None and figure.upper is not None:
            grid["lower"][place] = max(min(figure.lower, share), 0.0)
            grid["upper"][place] = min(max(figure.upper, share), 1.0)
        grid["base"][place] = min(figure.base or figure.municipalities, figure.municipalities)
        grid["people"][place] = figure.respondents
    return disclosure.Table(
        name,
        tuple(rows),
        tuple(columns),
        grid["share"],
        grid["base"].astype(int),
        respondents=grid["people"].astype(int),
        lower=grid["lower"],
        upper=grid["upper"],
        total=total,
        link="" if total is None else _link(total),
    )


def _public(figure: Figure, shown: disclosure.PublishedShare) -> dict[str, Any]:
    cell = asdict(shown) | {
        "row": figure.row,
        "column": figure.column,
        "reasons": [str(r) for r in shown.reasons],
    }
    # A type or decision tells about the cell too: withheld is withheld.
    return cell | {"facts": {} if shown.withheld else figure.facts}


@transaction.atomic
def publish(
    kind: str,
    figures: Sequence[Figure] | Sequence[Count],
    *,
    basis: Basis,
    by: Actor | None,
    at: datetime,
    notes: dict[str, Any] | None = None,
) -> Publication:
    """This will make figures public, in place of those of the same kind that were public before.

    The caller has asked for the right to publish. Raises UnableToPublish when too few new responses came in
    since the last figures: two versions close together give away who came in between, and two versions around an
    erasure whose answers went.
    """
    before = current(kind)
    if before is not None and before.input_digest == basis.input_digest and before.parameters == basis.kept:
        return before
    if before is not None and before.is_fictitious == basis.is_fictitious:
        _refuse_too_early(before, basis, on=timezone.localdate(at))
    Publication.objects.filter(kind=kind, is_current=True).update(is_current=False)
    publication = Publication.objects.create(
        kind=kind,
        published_at=at,
        base=basis.responses,
        method_version=basis.method_version,
        parameters=basis.kept,
        input_digest=basis.input_digest,
        is_fictitious=basis.is_fictitious,
        figures={"cells": _cells(figures), "notes": notes or {}},
    )
    record("publish", publication, by=by, at=at, detail={"kind": kind, "digest": basis.input_digest})
    return publication


def _cells(figures: Sequence[Figure] | Sequence[Count]) -> list[dict[str, Any]]:
    shares = [figure for figure in figures if isinstance(figure, Figure)]
    counts = [figure for figure in figures if isinstance(figure, Count)]
    return rounded(shares) + rounded_counts(counts)


def _refuse_too_early(before: Publication, basis: Basis, *, on: date) -> None:
    if basis.responses < before.base:
        _refuse_outside_publication_days(on)
        return
    refresh = disclosure.may_refresh(before.base, now=basis.responses)
    # The same answers laid over another offer give nothing away about who answered. Other answers of the same
    # number of municipalities do: a colleague who answered later, or a form that was taken back and sent again.
    same = bool(basis.answers) and before.parameters.get("answers") == basis.answers
    if refresh.allowed or same:
        return
    raise UnableToPublish(
        _("At least 10 new responses since the last publication were expected."),
        came=_("%d came in.") % refresh.new,
        hint=_("Wait for %d more, so that nobody can see what one municipality changed.") % refresh.missing,
    )


def _refuse_outside_publication_days(on: date) -> None:
    """After an erasure the old figures must not stay, but new ones at once would show what was erased."""
    day = publication_day(on)
    if day != on:
        raise UnableToPublish(
            _("Answers were erased: the figures are renewed in the first week of a quarter."),
            came=f"{on:%d-%m-%Y}",
            hint=_("The site renews them by itself on %s, so that nobody can see whose answers were erased.")
            % f"{day:%d-%m-%Y}",
        )
