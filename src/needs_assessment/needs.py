"""The needs of all municipalities, topic by topic: everything a page on needs says about a topic, in one
result.

Asked per topic on one scale: does it occur, how important, own capability; then the wanted form, and use of
and satisfaction with today's offer. `assess` joins prevalence, secondary scores and how sure the order is.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from needs_assessment import inputs, priorities, ranks, replicates
from needs_assessment.design import Labels, Population, describe
from needs_assessment.errors import EmptyDomain, LengthsDiffer, OutsideScale
from needs_assessment.estimates import means, proportion
from needs_assessment.inputs import BoolArray, FloatArray, IntArray
from needs_assessment.linearization import Estimate, Weights, domain_mask
from needs_assessment.reasons import Reason
from needs_assessment.weighting import Margin, rake


@dataclass(frozen=True)
class TopicNeed:
    """All that is known of the need on one topic; `opportunity` is None when nobody rated today's offer."""

    topic: Hashable
    prevalence: Estimate
    borich: float
    ranked_discrepancy: float
    opportunity: float | None
    probability_in_top: float
    rank_lower: int
    rank_upper: int
    tier: int
    unknown: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Assessment:
    """Topics from high to low prevalence, topics set aside for lack of answers, and the settings used."""

    topics: tuple[TopicNeed, ...]
    set_aside: tuple[Hashable, ...]
    k: int
    draws: int
    seed: int
    level: float


def assess(
    importance: npt.ArrayLike,
    capability: npt.ArrayLike,
    *,
    topics: Sequence[Hashable],
    strata: Labels,
    population: Population,
    seed: int,
    satisfaction: npt.ArrayLike | None = None,
    margins: Sequence[Margin] | None = None,
    k: int = 3,
    draws: int = 2000,
    level: float = 0.95,
) -> Assessment:
    """This will assess the need on every topic from answers of municipalities (units x topics, NaN = don't
    know).

    What it answers: what is lacking, how much, how sure is the order, and do other measures agree?
    Formula: `priorities.prevalence` (raked when `margins` are given), rank sets and tiers from its
    covariance, P(among the top k) from Rao-Wu replicates. Reason `robust` where a topic of the top k by
    prevalence is also in the top k of both Borich and Ranked Discrepancy; `measures_disagree` where it is
    in neither of the two.
    Assumptions: response is random within strata (and margins). Not when: fewer than two answered a topic:
    it is named in `set_aside`. Raises `EmptyDomain` when that holds for all; otherwise as the functions it
    calls.
    Source: method sections 1 and 2.
    """
    need, known = priorities.flags(importance, capability)
    if len(topics) != need.shape[1]:
        raise LengthsDiffer(f"{need.shape[1]} topics", f"{len(topics)}", "name every column once")
    kept = np.flatnonzero(known.sum(axis=0) >= 2)
    if not len(kept):
        raise EmptyDomain("a topic with at least two complete answers", "none", "wait for more answers")
    table = _Table(
        inputs.matrix(importance, name="importance", missing=True)[:, kept],
        inputs.matrix(capability, name="capability", missing=True)[:, kept],
        None
        if satisfaction is None
        else inputs.matrix(satisfaction, name="satisfaction", missing=True)[:, kept],
        need[:, kept],
        known[:, kept],
    )
    setting = _Setting(strata, population, margins, _weights(len(need), strata, population, margins), level)
    most = min(inputs.count(k, name="k"), len(kept))
    found = _measure(table, setting, most, draws, seed)
    names = [topics[int(at)] for at in kept]
    order = np.argsort(-found.values, kind="stable")
    aside = tuple(topic for at, topic in enumerate(topics) if at not in kept)
    return Assessment(tuple(found.topic(names[at], int(at)) for at in order), aside, most, draws, seed, level)


