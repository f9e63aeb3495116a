"""What must be published with a figure: how far the conclusion hangs on what nobody can know.

The silent may be more or less needy than those who answered. Manski's bounds take every possibility; the
tipping point says how different the silent must be before the conclusion changes. The rest varies what was
chosen: the definition of need, half-life, ladder and aggregation of quality, and whom a municipality counts
for. Source: Manski (1989); method.md, section 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

import numpy as np

from needs_assessment import allocation
from needs_assessment.coverage import (
    AGGREGATIONS,
    check_cells,
    check_share,
    evidence_factor,
    qualities,
    split_by_validity,
)
from needs_assessment.errors import (
    InvalidParameter,
    LengthsDiffer,
    NotANumber,
    OutsideScale,
    PopulationTooSmall,
    WrongShape,
    ZeroDenominator,
)
from needs_assessment.supply import Cell, Offer

DEFINITIONS = {
    "importance_4_capability_3": (4, 3),
    "importance_4_capability_2": (4, 2),
    "importance_5_capability_3": (5, 3),
    "importance_3_capability_3": (3, 3),
    "importance_3_capability_2": (3, 2),
}
HALF_LIVES = (2.0, 4.0, 8.0)
# Powers of the ladder: below 1 the steps lie closer together, above 1 farther apart.
LADDERS = (0.5, 1.0, 2.0)


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


@dataclass(frozen=True)
class Variation:
    """What becomes of one topic under other choices: its value per choice and how often the conclusion holds."""

    topic: str
    values: dict[str, float]
    lowest: float
    highest: float
    share_inside: float


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


def other_definitions(
    importance: np.ndarray,
    capability: np.ndarray,
    *,
    topics: Sequence[str],
    k: int = 3,
    weights: np.ndarray | None = None,
    definitions: Mapping[str, tuple[float, float]] = DEFINITIONS,
) -> tuple[Variation, ...]:
    """This will give each topic's prevalence under other definitions of need, and how often it is in the top k.

    importance, capability: units x topics, 1 to 5, NaN = don't know (left out, never "no need").
    definitions: name -> (importance at least, capability at most).
    """
    first, second = np.asarray(importance, float), np.asarray(capability, float)
    if first.ndim != 2 or first.shape != second.shape or first.shape[1] != len(topics):
        raise WrongShape(
            f"units x {len(topics)} topics twice", f"{first.shape}, {second.shape}", "same shape"
        )
    w = np.ones(len(first)) if weights is None else np.asarray(weights, float)
    if w.shape != (len(first),):
        raise LengthsDiffer(f"{len(first)} weights", f"{w.shape}", "one per unit")
    known = ~(np.isnan(first) | np.isnan(second))
    if not (w[:, None] * known).sum(axis=0).all():
        raise ZeroDenominator("an answer to both questions for each topic", "a topic without", "leave it out")
    values = {
        name: (w[:, None] * (known & (first >= i) & (second <= c))).sum(axis=0)
        / (w[:, None] * known).sum(axis=0)
        for name, (i, c) in definitions.items()
    }
    return _variations(topics, values, lambda v: acceptability(v[None])[:, :k].sum(axis=1))


def by_inhabitants(
    flags: np.ndarray,
    *,
    topics: Sequence[str],
    inhabitants: np.ndarray,
    weights: np.ndarray | None = None,
    k: int = 3,
) -> tuple[Variation, ...]:
    """This will set the share of municipalities in need beside the share of people living in them.

    flags: units x topics, 1 = needs it, NaN = don't know. inhabitants: per unit.
    """
    need, people = np.asarray(flags, float), np.asarray(inhabitants, float)
    if need.ndim != 2 or need.shape[1] != len(topics):
        raise WrongShape(f"units x {len(topics)} topics", f"{need.shape}", "one column per topic")
    w = np.ones(len(need)) if weights is None else np.asarray(weights, float)
    if people.shape != (len(need),) or w.shape != people.shape:
        raise LengthsDiffer(
            f"{len(need)} inhabitants and weights", f"{people.shape}, {w.shape}", "one per unit"
        )
    if not (np.isfinite(people).all() and (people > 0).all()):
        raise NotANumber("inhabitants above 0 for every unit", "others", "leave the unit out")
    known = ~np.isnan(need)
    values = {}
    for name, weight in (("municipalities", w), ("inhabitants", w * people)):
        total = (weight[:, None] * known).sum(axis=0)
        if not total.all():
            raise ZeroDenominator("an answer for each topic", "a topic without", "leave it out")
        values[name] = (weight[:, None] * np.where(known, need, 0)).sum(axis=0) / total
    return _variations(topics, values, lambda v: acceptability(v[None])[:, :k].sum(axis=1))


def vary_supply(
    cells: Sequence[Cell],
    *,
    offers: Sequence[Offer],
    tau: float,
    on: date | None = None,
    half_lives: Sequence[float] = HALF_LIVES,
    ladders: Sequence[float] = LADDERS,
    aggregations: Sequence[str] = AGGREGATIONS,
) -> tuple[Variation, ...]:
    """This will give W (proportional allocation) under other half-lives, ladders and forms of quality.

    ladders: powers of the evidence factor. `share_inside`: the share of all variations in which W > tau.
    """
    check_cells(cells)
    check_share(tau, what="tau")
    current, _ = split_by_validity(offers, on=on)
    offer, cell = allocation.eligible_pairs(cells, current)
    size = np.array([c.municipalities for c in cells], float)
    need = size * np.array([c.prevalence for c in cells])
    capacity = np.minimum([o.capacity for o in current], need.sum() + 1) if current else np.zeros(0)
    topics = tuple(dict.fromkeys(c.topic for c in cells))
    place = np.array([topics.index(c.topic) for c in cells])
    values = {}
    for half_life, power, form in product(half_lives, ladders, aggregations):
        bent = [replace(o, evidence=evidence_factor(o.evidence) ** power) for o in current]
        quality = qualities(bent, half_life=half_life, aggregation=form)
        unserved = np.maximum(need - allocation.spread(need, capacity, quality, offer, cell), 0)
        name = f"half_life={half_life:g} ladder={power:g} {form}"
        values[name] = np.bincount(place, unserved) / np.bincount(place, size)
    return _variations(topics, values, lambda v: (v > tau).astype(float))


def acceptability(draws: np.ndarray) -> np.ndarray:
    """This will give P(rank) per topic: topics x ranks, rank 1 the largest; ties share their ranks equally.

    draws: draws x topics. Rows and columns add up to 1, so P(in the top k) adds up to k.
    """
    scores = np.asarray(draws, float)
    if scores.ndim != 2 or scores.size == 0:
        raise WrongShape("draws x topics", f"{scores.shape}", "one column per topic")
    if np.isnan(scores).any():
        raise NotANumber("a score in every draw", "a missing one", "leave the topic out")
    size = scores.shape[1]
    ordered = np.sort(scores, axis=1)
    found = np.zeros((size, size))
    for t in range(size):
        mine = scores[:, t : t + 1]
        above, here = (ordered > mine).sum(axis=1), (ordered == mine).sum(axis=1)
        # A tie of h topics after a others takes ranks a .. a + h - 1, each with weight 1 / h.
        edges = np.zeros(size + 1)
        np.add.at(edges, above, 1 / here)
        np.add.at(edges, above + here, -1 / here)
        found[t] = np.cumsum(edges)[:size] / len(scores)
    return found


def _variations(
    topics: Sequence[str], values: Mapping[str, np.ndarray], inside: object
) -> tuple[Variation, ...]:
    table = np.array(list(values.values()))
    share = np.mean([inside(row) for row in table], axis=0)  # type: ignore[operator]
    return tuple(
        Variation(
            topic,
            {name: float(row[t]) for name, row in values.items()},
            float(table[:, t].min()),
            float(table[:, t].max()),
            float(share[t]),
        )
        for t, topic in enumerate(topics)
    )


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
