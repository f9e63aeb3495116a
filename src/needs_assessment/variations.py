"""What becomes of a topic under other choices: the definition of need, how quality is judged, whom to count.

A conclusion that hangs on one choice among several that are as good is no conclusion. Source: method.md, section 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

import numpy as np

from needs_assessment import allocation
from needs_assessment.errors import LengthsDiffer, NotANumber, WrongShape, ZeroDenominator
from needs_assessment.quality import (
    AGGREGATIONS,
    check_cells,
    check_share,
    evidence_factor,
    qualities,
    split_by_validity,
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
class Variation:
    """What becomes of one topic under other choices: its value per choice and how often the conclusion holds."""

    topic: str
    values: dict[str, float]
    lowest: float
    highest: float
    share_inside: float


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