def shares(
    answers: npt.ArrayLike,
    *,
    strata: Labels | None = None,
    population: Population = None,
    weights: Weights = None,
    domain: npt.ArrayLike | None = None,
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """This will estimate per column which share says yes (1), leaving out who did not answer (NaN).

    What it answers: on how many municipalities does each topic play; which forms are wanted; who uses the
    offer?
    Formula: `estimates.proportion` per column. Give `domain` to ask it of some only, as wanted forms of
    those with a need. Raises `OutsideScale`, `EmptyDomain`. Source: `estimates.proportion`.
    """
    table = inputs.matrix(answers, name="answers", missing=True)
    known = ~np.isnan(table)
    inside = known & domain_mask(domain, known.shape)
    if not np.isin(table[known], (0, 1)).all():
        raise OutsideScale("0, 1 or NaN", "other values", "compare first, as in satisfaction >= 4")
    return tuple(
        proportion(
            np.where(inside[:, at], table[:, at], 0),
            strata=strata,
            population=population,
            weights=weights,
            domain=inside[:, at],
            level=level,
        )
        for at in range(table.shape[1])
    )


def attention_gap(
    occurs: npt.ArrayLike,
    attention: npt.ArrayLike,
    *,
    strata: Labels | None = None,
    population: Population = None,
    weights: Weights = None,
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """This will estimate per topic how much more often it occurs than it gets policy attention (both 0/1,
    NaN).

    What it answers: what plays in municipalities without anybody working on it? The difference is the
    finding.
    Formula: mean of (occurs - attention) over complete pairs, from -1 to 1, with `estimates.means`.
    Assumptions: both asked of the same people. Not when: the two were asked on different scales.
    Source: the needs survey of 2018 asked both; the paired difference is this method.
    """
    plays = inputs.answers(occurs, name="occurs", scale=(0, 1))
    worked = inputs.answers(attention, name="attention", scale=(0, 1))
    if plays.shape != worked.shape:
        raise LengthsDiffer(f"attention of shape {plays.shape}", f"{worked.shape}", "ask both of everybody")
    known = ~(np.isnan(plays) | np.isnan(worked))
    many = means(plays - worked, strata=strata, population=population, weights=weights, domain=known)
    return many.estimates(level)


@dataclass(frozen=True)
class _Table:
    importance: FloatArray
    capability: FloatArray
    satisfaction: FloatArray | None
    need: FloatArray
    known: BoolArray


@dataclass(frozen=True)
class _Setting:
    strata: Labels
    population: Population
    margins: Sequence[Margin] | None
    weights: Any
    level: float


@dataclass(frozen=True)
class _Measured:
    values: FloatArray
    prevalence: tuple[Estimate, ...]
    borich: priorities.Scores
    discrepancy: priorities.RankedDiscrepancy
    opportunity: tuple[float | None, ...]
    in_top: FloatArray
    sets: ranks.RankSets
    tiers: ranks.Tiers
    unknown: IntArray
    k: int

    def topic(self, name: Hashable, at: int) -> TopicNeed:
        return TopicNeed(
            topic=name,
            prevalence=self.prevalence[at],
            borich=float(self.borich.values[at]),
            ranked_discrepancy=float(self.discrepancy.values[at]),
            opportunity=self.opportunity[at],
            probability_in_top=float(self.in_top[at]),
            rank_lower=int(self.sets.lower[at]),
            rank_upper=int(self.sets.upper[at]),
            tier=int(self.tiers.tier[at]),
            unknown=int(self.unknown[at]),
            reasons=self._reasons(at),
        )

    def _reasons(self, at: int) -> tuple[Reason, ...]:
        own = self.prevalence[at].reasons + self.borich.reasons[at] + self.tiers.reasons[at]
        if not _leads(self.values, at, self.k):
            return own
        agree = _leads(self.borich.values, at, self.k) + _leads(-self.discrepancy.values, at, self.k)
        extra = {0: (Reason.MEASURES_DISAGREE,), 1: (), 2: (Reason.ROBUST,)}
        return own + extra[agree]


def _leads(values: FloatArray, at: int, k: int) -> bool:
    return bool((values > values[at]).sum() < k)


def _weights(units: int, strata: Labels, population: Population, margins: Sequence[Margin] | None) -> Any:
    start = describe(units, strata=strata, population=population).base_weights()
    return start if margins is None else rake(start, margins=margins)


def _measure(table: _Table, setting: _Setting, k: int, draws: int, seed: int) -> _Measured:
    strata, population, weights = setting.strata, setting.population, setting.weights
    many = means(table.need, strata=strata, population=population, weights=weights, domain=table.known)
    drawn = replicates.means(
        table.need,
        strata=strata,
        population=population,
        draws=draws,
        seed=seed,
        margins=setting.margins,
        domain=table.known,
    )
    heavy = weights if setting.margins is None else weights.weights
    sets = ranks.rank_sets(many.values, covariance=many.covariance, level=setting.level, seed=seed)
    pair = (table.importance, table.capability)
    return _Measured(
        values=many.values,
        prevalence=priorities.prevalence(
            *pair, strata=strata, population=population, weights=weights, level=setting.level
        ),
        borich=priorities.borich(*pair, weights=heavy),
        discrepancy=priorities.ranked_discrepancy(*pair, weights=heavy),
        opportunity=_opportunities(table, heavy),
        in_top=ranks.probability_in_top(drawn.scores, k=k),
        sets=sets,
        tiers=ranks.tiers(sets, values=many.values),
        unknown=(~table.known).sum(axis=0),
        k=k,
    )


def _opportunities(table: _Table, weights: FloatArray) -> tuple[float | None, ...]:
    """This will give the opportunity score of the topics on which somebody rated today's offer."""
    topics = int(table.importance.shape[1])
    if table.satisfaction is None:
        return (None,) * topics
    rated = np.flatnonzero((~np.isnan(table.satisfaction) & (weights > 0)[:, None]).any(axis=0))
    asked = np.isin(np.arange(topics), rated)
    found: list[float | None] = [None] * topics
    if asked.any():
        scores = priorities.opportunity(
            table.importance[:, asked], table.satisfaction[:, asked], weights=weights
        )
        for at, score in zip(rated.tolist(), scores.values.tolist(), strict=True):
            found[at] = score
    return tuple(found)
