"""Taylor linearization: from weights and answers to values, covariance and intervals.

The inner part of `estimates`: there the questions, here the formulas all of them share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from needs_assessment import inputs
from needs_assessment.design import Design, Labels, Population, describe
from needs_assessment.errors import EmptyDomain, NotANumber, SingletonDomain, ZeroDenominator
from needs_assessment.inputs import BoolArray, FloatArray, IntArray
from needs_assessment.reasons import Reason
from needs_assessment.weighting import Raked, effective_size

Weights = npt.ArrayLike | Raked | None
TOO_FEW = 10


@dataclass(frozen=True)
class Estimate:
    """One figure: its value, standard error, interval, number of answers, effective number and reasons."""

    value: float
    se: float
    lower: float
    upper: float
    n: int
    n_eff: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Means:
    """Means of several topics at once: values, covariance (topics x topics), n and n_eff per topic."""

    values: FloatArray
    covariance: FloatArray
    n: IntArray
    n_eff: FloatArray
    freedom: IntArray
    reasons: tuple[tuple[Reason, ...], ...]

    @property
    def se(self) -> FloatArray:
        """This will give the standard errors."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))

    def estimates(self, level: float = 0.95) -> tuple[Estimate, ...]:
        """This will give one estimate with a t interval per topic."""
        return tuple(interval(self, inputs.share(level, name="level"), at) for at in range(len(self.values)))


@dataclass(frozen=True)
class Survey:
    """The checked setting of one estimate; `second` is the stage within clusters, if there is one."""

    design: Design
    weights: FloatArray
    raked: Raked | None
    level: float
    second: Design | None = None

    @property
    def complete(self) -> bool:
        """This will tell whether everybody answered, at every stage."""
        return self.design.take_all and (self.second is None or self.second.take_all)

    def covariance(self, scores: FloatArray) -> FloatArray:
        """This will give the covariance of the weighted sums of `scores` (units x topics, unweighted)."""
        weighted = self.weights[:, None] * (scores if self.raked is None else self.raked.residuals(scores))
        variance = self.design.covariance(weighted)
        if self.second is None:
            return variance
        drawn = np.sqrt(self.design.fractions[self.design.stratum])
        return variance + self.second.covariance(weighted * drawn[:, None])


def settle(
    units: int,
    strata: Labels | None,
    population: Population,
    psu: Labels | None,
    weights: Weights,
    level: float = 0.95,
) -> Survey:
    """This will check design, weights and level, and fill in the weights N_h/n_h where none are given."""
    design = describe(units, strata=strata, population=population, psu=psu)
    raked = weights if isinstance(weights, Raked) else None
    given = weights.weights if isinstance(weights, Raked) else weights
    own = design.base_weights() if given is None else given
    heavy = inputs.sizes(own, name="weights", length=units)
    return Survey(design, heavy, raked, inputs.share(level, name="level"))


def domain_mask(domain: npt.ArrayLike | None, shape: tuple[int, ...]) -> BoolArray:
    """This will return the domain as a mask of `shape`; a mask of units is repeated for all topics."""
    if domain is None:
        return np.ones(shape, dtype=bool)
    given = np.asarray(domain)
    if given.ndim == 1 and len(shape) == 2:
        return np.repeat(inputs.mask(given, name="domain", shape=shape[:1])[:, None], shape[1], axis=1)
    return inputs.mask(given, name="domain", shape=shape)


def kept(values: FloatArray, domain: npt.ArrayLike | None, *, name: str) -> tuple[FloatArray, BoolArray]:
    """This will return the values with 0 outside the domain, and the domain; inside it none may be missing."""
    inside = domain_mask(domain, values.shape)
    missing = int((np.isnan(values) & inside).sum())
    if missing:
        raise NotANumber(
            f"a number for every unit in {name}",
            f"{missing} missing of {int(inside.sum())}",
            "leave units without an answer out: domain=~numpy.isnan(answers)",
        )
    return np.where(inside, values, 0.0), inside


