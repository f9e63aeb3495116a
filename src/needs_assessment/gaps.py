"""White spots: which needs are not effectively served, how sure that is, and why.

The decision compares W with tau over draws of the prevalence: white when P(W > tau) >= .90, not white when
<= .10, else uncertain, and too little data when the effective number of answers is below 10. Tau is fixed
before anybody looks at the outcome. For every draw the joint plan of the point estimate is kept where it
fits and what is left over is spread in proportion: a feasible allocation, so never better than the optimum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from needs_assessment import allocation
from needs_assessment.coverage import (
    HALF_LIFE,
    GapType,
    WhiteSpot,
    check_share,
    describe,
    lay_over,
)
from needs_assessment.errors import InvalidParameter, MethodError, OutsideScale, WrongShape
from needs_assessment.reasons import Reason
from needs_assessment.signals import SignalComparison, combined_index, compare_signals
from needs_assessment.supply import Cell, Offer

ALLOCATIONS = ("joint", "best", "proportional")
SURE = 0.90
MINIMUM_ANSWERS = 10


class UnableToDraw(MethodError):
    """Prevalences cannot be drawn: it is not known how many answered."""

    code = "unable_to_draw"


class Decision(StrEnum):
    """What may be said about a topic."""

    WHITE = "white"
    NOT_WHITE = "not_white"
    UNCERTAIN = "uncertain"
    TOO_LITTLE_DATA = "too_little_data"


@dataclass(frozen=True)
class Gap:
    """One topic judged: the decision, its probability, W with its interval, the type and the reasons.

    `value` is W under the chosen allocation; `probability` is P(W > tau), `probability_best` the same when all
    eligible places went to this topic. `spot` holds the three allocations, the steps and the cells.
    """

    topic: str
    decision: Decision
    type: GapType | None
    value: float
    lower: float
    upper: float
    probability: float
    probability_best: float
    tau: float
    n_eff: float
    reasons: tuple[Reason, ...]
    spot: WhiteSpot


def find(
    cells: Sequence[Cell],
    *,
    offers: Sequence[Offer],
    tau: float,
    replicates: np.ndarray | None = None,
    n_eff: Mapping[str, float] | None = None,
    on: date | None = None,
    half_life: float = HALF_LIFE,
    aggregation: str = "geometric",
    allocated: str = "joint",
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> tuple[Gap, ...]:
    """This will judge every topic: white, not white, uncertain or too little data; the whitest first.

    cells, offers: as for `coverage.white_spots`. tau: the share unserved that makes a white spot, fixed
    before looking. replicates: draws x cells of prevalences; None draws them from `Cell.respondents`.
    n_eff: effective number of answers per topic; None adds up `Cell.respondents`. Raises `UnableToDraw`,
    `WrongShape`, `OutsideScale`, `InvalidParameter` and what `white_spots` raises.
    """
    if allocated not in ALLOCATIONS:
        raise InvalidParameter(f"one of {', '.join(ALLOCATIONS)}", f"{allocated!r}", "joint is the default")
    if not 0 < level < 1:
        raise InvalidParameter("a level between 0 and 1", f"{level}", "the default is .95")
    check_share(tau, what="tau")
    plan, expired = lay_over(cells, offers=offers, half_life=half_life, aggregation=aggregation, on=on)
    spots = describe(plan, cells, offers=offers, tau=tau, expired=expired)
    if replicates is None:
        replicates = polya_draws(cells, draws=draws, seed=seed)
    index = unserved_draws(plan, replicates=check_replicates(replicates, cells))
    answers = _answers(cells) if n_eff is None else n_eff
    unheard = {c.topic for c in cells if c.respondents == 0 and c.municipalities > 0}
    gaps = [
        _judge(
            spots[topic],
            draws={a: index[a][t] for a in index},
            n_eff=answers.get(topic, 0.0),
            tau=tau,
            allocated=allocated,
            level=level,
            unheard=topic in unheard,
        )
        for t, topic in enumerate(plan.topics)
    ]
    return tuple(sorted(gaps, key=lambda g: (-g.probability, -g.value, g.topic)))


def polya_draws(cells: Sequence[Cell], *, draws: int, seed: int) -> np.ndarray:
    """This will draw prevalences (draws x cells) for a census with silent units.

    Per cell the silent answer as the ones heard did (Polya posterior), with one imaginary answer like the
    topic's mean, so that a cell without answers is wide instead of impossible. Segments are drawn apart.
    Raises `UnableToDraw` when a cell does not say how many answered.
    """
    if draws < 1:
        raise InvalidParameter("at least one draw", f"{draws}", "2000 is usual")
    if any(c.respondents is None for c in cells):
        raise UnableToDraw("Cell.respondents for every cell", "a cell without", "or give replicates=")
    heard = np.array([c.respondents for c in cells], float)
    size = np.array([c.municipalities for c in cells], float)
    if (heard < 0).any() or (heard > size).any():
        raise OutsideScale(
            "respondents between 0 and the municipalities of the cell", "others", "count again"
        )
    prevalence = np.array([c.prevalence for c in cells], float)
    mean = _topic_mean(cells, heard, prevalence)
    random = np.random.default_rng(seed)
    yes, no = heard * prevalence + mean, heard * (1 - prevalence) + 1 - mean
    share = random.beta(np.maximum(yes, 1e-9), np.maximum(no, 1e-9), size=(draws, len(cells)))
    silent = random.binomial(np.round(size - heard).astype(int), share)
    return np.asarray(
        np.divide(heard * prevalence + silent, size, out=np.zeros_like(share), where=size > 0).clip(0, 1)
    )


def unserved_draws(plan: allocation.Plan, *, replicates: np.ndarray) -> dict[str, np.ndarray]:
    """This will give W per topic and draw (topics x draws) under each allocation."""
    need = (replicates * plan.sizes).T
    per_topic = np.zeros((len(plan.topics), len(plan.sizes)))
    per_topic[plan.topic_of, np.arange(len(plan.sizes))] = 1
    size = per_topic @ plan.sizes
    served = {
        "best": allocation.follow(plan, plan.best_places, need, shared=False),
        "joint": allocation.follow(plan, plan.joint_places, need, shared=True),
        "proportional": allocation.spread(
            need, plan.capacity, plan.quality, plan.edges_offer, plan.edges_cell
        ),
    }
    return {name: np.maximum(per_topic @ (need - s), 0) / size[:, None] for name, s in served.items()}


def decide(probability: float, *, n_eff: float) -> Decision:
    """This will turn P(W > tau) into a decision: .90 white, .10 not white, under 10 answers too little data."""
    if n_eff < MINIMUM_ANSWERS:
        return Decision.TOO_LITTLE_DATA
    if probability >= SURE:
        return Decision.WHITE
    return Decision.NOT_WHITE if probability <= 1 - SURE + 1e-12 else Decision.UNCERTAIN


def check_replicates(replicates: np.ndarray, cells: Sequence[Cell]) -> np.ndarray:
    """This will hand back draws x cells of prevalences, or refuse them."""
    array = np.asarray(replicates, float)
    if array.ndim != 2 or array.shape[1] != len(cells) or len(array) < 1:
        raise WrongShape(
            f"draws x {len(cells)} cells", f"shape {array.shape}", "one column per cell, same order"
        )
    if not ((array >= -1e-9) & (array <= 1 + 1e-9)).all():
        raise OutsideScale(
            "prevalences between 0 and 1", "others, or missing values", "shares, not percentages"
        )
    return array.clip(0, 1)


def _judge(
    spot: WhiteSpot,
    *,
    draws: Mapping[str, np.ndarray],
    n_eff: float,
    tau: float,
    allocated: str,
    level: float,
    unheard: bool,
) -> Gap:
    chosen = draws[allocated]
    probability, at_best = float((chosen > tau).mean()), float((draws["best"] > tau).mean())
    lower, upper = (float(x) for x in np.quantile(chosen, ((1 - level) / 2, (1 + level) / 2)))
    decision = decide(probability, n_eff=n_eff)
    reasons: list[Reason] = [r for r in spot.reasons if r is not Reason.WHITE_EVEN_AT_BEST]
    if at_best >= SURE:
        reasons.append(Reason.WHITE_EVEN_AT_BEST)
    if decision is Decision.TOO_LITTLE_DATA:
        reasons.append(Reason.TOO_LITTLE_DATA)
    if unheard:
        reasons.append(Reason.CELL_UNHEARD)
    return Gap(
        topic=spot.topic,
        decision=decision,
        type=spot.type,
        value=getattr(spot, allocated),
        lower=lower,
        upper=upper,
        probability=probability,
        probability_best=at_best,
        tau=tau,
        n_eff=float(n_eff),
        reasons=tuple(reasons),
        spot=spot,
    )


def _answers(cells: Sequence[Cell]) -> dict[str, float]:
    """Answers per topic; unknown counts as enough, because replicates were given instead."""
    total: dict[str, float] = {}
    for cell in cells:
        heard = np.inf if cell.respondents is None else cell.respondents
        total[cell.topic] = total.get(cell.topic, 0.0) + heard
    return total


def _topic_mean(cells: Sequence[Cell], heard: np.ndarray, prevalence: np.ndarray) -> np.ndarray:
    topics = np.unique([c.topic for c in cells], return_inverse=True)[1]
    total = np.bincount(topics, heard)
    positive = np.bincount(topics, heard * prevalence)
    return np.asarray(np.divide(positive, total, out=np.full(len(total), 0.5), where=total > 0)[topics])


__all__ = [
    "Decision",
    "Gap",
    "SignalComparison",
    "UnableToDraw",
    "combined_index",
    "compare_signals",
    "decide",
    "find",
    "polya_draws",
    "unserved_draws",
]
