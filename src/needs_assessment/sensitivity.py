"""What must be published with a figure: how far the conclusion hangs on what nobody can know.

The silent may be more or less needy than those who answered. Manski's bounds take every possibility; the
tipping point says how different the silent must be before the conclusion changes. What hangs on choices
stands in `variations`. Source: Manski (1989); method.md, section 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from needs_assessment import allocation
from needs_assessment.errors import InvalidParameter, OutsideScale, PopulationTooSmall
from needs_assessment.quality import check_cells, check_share, qualities, split_by_validity
from needs_assessment.supply import Cell, Offer
from needs_assessment.variations import (
    DEFINITIONS,
    Variation,
    acceptability,
    by_inhabitants,
    other_definitions,
    vary_supply,
)


@dataclass(frozen=True)
class ManskiBounds:
    """The share of the population if no silent unit, or every silent unit, needs it."""

    lower: float
    upper: float


@dataclass(frozen=True)
class TippingPoint:
    """How different the silent must be before a conclusion changes.

    `delta`: points (0 to 1, with a sign) that the silent must lie above those heard; None = no difference
    between 0 and everybody can change it. `silent`: the share of the silent that would then need it.
    `inside`: whether the topic now lies in the top k (or above tau).
    """

    topic: str
    delta: float | None
    silent: float | None
    inside: bool


def manski(p: float, *, n: int, population: int) -> ManskiBounds:
    """This will give the widest bounds on a share: all silent units without, or all with the need.

    p: share among the n units heard. Raises `PopulationTooSmall`, `OutsideScale`, `InvalidParameter`.
    """
    check_share(p, what="the share")
    _check_sizes(n, population)
    return ManskiBounds(p * n / population, (p * n + population - n) / population)


def tipping_point(
    shares: Mapping[str, float],
    *,
    n: int | Mapping[str, int],
    population: int | Mapping[str, int],
    k: int | None = None,
    tau: float | None = None,
) -> dict[str, TippingPoint]:
    """This will tell per topic how different its silent must be to leave or enter the top k, or cross tau.

    shares: share in need among those heard, per topic; the other topics stay as they are. n, population: one
    number, or one per topic. Give k or tau. Raises `InvalidParameter` and what `manski` raises.
    """
    if (k is None) == (tau is None):
        raise InvalidParameter("k or tau", "both or neither", "ask for one conclusion at a time")
    if k is not None and not 1 <= k < len(shares):
        raise InvalidParameter(f"k from 1 to {len(shares) - 1}", f"{k}", "a top of all topics says nothing")
    found = {}
    for topic, share in shares.items():
        check_share(share, what=f"the share of {topic}")
        if tau is None:
            assert k is not None
            border = sorted((s for t, s in shares.items() if t != topic), reverse=True)[k - 1]
        else:
            border = check_share(tau, what="tau")
        heard, all_units = _of(n, topic), _of(population, topic)
        _check_sizes(heard, all_units)
        found[topic] = _tip(topic, share, border, heard / all_units)
    return found


def white_spot_tipping(
    cells: Sequence[Cell],
    *,
    offers: Sequence[Offer],
    tau: float,
    on: date | None = None,
    steps: int = 200,
    **quality: object,
) -> dict[str, TippingPoint]:
    """This will tell how different the silent must be for W (joint allocation) to cross tau, per topic.

    The silent of every segment lie delta above or below those heard there, within 0 and 1, for all topics at
    once; offers follow the joint plan. Deltas are tried in `steps` steps to either side.
    quality: `half_life` and `aggregation`. Raises `InvalidParameter` when a cell lacks `respondents`.
    """
    check_cells(cells)
    if any(c.respondents is None for c in cells):
        raise InvalidParameter("Cell.respondents for every cell", "a cell without", "say how many answered")
    current, _ = split_by_validity(offers, on=on)
    plan = allocation.plan(cells, current, qualities(current, **quality))  # type: ignore[arg-type]
    deltas = np.arange(-steps, steps + 1) / steps
    heard = np.array([c.respondents for c in cells], float)
    prevalence = np.array([c.prevalence for c in cells])[:, None]
    size = plan.sizes[:, None]
    silent = np.clip(prevalence + deltas, 0, 1)
    need = heard[:, None] * prevalence + (size - heard[:, None]) * silent
    unserved = need - allocation.follow(plan, plan.joint_places, need, shared=True)
    found = {}
    for topic in plan.topics:
        mine = plan.cells_of(topic)
        w = unserved[mine].sum(axis=0) / plan.sizes[mine].sum()
        found[topic] = _first_crossing(topic, w > tau, deltas, silent[mine], (plan.sizes - heard)[mine])
    return found


def _tip(topic: str, share: float, border: float, heard: float) -> TippingPoint:
    inside = share > border
    if heard >= 1:
        return TippingPoint(topic, None, None, inside)
    delta = (border - share) / (1 - heard)
    if not 0 <= share + delta <= 1:
        return TippingPoint(topic, None, None, inside)
    return TippingPoint(topic, delta, share + delta, inside)


def _first_crossing(
    topic: str, above: np.ndarray, deltas: np.ndarray, silent: np.ndarray, sizes: np.ndarray
) -> TippingPoint:
    """The delta closest to 0 at which the conclusion is another than at 0."""
    middle = len(deltas) // 2
    inside = bool(above[middle])
    other = np.flatnonzero(above != inside)
    if other.size == 0 or sizes.sum() == 0:
        return TippingPoint(topic, None, None, inside)
    nearest = other[np.argmin(np.abs(deltas[other]))]
    share = float(sizes @ silent[:, nearest] / sizes.sum())
    return TippingPoint(topic, float(deltas[nearest]), share, inside)


def _of(value: int | Mapping[str, int], topic: str) -> int:
    return value[topic] if isinstance(value, Mapping) else value


def _check_sizes(n: int, population: int) -> None:
    if n < 1:
        raise OutsideScale("at least one unit heard", f"{n}", "without answers nothing is known")
    if n > population:
        raise PopulationTooSmall(f"a population of at least {n}", f"{population}", "check both sizes")


__all__ = [
    "DEFINITIONS",
    "ManskiBounds",
    "TippingPoint",
    "Variation",
    "acceptability",
    "by_inhabitants",
    "manski",
    "other_definitions",
    "tipping_point",
    "vary_supply",
    "white_spot_tipping",
]
