"""Weights: how many municipalities each answer stands for.

Post-stratification and raking (iterative proportional fitting) to known margins, with a cap on the largest
weights, Kish's effective number, and the joining of cells that are too small to carry a weight.
Source: Deming & Stephan (1940); Deville & Saerndal (1992); Kish (1965) for the effective number.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from needs_assessment import inputs
from needs_assessment.errors import (
    InvalidParameter,
    MarginIncomplete,
    MarginsDisagree,
    PopulationMissing,
    RakingDidNotConverge,
    ZeroDenominator,
)
from needs_assessment.inputs import FloatArray, IntArray
from needs_assessment.reasons import Reason

Margin = tuple[Sequence[Hashable] | npt.NDArray[Any], Mapping[Any, float]]


@dataclass(frozen=True)
class CheckedMargin:
    """One margin in numbers: the category of every unit, and label and total of every category."""

    codes: IntArray
    labels: tuple[Hashable, ...]
    totals: FloatArray

    def misfit(self, weights: FloatArray) -> FloatArray:
        """This will give, per category, how far the weights are off, relative to the total."""
        return np.asarray(np.abs(np.bincount(self.codes, weights, len(self.totals)) / self.totals - 1))


@dataclass(frozen=True)
class Raked:
    """Weights that fit known margins.

    `iterations` until settled; `cap` the largest weight allowed (None = no cap); `n_eff` Kish's effective
    number; `misfit` the largest relative distance to a margin's total; `margins` as checked.
    Give the whole object to `estimates` as `weights=`: its margins are needed for the standard error.
    """

    weights: FloatArray
    iterations: int
    cap: float | None
    n_eff: float
    misfit: float
    margins: tuple[CheckedMargin, ...]
    reasons: tuple[Reason, ...] = ()

    def residuals(self, scores: FloatArray) -> FloatArray:
        """This will return what the margins do not explain of `scores` (units x topics).

        The fit to the margins is unweighted, as in R `survey` (theory weights it by the design weights;
        both are the same when those are equal).
        """
        dummies = np.concatenate(
            [np.eye(len(margin.totals))[margin.codes] for margin in self.margins], axis=1
        )
        explained = np.linalg.lstsq(dummies, scores, rcond=None)[0]
        return np.asarray(scores - dummies @ explained)


@dataclass(frozen=True)
class Collapsed:
    """Cells joined until each is large enough: new labels per unit, new sizes, and what went where."""

    strata: npt.NDArray[Any]
    population: dict[Hashable, float]
    joined: dict[Hashable, Hashable]
    reasons: tuple[Reason, ...] = ()


def effective_size(weights: npt.ArrayLike) -> float:
    """This will give Kish's effective number of answers, (sum w)^2 / sum w^2.

    What it answers: how many equally counting answers are these unequal ones worth?
    Assumptions: weights unrelated to the answers. Not when: a topic follows the weights (it is then too low).
    Raises `NegativeWeight`, `ZeroDenominator`. Source: Kish (1965), Survey Sampling, section 11.7.
    """
    heavy = inputs.sizes(weights, name="weights", length=len(np.atleast_1d(weights)))
    if heavy.sum() == 0:
        raise ZeroDenominator("a weight above 0", "only zeros", "give at least one unit a weight")
    return float(heavy.sum() ** 2 / (heavy**2).sum())


def rake(
    weights: npt.ArrayLike,
    *,
    margins: Sequence[Margin],
    cap: float | None = 3.0,
    tolerance: float = 1e-12,
    max_iterations: int = 1000,
) -> Raked:
    """This will adjust `weights` until they add up to the known totals of every margin.

    What it answers: how much must each answer count so that sizes and regions are there in their true share?
    Formula: in turn, per margin, w <- w x total / sum of w in the category, until nothing moves.
    `margins`: [(label per unit, {label: total}), ...]. `cap`: no weight above `cap` times the mean weight
    (None = no cap); capped weights that no longer fit keep the best fit and say so (`margins_relaxed`).
    Assumptions: the silent are like those who answered, given the margins. Not when: a category is small
    (join it).
    Raises `MarginsDisagree`, `MarginIncomplete`, `RakingDidNotConverge` (says which margin),
    `NegativeWeight`.
    Source: Deming & Stephan (1940), Annals of Mathematical Statistics 11; Deville & Saerndal (1992), JASA 87.
    """
    start = inputs.sizes(weights, name="weights", length=len(np.atleast_1d(weights)))
    checked = check_margins(margins, units=len(start))
    limit = _limit(cap, checked, len(start))
    fitted, iterations = _sweep(start, checked, None, tolerance, max_iterations)
    _refuse_unsettled(fitted, checked, tolerance, iterations)
    reasons: list[Reason] = []
    if limit is not None and fitted.max() > limit * (1 + 1e-9):
        fitted, more = _sweep(fitted, checked, limit, tolerance, max_iterations)
        iterations += more
        reasons.append(Reason.WEIGHTS_CAPPED)
    misfit = _worst(fitted, checked)
    if misfit > 1e-6:
        reasons.append(Reason.MARGINS_RELAXED)
    return Raked(fitted, iterations, limit, effective_size(fitted), misfit, checked, tuple(reasons))


def post_stratify(weights: npt.ArrayLike, *, cells: Sequence[Hashable], totals: Mapping[Any, float]) -> Raked:
    """This will adjust `weights` to known totals of one set of cells.

    What it answers, assumptions and errors: as `rake` with one margin, which fits in one step, without a cap.
    Source: Holt & Smith (1979), JRSS A 142.
    """
    return rake(weights, margins=[(cells, totals)], cap=None)


def collapse(
    strata: Sequence[Hashable] | npt.NDArray[Any], *, population: Mapping[Any, float], least: int = 8
) -> Collapsed:
    """This will join cells with fewer than `least` answers to a neighbor, until every cell has enough.

    What it answers: which cells are too small to weigh by themselves, and with which are they taken together?
    Rule: the smallest cell first, with the smaller of its two neighbors in the order of `population`; the
    joined cell keeps the label of the larger part. A cell where everybody answered may be small.
    Assumptions: neighbors in the order of `population` are alike (write it in order of size or place).
    Not when: labels have no order. Raises `PopulationMissing`. Source: Little (1993), JASA 88.
    """
    sizes = {label: size for label, size in inputs.totals(population, name="population").items() if size > 0}
    inputs.count(least, name="least")
    codes, labels = inputs.codes(strata, name="strata", length=len(strata))
    missing = [label for label in labels if label not in sizes]
    if missing:
        raise PopulationMissing("a population size for every stratum", f"none for {missing[:5]}", "add it")
    counts = dict(zip(labels, np.bincount(codes, minlength=len(labels)).tolist(), strict=True))
    groups = [_Cell([label], counts.get(label, 0), size) for label, size in sizes.items()]
    groups = _join_small(groups, least)
    joined = {label: group.name(counts) for group in groups for label in group.labels}
    fresh = np.empty(len(codes), dtype=object)
    fresh[:] = [joined[labels[code]] for code in codes]
    silent = any(label not in counts for label in sizes)
    reasons: tuple[Reason, ...] = (Reason.CELLS_COLLAPSED,) if len(groups) < len(sizes) else ()
    reasons += (Reason.NOBODY_IN_CELL,) if silent else ()
    sums = {group.name(counts): group.size for group in groups}
    return Collapsed(fresh, sums, {old: new for old, new in joined.items() if old != new}, reasons)


def check_margins(margins: Sequence[Margin], *, units: int) -> tuple[CheckedMargin, ...]:
    """This will turn margins into numbers, refusing incomplete ones and totals that differ."""
    if not margins:
        raise InvalidParameter("at least one margin", "none", "give margins=[(labels, {label: total})]")
    checked = tuple(_check_margin(labels, sums, units, at) for at, (labels, sums) in enumerate(margins))
    grand = [float(margin.totals.sum()) for margin in checked]
    if max(grand) - min(grand) > 1e-6 * max(grand):
        raise MarginsDisagree(
            "margins that add up to one population",
            ", ".join(f"margin {at}: {sum_:g}" for at, sum_ in enumerate(grand)),
            "take all totals from one frame on one date",
        )
    return checked


@dataclass(frozen=True)
class _Cell:
    labels: list[Hashable]
    count: int
    size: float

    def name(self, counts: Mapping[Hashable, int]) -> Hashable:
        return max(self.labels, key=lambda label: counts.get(label, 0))

    def __add__(self, other: _Cell) -> _Cell:
        return _Cell(self.labels + other.labels, self.count + other.count, self.size + other.size)


def _join_small(groups: list[_Cell], least: int) -> list[_Cell]:
    while len(groups) > 1:
        small = [at for at, cell in enumerate(groups) if cell.count < min(least, cell.size)]
        if not small:
            break
        at = min(small, key=lambda place: groups[place].count)
        sides = [side for side in (at - 1, at + 1) if 0 <= side < len(groups)]
        left, right = sorted((at, min(sides, key=lambda place: groups[place].count)))
        groups = [*groups[:left], groups[left] + groups[right], *groups[right + 1 :]]
    return groups


def _check_margin(
    labels: Sequence[Hashable] | npt.NDArray[Any], sums: Mapping[Any, float], units: int, at: int
) -> CheckedMargin:
    codes, known = inputs.codes(labels, name=f"margin {at}", length=units)
    table = {label: size for label, size in inputs.totals(sums, name=f"margin {at}").items() if size > 0}
    unknown = [label for label in known if label not in table]
    if unknown:
        raise MarginIncomplete(
            f"a total above 0 in margin {at} for every category that answered",
            f"none for {unknown[:5]}",
            "add it",
        )
    silent = [label for label in table if label not in known]
    if silent:
        raise MarginIncomplete(
            f"an answer in every category of margin {at}",
            f"none in {silent[:5]}",
            "join the category with a like one first (weighting.collapse)",
        )
    return CheckedMargin(codes, known, np.array([table[label] for label in known]))


def _limit(cap: float | None, margins: tuple[CheckedMargin, ...], units: int) -> float | None:
    if cap is None:
        return None
    if cap < 1:
        raise InvalidParameter("cap of at least 1 (times the mean weight)", f"{cap}", "about 3 is usual")
    return float(cap * margins[0].totals.sum() / units)


def _sweep(
    weights: FloatArray,
    margins: tuple[CheckedMargin, ...],
    limit: float | None,
    tolerance: float,
    most: int,
) -> tuple[FloatArray, int]:
    for iteration in range(1, most + 1):
        before = weights
        for margin in margins:
            sums = np.bincount(margin.codes, weights, len(margin.totals))
            weights = weights * (margin.totals / np.where(sums > 0, sums, 1))[margin.codes]
        if limit is not None:
            weights = np.minimum(weights, limit)
        if _worst(weights, margins) < tolerance or np.abs(weights - before).max() < 1e-15 * weights.max():
            return weights, iteration
    return weights, most


def _worst(weights: FloatArray, margins: tuple[CheckedMargin, ...]) -> float:
    return max(float(margin.misfit(weights).max()) for margin in margins)


def _refuse_unsettled(
    weights: FloatArray, margins: tuple[CheckedMargin, ...], tolerance: float, iterations: int
) -> None:
    misfits = [margin.misfit(weights) for margin in margins]
    at = int(np.argmax([misfit.max() for misfit in misfits]))
    if misfits[at].max() > max(tolerance, 1e-9):
        worst = margins[at].labels[int(np.argmax(misfits[at]))]
        raise RakingDidNotConverge(
            f"all margins within {tolerance:g}",
            f"margin {at}, category {worst!r} off by {misfits[at].max():.2%} after {iterations} rounds",
            "margins contradict each other among those who answered: join categories or drop a margin",
            at,
        )
