"""How far the offer covers the need: cells, offers, quality and the white-spot index.

A cell is one topic in one segment (role x size, role x region); its need is N_c x p_c municipalities. An offer
has a capacity in municipalities a year and a quality between 0 and 1. The white-spot index of a topic is
W = prevalence x (1 - effective coverage): the share of municipalities that need it and are not effectively
served. Three allocations are given side by side: `best` (all eligible capacity for this topic alone), `joint`
(one concave program over all topics, nothing counted twice) and `proportional` (every offer spread evenly
over the need it may serve).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np

from needs_assessment import allocation
from needs_assessment.quality import (
    AGGREGATIONS,
    EVIDENCE,
    HALF_LIFE,
    UnableToCover,
    check_cells,
    check_share,
    evidence_factor,
    qualities,
    split_by_validity,
)
from needs_assessment.reasons import Reason
from needs_assessment.supply import Cell, Offer

DEFAULT_TAU = 0.25


class GapType(StrEnum):
    """The first step at which supply fails."""

    NONE = "none"  # no valid offer on the topic
    FULL = "full"  # fewer places than need
    UNREACHABLE = "unreachable"  # wrong role, form or region
    SUBSTANDARD = "substandard"  # old, weak or badly rated
    INVISIBLE = "invisible"  # enough, but respondents do not know it


@dataclass(frozen=True)
class CellCoverage:
    """One cell of a topic: its need in municipalities and W under each allocation."""

    segment: str
    municipalities: float
    need: float
    best: float
    joint: float
    proportional: float


@dataclass(frozen=True)
class WhiteSpot:
    """The white-spot index of one topic under three allocations, with the first step that fails.

    `type` is None when the index does not exceed tau under the joint allocation and the offer is known.
    `known` is W when an offer only helps those who know it. `steps` are the unserved shares after each step.
    """

    topic: str
    municipalities: float
    need: float
    prevalence: float
    best: float
    joint: float
    proportional: float
    known: float
    type: GapType | None
    reasons: tuple[Reason, ...]
    steps: dict[str, float] = field(default_factory=dict)
    cells: tuple[CellCoverage, ...] = ()


def white_spots(
    cells: Sequence[Cell],
    *,
    offers: Sequence[Offer],
    half_life: float = HALF_LIFE,
    aggregation: str = "geometric",
    tau: float = DEFAULT_TAU,
    on: date | None = None,
) -> dict[str, WhiteSpot]:
    """This will give, per topic, W under three allocations and the first step at which supply fails.

    cells: one per topic and segment. offers: all offers; those not valid `on` never count.
    half_life: years after which an offer counts for half. Units: shares of municipalities, 0 to 1.
    Raises `UnableToCover` (a cell twice), `OutsideScale`, `NegativeWeight`, `InvalidParameter`.
    Source: method.md, section 3.
    """
    check_share(tau, what="tau")
    plan, expired = lay_over(cells, offers=offers, half_life=half_life, aggregation=aggregation, on=on)
    return describe(plan, cells, offers=offers, tau=tau, expired=expired)


def lay_over(
    cells: Sequence[Cell],
    *,
    offers: Sequence[Offer],
    half_life: float = HALF_LIFE,
    aggregation: str = "geometric",
    on: date | None = None,
) -> tuple[allocation.Plan, frozenset[str]]:
    """This will allocate the offers valid on a day over the cells; also the keys of those that did not count."""
    check_cells(cells)
    current, expired = split_by_validity(offers, on=on)
    quality = qualities(current, half_life=half_life, aggregation=aggregation)
    return allocation.plan(cells, current, quality), frozenset(o.key for o in expired)


def describe(
    plan: allocation.Plan,
    cells: Sequence[Cell],
    *,
    offers: Sequence[Offer],
    tau: float,
    expired: frozenset[str],
) -> dict[str, WhiteSpot]:
    """This will put a finished allocation into words: index, type and reasons per topic."""
    return {
        topic: _spot(topic, cells=cells, offers=offers, plan=plan, tau=tau, expired=expired)
        for topic in plan.topics
    }


def _spot(
    topic: str,
    *,
    cells: Sequence[Cell],
    offers: Sequence[Offer],
    plan: allocation.Plan,
    tau: float,
    expired: frozenset[str],
) -> WhiteSpot:
    mine = plan.cells_of(topic)
    size, need = plan.sizes[mine], plan.need[mine]
    total = float(size.sum())
    steps = plan.unserved(topic)
    kind, why = first_failing_step(steps, tau=tau)
    on_topic = [o for o in offers if topic in o.topics]
    reasons = [why] if why else []
    if steps["best"] > tau:
        reasons.append(Reason.WHITE_EVEN_AT_BEST)
    reasons += _about_offers(on_topic, expired)
    return WhiteSpot(
        topic=topic,
        municipalities=total,
        need=float(need.sum()),
        prevalence=steps["need"],
        best=steps["best"],
        joint=steps["joint"],
        proportional=steps["proportional"],
        known=steps["known"],
        type=kind,
        reasons=tuple(reasons),
        steps=steps,
        cells=_cell_rows(mine, cells=cells, plan=plan),
    )


def _about_offers(on_topic: Sequence[Offer], expired: frozenset[str]) -> list[Reason]:
    """What a reader has to know about the offers on a topic."""
    current = [o for o in on_topic if o.key not in expired]
    facts = {
        Reason.EXPIRED_OFFERS_LEFT_OUT: len(current) < len(on_topic),
        Reason.AGE_UNKNOWN: any(o.age_years is None for o in current),
        Reason.KNOWN_SHARE_UNKNOWN: any(o.known is None for o in current),
    }
    return [reason for reason, holds in facts.items() if holds]


def first_failing_step(steps: dict[str, float], *, tau: float) -> tuple[GapType | None, Reason | None]:
    """This will name the first step after which more than tau is still unserved, and why.

    steps: unserved share after each step, as `Plan.unserved` gives them, never falling along the way.
    """
    if steps["need"] <= tau:
        return None, Reason.NEED_BELOW_THRESHOLD
    order = (
        ("offered", GapType.NONE, Reason.NO_OFFER),
        ("places", GapType.FULL, Reason.CAPACITY_SHORT),
        ("reachable", GapType.UNREACHABLE, Reason.WRONG_ROLE_FORM_OR_REGION),
        ("best", GapType.SUBSTANDARD, Reason.QUALITY_LOW),
        ("joint", GapType.FULL, Reason.CAPACITY_SHARED),
        ("known", GapType.INVISIBLE, Reason.UNKNOWN_TO_RESPONDENTS),
    )
    for step, kind, why in order:
        if steps[step] > tau:
            return kind, why
    return None, None


def _cell_rows(mine: np.ndarray, *, cells: Sequence[Cell], plan: allocation.Plan) -> tuple[CellCoverage, ...]:
    rows = []
    for c in mine:
        size = plan.sizes[c]
        shares = [
            max(0.0, float((plan.need[c] - served[c]) / size)) if size > 0 else 0.0
            for served in (plan.best, plan.joint, plan.proportional)
        ]
        rows.append(CellCoverage(cells[c].segment, float(size), float(plan.need[c]), *shares))
    return tuple(rows)


__all__ = [
    "AGGREGATIONS",
    "EVIDENCE",
    "HALF_LIFE",
    "Cell",
    "CellCoverage",
    "GapType",
    "Offer",
    "UnableToCover",
    "WhiteSpot",
    "check_share",
    "describe",
    "evidence_factor",
    "first_failing_step",
    "lay_over",
    "qualities",
    "split_by_validity",
    "white_spots",
]
