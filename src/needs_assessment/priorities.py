"""What weighs most: need scores per topic, side by side.

Primary is the need prevalence. Borich, Ranked Discrepancy and opportunity stand beside it, never instead of
it. `importance`, `capability` and `satisfaction` are units x topics on one scale; NaN is "don't know", is
left out of that topic and never counts as "no need". How sure the order is: `ranks`; best-worst choices
and pairwise votes: `votes`; all of them can be called from here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from needs_assessment import inputs
from needs_assessment.design import Labels, Population
from needs_assessment.errors import EmptyDomain, LengthsDiffer
from needs_assessment.estimates import proportion
from needs_assessment.inputs import BoolArray, FloatArray, IntArray
from needs_assessment.linearization import Estimate, Weights, domain_mask
from needs_assessment.ranks import (
    RankSets,
    Tiers,
    TopK,
    near_ties,
    probability_in_top,
    rank_sets,
    tiers,
    top_k,
)
from needs_assessment.reasons import Reason
from needs_assessment.votes import (
    GroupAgreement,
    MaxDiff,
    all_our_ideas,
    maxdiff,
    polis_consensus,
    polis_representativeness,
)

__all__ = [
    "GroupAgreement",
    "MaxDiff",
    "RankSets",
    "RankedDiscrepancy",
    "Scores",
    "Tiers",
    "TopK",
    "all_our_ideas",
    "borich",
    "flags",
    "maxdiff",
    "near_ties",
    "opportunity",
    "polis_consensus",
    "polis_representativeness",
    "prevalence",
    "probability_in_top",
    "rank_sets",
    "ranked_discrepancy",
    "tiers",
    "top_k",
]

SCALE = (1.0, 5.0)
IMPORTANT_FROM = 4.0
CAPABLE_TO = 3.0
CAMPS = 0.25


@dataclass(frozen=True)
class Scores:
    """One score per topic, the number of answers it rests on, and the reasons per topic."""

    values: FloatArray
    n: IntArray
    reasons: tuple[tuple[Reason, ...], ...]


@dataclass(frozen=True)
class RankedDiscrepancy:
    """Ranked Discrepancy per topic, -100 (all fall short) to +100, with the three shares in percent and n."""

    values: FloatArray
    below: FloatArray
    tied: FloatArray
    above: FloatArray
    n: IntArray


def flags(
    importance: npt.ArrayLike,
    capability: npt.ArrayLike,
    *,
    important_from: float = IMPORTANT_FROM,
    capable_to: float = CAPABLE_TO,
    scale: tuple[float, float] = SCALE,
) -> tuple[FloatArray, BoolArray]:
    """This will return the need (0/1, units x topics) and which pairs of answers are complete.

    What it answers: who has a need on which topic? A need is importance >= 4 together with capability <= 3.
    A pair with one answer missing is not complete: it is neither a need nor no need.
    Raises `OutsideScale`, `LengthsDiffer`. Source: the definition of this method.
    """
    wanted, able = _pair(importance, capability, "importance", "capability", scale)
    known = ~(np.isnan(wanted) | np.isnan(able))
    return ((wanted >= important_from) & (able <= capable_to) & known).astype(np.float64), known


def prevalence(
    importance: npt.ArrayLike,
    capability: npt.ArrayLike,
    *,
    strata: Labels | None = None,
    population: Population = None,
    weights: Weights = None,
    domain: npt.ArrayLike | None = None,
    important_from: float = IMPORTANT_FROM,
    capable_to: float = CAPABLE_TO,
    scale: tuple[float, float] = SCALE,
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """This will estimate, per topic, which share of the municipalities has a need.

    What it answers: how many of all municipalities find this important and cannot do it well enough
    themselves?
    Formula: P(importance >= 4 and capability <= 3), a weighted proportion with logit interval
    (`estimates.proportion`), over the pairs of answers that are complete.
    Assumptions: the silent, and those who do not know, are like the others of their stratum.
    Not when: answers were asked on other scales (give `scale` and both thresholds).
    Raises `EmptyDomain` for a topic without one complete pair. Source: the definition of this method.
    """
    need, known = flags(
        importance, capability, important_from=important_from, capable_to=capable_to, scale=scale
    )
    inside = known & domain_mask(domain, known.shape)
    _refuse_unanswered(inside)
    return tuple(
        proportion(
            need[:, at],
            strata=strata,
            population=population,
            weights=weights,
            domain=inside[:, at],
            level=level,
        )
        for at in range(need.shape[1])
    )


def borich(
    importance: npt.ArrayLike,
    capability: npt.ArrayLike,
    *,
    weights: npt.ArrayLike | None = None,
    scale: tuple[float, float] = SCALE,
) -> Scores:
    """This will give Borich's mean weighted discrepancy per topic.

    What it answers: how far does ability lag behind importance, counting important topics more?
    Formula: mean(I - C) x mean(I) over complete pairs, weighted.
    Assumptions: the steps of the scale are equally large and start at a true zero. Not when: the order
    matters by itself, since it changes when the scale starts at 0 instead of 1; or when answers split in
    two camps, which a mean hides (reason `polarized`: at least a quarter falls short and a quarter exceeds).
    Source: Borich (1980), Journal of Teacher Education 31(3).
    """
    wanted, able = _pair(importance, capability, "importance", "capability", scale)
    share, known = _shares(wanted, able, weights)
    gap = np.where(known, wanted - able, 0)
    values = (share * gap).sum(axis=0) * (share * np.where(known, wanted, 0)).sum(axis=0)
    split = ((share * (gap > 0)).sum(axis=0) >= CAMPS) & ((share * (gap < 0)).sum(axis=0) >= CAMPS)
    reasons = tuple((Reason.POLARIZED,) if both else () for both in split.tolist())
    return Scores(values, known.sum(axis=0), reasons)


def ranked_discrepancy(
    importance: npt.ArrayLike,
    capability: npt.ArrayLike,
    *,
    weights: npt.ArrayLike | None = None,
    scale: tuple[float, float] = SCALE,
) -> RankedDiscrepancy:
    """This will give the Ranked Discrepancy per topic: the balance of those who exceed and those who fall
    short.

    What it answers: do more municipalities fall short of what they find important than exceed it?
    Formula: 100 x (share C > I - share C < I), over complete pairs; -100 = all fall short.
    Assumptions: only the order of the two answers counts, not their distance. Not when: the size of the gap
    matters. Source: Narine & Harder (2021), Advancements in Agricultural Development 2(1).
    """
    wanted, able = _pair(importance, capability, "importance", "capability", scale)
    share, known = _shares(wanted, able, weights)
    sign = np.where(known, np.sign(able - wanted), 0)
    below, above = (share * (sign < 0)).sum(axis=0), (share * (sign > 0)).sum(axis=0)
    tied = (share * (sign == 0)).sum(axis=0)
    return RankedDiscrepancy(100 * (above - below), 100 * below, 100 * tied, 100 * above, known.sum(axis=0))


def opportunity(
    importance: npt.ArrayLike,
    satisfaction: npt.ArrayLike,
    *,
    weights: npt.ArrayLike | None = None,
    scale: tuple[float, float] = SCALE,
    top_from: float = 4,
) -> Scores:
    """This will give Ulwick's opportunity score per topic, 0 to 20.

    What it answers: which important things does today's offer leave people unsatisfied with?
    Formula: I + max(I - S, 0), I and S = 10 x the weighted share of answers of 4 and 5.
    Assumptions: satisfaction was asked of those who know the offer. Not when: few use the offer.
    Source: Ulwick (2005), What Customers Want.
    """
    wanted, content = _pair(importance, satisfaction, "importance", "satisfaction", scale)
    top_wanted, known = _top(wanted, weights, top_from)
    top_content, rated = _top(content, weights, top_from)
    values = top_wanted + np.maximum(top_wanted - top_content, 0)
    return Scores(values, np.minimum(known, rated), tuple(() for _ in values))


def _pair(
    first: npt.ArrayLike, second: npt.ArrayLike, name: str, other: str, scale: tuple[float, float]
) -> tuple[FloatArray, FloatArray]:
    one, two = inputs.answers(first, name=name, scale=scale), inputs.answers(second, name=other, scale=scale)
    if one.shape != two.shape:
        raise LengthsDiffer(
            f"{other} of shape {one.shape}", f"{two.shape}", "ask both of everybody, on all topics"
        )
    return one, two


def _shares(
    first: FloatArray, second: FloatArray, weights: npt.ArrayLike | None
) -> tuple[FloatArray, BoolArray]:
    """This will give the share of every complete pair in its topic (columns add up to 1)."""
    known = ~(np.isnan(first) | np.isnan(second))
    given = np.ones(len(first)) if weights is None else weights
    heavy = inputs.sizes(given, name="weights", length=len(first))[:, None] * known
    _refuse_unanswered(heavy > 0)
    return heavy / heavy.sum(axis=0), known


def _top(answers: FloatArray, weights: npt.ArrayLike | None, top_from: float) -> tuple[FloatArray, IntArray]:
    share, known = _shares(answers, answers, weights)
    return 10 * (share * (np.where(known, answers, -np.inf) >= top_from)).sum(axis=0), known.sum(axis=0)


def _refuse_unanswered(counted: BoolArray) -> None:
    empty = ~counted.any(axis=0)
    if empty.any():
        raise EmptyDomain(
            "at least one complete answer per topic",
            f"none for topic {int(np.argmax(empty))}",
            "leave the topic out: nobody answered it",
        )