def ratios(above: FloatArray, below: FloatArray, survey: Survey, inside: BoolArray) -> Means:
    """This will estimate sum(w above) / sum(w below) per topic with the linearized covariance.

    `above` and `below` are 0 outside the domain already.
    """
    _refuse_empty(inside)
    under = survey.weights @ below
    if (under == 0).any():
        raise ZeroDenominator(
            "a denominator that adds up to more than 0",
            f"0 for topic {int(np.flatnonzero(under == 0)[0])}",
            "give at least one unit of the domain a weight and a denominator above 0",
        )
    values = (survey.weights @ above) / under
    return as_means(values, survey.covariance((above - values * below) / under), survey, inside)


def as_means(values: FloatArray, covariance: FloatArray, survey: Survey, inside: BoolArray) -> Means:
    """This will join values and covariance with the numbers of answers and the reasons."""
    _refuse_empty(inside)
    n = inside.sum(axis=0)
    if (n == 1).any() and not survey.complete:
        raise SingletonDomain(
            "at least two answers in the domain",
            f"one for topic {int(np.argmax(n == 1))}",
            "widen the domain",
        )
    n_eff = np.array([effective_size(survey.weights[column]) for column in inside.T])
    covariance = np.where(np.abs(covariance) < 1e-30, 0.0, covariance)
    reasons = tuple(
        _reasons(survey, float(covariance[at, at]), float(n_eff[at])) for at in range(len(values))
    )
    freedom = np.array([survey.design.freedom(column) for column in inside.T])
    return Means(values, covariance, n, n_eff, freedom, reasons)


def interval(many: Means, level: float, at: int = 0) -> Estimate:
    """This will turn one topic of `many` into an estimate with a t interval."""
    value, se = float(many.values[at]), float(np.sqrt(many.covariance[at, at]))
    half = quantile(int(many.freedom[at]), level) * se
    return Estimate(
        value, se, value - half, value + half, int(many.n[at]), float(many.n_eff[at]), many.reasons[at]
    )


def quantile(freedom: int, level: float) -> float:
    """This will give the t quantile for an interval of this level."""

    from scipy import special  # `stats` gives the same figure, and takes half a second to load

    return float(special.stdtrit(freedom, (1 + level) / 2))


def share_ends(plain: Estimate, survey: Survey, inside: BoolArray) -> tuple[float, float]:
    """This will give the ends of a proportion's interval: logit, or exact when the answers are unanimous."""

    from scipy import special

    if 0 < plain.value < 1 and plain.se > 0:
        half = (
            quantile(survey.design.freedom(inside), survey.level)
            * plain.se
            / (plain.value * (1 - plain.value))
        )
        middle = special.logit(plain.value)
        return float(special.expit(middle - half)), float(special.expit(middle + half))
    if 0 < plain.value < 1:
        return plain.value, plain.value
    room = _unanimous_room(plain, survey, inside)
    return (0.0, room) if plain.value <= 0 else (1 - room, 1.0)


def _unanimous_room(plain: Estimate, survey: Survey, inside: BoolArray) -> float:
    """This will give the largest share of others that leaves unanimous answers likely enough."""

    from scipy import special

    tail = (1 - survey.level) / 2
    seen = int(plain.n_eff + 1e-9)
    if survey.design.population is None:
        return float(1 - tail ** (1 / seen))
    behind = (1 / survey.design.fractions)[survey.design.stratum][inside].sum()
    size = max(seen, round(float(behind) * seen / plain.n))
    others = np.arange(size - seen + 1)
    chance = (
        special.gammaln(size - others + 1)
        - special.gammaln(size - others - seen + 1)
        - special.gammaln(size + 1)
        + special.gammaln(size - seen + 1)
    )
    return float(others[chance >= np.log(tail) - 1e-12].max() / size)


def _refuse_empty(inside: BoolArray) -> None:
    empty = ~inside.any(axis=0)
    if empty.any():
        raise EmptyDomain(
            "at least one answer in the domain",
            f"none for topic {int(np.argmax(empty))}",
            "leave the topic out, or widen the domain",
        )


def _reasons(survey: Survey, variance: float, n_eff: float) -> tuple[Reason, ...]:
    found = list(survey.raked.reasons) if survey.raked else []
    if survey.design.population is None:
        found.append(Reason.NO_FPC)
    if survey.complete:
        found.append(Reason.TAKE_ALL)
    elif variance == 0:
        found.append(Reason.NO_VARIATION)
    if n_eff < TOO_FEW and not survey.complete:
        found.append(Reason.TOO_LITTLE_DATA)
    return tuple(found)
