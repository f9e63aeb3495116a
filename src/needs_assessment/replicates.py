"""Replicates: the same figures as they would have come out had others answered.

Bootstrap with finite population correction (Rao-Wu) and Polya posterior, both raked when margins are given.
All replicates of all topics are one matrix product, block by block, so that memory does not grow with
replicates x municipalities. Source: Rao & Wu (1988), JASA 83; Rao, Wu & Yue (1992), Survey Methodology 18;
Ghosh & Meeden (1997), Bayesian Methods for Finite Population Sampling.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from needs_assessment import inputs
from needs_assessment.design import Design, Labels, Population, describe
from needs_assessment.errors import EmptyDomain, InvalidParameter, PopulationMissing
from needs_assessment.inputs import FloatArray, IntArray
from needs_assessment.linearization import kept
from needs_assessment.reasons import Reason
from needs_assessment.weighting import CheckedMargin, Margin, check_margins

Method = Literal["rao_wu", "polya"]
BLOCK = 500


@dataclass(frozen=True)
class Replicates:
    """Replicated means: `scores` (draws x topics), with the point estimate `values` of the same weights.

    `unsettled` counts replicates in which raking stopped before it fitted.
    """

    values: FloatArray
    scores: FloatArray
    unsettled: int
    reasons: tuple[Reason, ...] = ()

    def interval(self, level: float = 0.95) -> tuple[FloatArray, FloatArray]:
        """This will give the percentile interval per topic."""
        tail = (1 - inputs.share(level, name="level")) / 2
        lower, upper = np.quantile(self.scores, [tail, 1 - tail], axis=0)
        return lower, upper

    @property
    def se(self) -> FloatArray:
        """This will give the standard deviation over the replicates, per topic."""
        return np.asarray(self.scores.std(axis=0, ddof=1))

    @property
    def covariance(self) -> FloatArray:
        """This will give the covariance over the replicates (topics x topics)."""
        return np.atleast_2d(np.cov(self.scores, rowvar=False))


def rao_wu(
    *, strata: Labels, population: Population, draws: int, seed: int, psu: Labels | None = None
) -> FloatArray:
    """This will draw bootstrap weights (draws x units) that honor the finite population correction.

    What it answers: how would the weights have come out had other municipalities answered?
    Formula: w_i = N_h/n_h (1 + sqrt(1 - f_h) (m_i n_h/(n_h - 1) - 1)), m_i = how often i was drawn in n_h -
    1 draws; the expected variance of a mean is exactly (1 - f) s^2/n. With `psu` whole clusters are drawn.
    Assumptions: random response within strata. Not when: a stratum holds one answer of several (raises
    `SingletonStratum`). Source: Rao & Wu (1988); Rao, Wu & Yue (1992).
    """
    design = describe(len(strata), strata=strata, population=population, psu=psu)
    return _rao_wu(design, _draws(draws), np.random.default_rng(seed))


def polya(*, strata: Labels, population: Population, draws: int, seed: int) -> FloatArray:
    """This will draw weights from the Polya posterior: who answered counts once, the silent are drawn after
    them.

    What it answers: what could the whole census look like, given the answers and no other knowledge?
    Formula: w_i = 1 + M_i, M ~ Dirichlet-multinomial(N_h - n_h; 1, ..., 1) within the stratum; sums to N_h.
    Assumptions: within a stratum the silent are exchangeable with those who answered. Not when: the
    population is unknown (raises `PopulationMissing`) or answers come in clusters.
    Source: Ghosh & Meeden (1997); Lo (1988), Annals of Statistics 16.
    """
    design = describe(len(strata), strata=strata, population=population)
    return _polya(design, _draws(draws), np.random.default_rng(seed))


def rake_replicates(weights: npt.ArrayLike, *, margins: Sequence[Margin], rounds: int = 50) -> FloatArray:
    """This will rake every row of `weights` (draws x units) to the margins, all rows at once.

    What it answers: as `weighting.rake`, for every replicate. Formula: raking changes all units of one cell
    alike, so the weights are first added up per cell (a matrix product), raked there, and the factors
    handed back.
    Not when: a category can lose all its weight in a replicate; that replicate then keeps its own share
    there.
    """
    rows = inputs.numbers(weights, name="weights", dimensions=2)
    checked = check_margins(margins, units=rows.shape[1])
    return _Raker.build(checked, inputs.count(rounds, name="rounds")).rake(rows)[0]


def means(
    y: npt.ArrayLike,
    *,
    strata: Labels,
    population: Population,
    draws: int,
    seed: int,
    method: Method = "rao_wu",
    margins: Sequence[Margin] | None = None,
    domain: npt.ArrayLike | None = None,
    psu: Labels | None = None,
) -> Replicates:
    """This will replicate the means of all columns of `y` (units x topics): the input of P(top k).

    What it answers: how would all topics have scored, together, had others answered?
    Formula: (W y) / (W 1) per block of replicates, W from `rao_wu` or `polya`, raked when `margins` are
    given. `domain` is a mask of units or of units x topics (`~numpy.isnan(y)` leaves "don't know" out).
    Assumptions: as `estimates.mean`. Not when: the silent are known to differ (see sensitivity).
    Raises the errors of `design.describe`, `weighting.rake`, `EmptyDomain`. Source: see the module.
    """
    values, inside = kept(inputs.matrix(y, name="y", missing=True), domain, name="y")
    counted = inside.astype(np.float64)
    design = describe(len(values), strata=strata, population=population, psu=psu)
    raker = None if margins is None else _Raker.build(check_margins(margins, units=len(values)))
    base = design.base_weights()[None, :]
    if raker is not None:
        base, _ = raker.rake(base, tolerance=1e-12)
    point, _ = _scores(base, values, counted, None)
    scores, unsettled = [], 0
    for block in _blocks(design, method, _draws(draws), seed):
        part, late = _scores(block, values, counted, raker)
        scores.append(part)
        unsettled += late
    reasons = (Reason.NOT_CONVERGED,) if unsettled else ()
    return Replicates(point[0], np.concatenate(scores), unsettled, reasons)


def _draws(draws: int) -> int:
    return inputs.count(draws, name="draws", least=2)


def _blocks(design: Design, method: Method, draws: int, seed: int) -> Iterator[FloatArray]:
    if method not in ("rao_wu", "polya"):
        raise InvalidParameter("method 'rao_wu' or 'polya'", repr(method), "see the module")
    draw = _rao_wu if method == "rao_wu" else _polya
    rng = np.random.default_rng(seed)
    for start in range(0, draws, BLOCK):
        yield draw(design, min(BLOCK, draws - start), rng)


def _rao_wu(design: Design, draws: int, rng: np.random.Generator) -> FloatArray:
    factors = np.empty((draws, len(design.psu_stratum)))
    shrink = np.sqrt(1 - design.fractions)
    for stratum, answered in enumerate(design.answered):
        members = np.flatnonzero(design.psu_stratum == stratum)
        if answered == 1:
            factors[:, members] = 1.0
            continue
        drawn = _multinomial(rng, np.full(draws, answered - 1), answered)
        factors[:, members] = 1 + shrink[stratum] * (drawn * (answered / (answered - 1)) - 1)
    return np.asarray(factors[:, design.psu] * design.base_weights())


def _polya(design: Design, draws: int, rng: np.random.Generator) -> FloatArray:
    if design.population is None:
        raise PopulationMissing(
            "a population size for every stratum", "none", "use rao_wu when it is unknown"
        )
    weights = np.ones((draws, len(design.stratum)))
    for stratum, answered in enumerate(design.answered):
        members = np.flatnonzero(design.stratum == stratum)
        silent = round(float(design.population[stratum])) - int(answered)
        chances = rng.standard_gamma(1.0, size=(draws, int(answered)))
        weights[:, members] += rng.multinomial(silent, chances / chances.sum(axis=1, keepdims=True))
    return weights


def _multinomial(rng: np.random.Generator, throws: IntArray, sides: int) -> FloatArray:
    """This will throw a fair die of `sides` sides `throws[r]` times in every row, and count."""
    draws, most = len(throws), int(throws[0])
    hits = rng.integers(0, sides, size=(draws, most)) + np.arange(draws)[:, None] * sides
    return np.bincount(hits.ravel(), minlength=draws * sides).reshape(draws, sides).astype(np.float64)


def _scores(
    weights: FloatArray, values: FloatArray, counted: FloatArray, raker: _Raker | None
) -> tuple[FloatArray, int]:
    late = 0
    if raker is not None:
        weights, late = raker.rake(weights)
    below = weights @ counted
    if (below <= 0).any():
        raise EmptyDomain(
            "an answer to every topic in every replicate",
            f"none for topic {int(np.argmax((below <= 0).any(axis=0)))} in some",
            "leave the topic out, or widen the domain",
        )
    return (weights @ values) / below, late


@dataclass(frozen=True)
class _Raker:
    """Margins folded into cells: cell of every unit, category of every cell and totals per margin."""

    cell: IntArray
    indicators: tuple[FloatArray, ...]
    totals: tuple[FloatArray, ...]
    rounds: int

    @classmethod
    def build(cls, margins: tuple[CheckedMargin, ...], rounds: int = 50) -> _Raker:
        stacked = np.stack([margin.codes for margin in margins])
        cells, cell = np.unique(stacked, axis=1, return_inverse=True)
        indicators = tuple(
            np.eye(len(margin.totals))[codes] for margin, codes in zip(margins, cells, strict=True)
        )
        return cls(cell.ravel(), indicators, tuple(margin.totals for margin in margins), rounds)

    def rake(self, weights: FloatArray, tolerance: float = 1e-6) -> tuple[FloatArray, int]:
        """This will rake all rows and count those that did not settle."""
        first = weights @ np.eye(self.indicators[0].shape[0])[self.cell]
        table = first.copy()
        late = np.ones(len(table), dtype=bool)
        for _ in range(self.rounds):
            for indicator, total in zip(self.indicators, self.totals, strict=True):
                sums = table @ indicator
                table *= (total / np.where(sums > 0, sums, total)) @ indicator.T
            late = self._misfit(table) > tolerance
            if not late.any():
                break
        factors = table / np.where(first > 0, first, 1)
        return weights * factors[:, self.cell], int(late.sum())

    def _misfit(self, table: FloatArray) -> FloatArray:
        off = [
            np.abs(table @ indicator / total - 1).max(axis=1)
            for indicator, total in zip(self.indicators, self.totals, strict=True)
        ]
        return np.asarray(np.max(off, axis=0))
