"""How sure the order of topics is: rank sets, the possible top k, tiers and P(among the top k).

A bare position suggests more than anybody knows; these say which positions are possible.
Source: Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91; as R `csranks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from needs_assessment import inputs
from needs_assessment.errors import InvalidParameter, LengthsDiffer
from needs_assessment.inputs import BoolArray, FloatArray, IntArray
from needs_assessment.reasons import Reason


@dataclass(frozen=True)
class RankSets:
    """For every topic the positions (1 = highest) it may hold; unpacks as `lower, upper`."""

    lower: IntArray
    upper: IntArray
    level: float

    def __iter__(self) -> Iterator[IntArray]:
        return iter((self.lower, self.upper))


@dataclass(frozen=True)
class TopK:
    """Topics (places from 0) that may be among the top k; `level`: how surely the true top k are all in."""

    members: IntArray
    k: int
    level: float


@dataclass(frozen=True)
class Tiers:
    """The tier of every topic (1 = highest), cut only where rank sets do not cross; reasons per topic."""

    tier: IntArray
    reasons: tuple[tuple[Reason, ...], ...]


def rank_sets(
    values: npt.ArrayLike,
    *,
    covariance: npt.ArrayLike,
    level: float = 0.95,
    draws: int = 20_000,
    seed: int = 0,
) -> RankSets:
    """This will give, for all topics at once, the positions each may truly hold.

    What it answers: between which positions lies this topic, surely enough for all topics together?
    Formula: all pairwise differences are tested together, stepping down: the largest standardized
    difference that chance allows (simulated from `covariance`) is the bar; pairs above it are decided and
    taken out; until nothing changes. lower = 1 + topics surely higher; upper = number of topics - topics
    surely lower.
    Assumptions: values roughly normal with the given covariance (`estimates.means`). Not when: fewer than
    about ten answers per topic. Raises `LengthsDiffer`, `InvalidParameter`.
    Source: Mogstad, Romano, Shaikh & Wilhelm (2024), algorithm 3.2 (stepdown); R `csranks` 1.2.3.
    """
    test = _Test.build(values, covariance, inputs.share(level, name="level"), draws, seed)
    topics = len(test.values)
    above = test.stepdown(~np.eye(topics, dtype=bool))
    return RankSets(1 + above.sum(axis=0), topics - above.sum(axis=1), level)


def top_k(
    values: npt.ArrayLike,
    *,
    covariance: npt.ArrayLike,
    k: int = 3,
    level: float = 0.95,
    draws: int = 20_000,
    seed: int = 0,
) -> TopK:
    """This will give the topics that may be among the top k.

    What it answers: which topics must we keep in view so that the true top three are surely among them?
    Formula: topics of which fewer than k others are surely higher, by the test of `rank_sets`.
    Assumptions and limits: as `rank_sets`. Source: Mogstad, Romano, Shaikh & Wilhelm (2024), tau-best sets.
    """
    ranks = rank_sets(values, covariance=covariance, level=level, draws=draws, seed=seed)
    most = inputs.count(k, name="k", most=len(ranks.lower))
    return TopK(np.flatnonzero(ranks.lower <= most), most, level)


def tiers(ranks: RankSets, *, values: npt.ArrayLike) -> Tiers:
    """This will group topics into tiers that are surely apart.

    What it answers: which topics belong together because their order cannot be told?
    Formula: sorted by value, a cut after place m where every topic above has upper <= m and every topic below
    lower > m. A topic that shares its tier carries the reason `near_tie`.
    Assumptions: as `rank_sets`. Not when: a total order is asked; there is none. Source: this method.
    """
    place = inputs.numbers(values, name="values", length=len(ranks.lower))
    order = np.argsort(-place, kind="stable")
    reach_down = np.maximum.accumulate(ranks.upper[order])
    reach_up = np.minimum.accumulate(ranks.lower[order][::-1])[::-1]
    spots = np.arange(1, len(order))
    cuts = (reach_down[:-1] <= spots) & (reach_up[1:] > spots)
    tier = np.empty(len(order), dtype=np.int64)
    tier[order] = 1 + np.concatenate([[0], np.cumsum(cuts)])
    sizes = np.bincount(tier)
    return Tiers(tier, tuple((Reason.NEAR_TIE,) if sizes[own] > 1 else () for own in tier.tolist()))


def near_ties(ranks: RankSets) -> BoolArray:
    """This will tell, for every pair of topics, whether their rank sets overlap (topics x topics).

    What it answers: may these two topics be named in either order? Source: `rank_sets`.
    """
    lower, upper = ranks
    overlap = (lower[:, None] <= upper[None, :]) & (lower[None, :] <= upper[:, None])
    return np.asarray(overlap & ~np.eye(len(lower), dtype=bool))


def probability_in_top(replicates: npt.ArrayLike, *, k: int = 3) -> FloatArray:
    """This will give, per topic, the share of replicates (draws x topics) in which it is among the k highest.

    What it answers: how often would this topic be in the top three had others answered?
    Formula: mean over replicates; topics tied for the last places share them evenly, so that P adds up to k.
    Assumptions: response is random within cells. Not when: the neediest may be silent; it then claims far too
    much (the manual prints how often claims came true), so never print it without its tipping point
    (`sensitivity.tipping_point`).
    Raises `NotANumber`, `InvalidParameter`. Source: bootstrap ranking, Goldstein & Spiegelhalter (1996),
    JRSS A 159.
    """
    scores = inputs.numbers(replicates, name="replicates", dimensions=2)
    topics = scores.shape[1]
    places = inputs.count(k, name="k", most=topics)
    bar = np.partition(scores, topics - places, axis=1)[:, topics - places, None]
    above, tied = scores > bar, scores == bar
    left = (places - above.sum(axis=1)) / tied.sum(axis=1)
    return np.asarray((above + tied * left[:, None]).mean(axis=0))


@dataclass(frozen=True)
class _Test:
    """Simulated noise of the topics, to test all differences of `values` together."""

    values: FloatArray
    spread: FloatArray
    noise: FloatArray
    level: float

    @classmethod
    def build(
        cls, values: npt.ArrayLike, covariance: npt.ArrayLike, level: float, draws: int, seed: int
    ) -> _Test:
        centers = inputs.numbers(values, name="values")
        matrix = inputs.numbers(covariance, name="covariance", dimensions=2)
        if matrix.shape != (len(centers), len(centers)):
            raise LengthsDiffer(
                f"covariance of {len(centers)} topics", f"{matrix.shape}", "use estimates.means"
            )
        roots, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
        if roots.min() < -1e-8 * max(1.0, abs(roots.max())) or not np.allclose(matrix, matrix.T):
            raise InvalidParameter("a covariance matrix", "one that is none", "use estimates.means")
        normal = np.random.default_rng(seed).standard_normal(
            (inputs.count(draws, name="draws", least=100), len(centers))
        )
        noise = normal @ (vectors * np.sqrt(np.maximum(roots, 0))).T
        variance = np.diag(matrix)
        spread = np.sqrt(np.maximum(variance[:, None] + variance[None, :] - 2 * matrix, 0))
        return cls(centers, spread, noise, level)

    def stepdown(self, pairs: BoolArray) -> BoolArray:
        """This will return which of `pairs` (row surely above column) are decided."""
        rows, columns = np.nonzero(pairs)
        gap, spread = self.values[rows] - self.values[columns], self.spread[rows, columns]
        certain = spread <= 1e-12 * max(1.0, float(np.abs(self.values).max()))
        decided = certain & (gap > 0)
        open_ = ~certain
        standard = np.where(certain, 1, spread)
        while open_.any():
            bar = np.quantile(self._largest(rows[open_], columns[open_], standard[open_]), self.level)
            new = open_ & (gap / standard > bar)
            if not new.any():
                break
            decided |= new
            open_ &= ~new
        above = np.zeros(pairs.shape, dtype=bool)
        above[rows[decided], columns[decided]] = True
        return above

    def _largest(self, rows: IntArray, columns: IntArray, spread: FloatArray) -> FloatArray:
        """This will give the largest standardized difference in every draw, block by block."""
        largest = np.full(len(self.noise), -np.inf)
        for start in range(0, len(rows), 64):
            block = slice(start, start + 64)
            differences = (self.noise[:, rows[block]] - self.noise[:, columns[block]]) / spread[block]
            np.maximum(largest, differences.max(axis=1), out=largest)
        return largest
