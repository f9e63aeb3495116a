"""Estimates for all municipalities from those that answered, with standard error and interval.

Stratified, clustered and two-stage Taylor linearization with the finite population correction always on.
Intervals use the t distribution with clusters - strata degrees of freedom, counted in the domain; those of
proportions are made on the logit scale.
Source: Saerndal, Swensson & Wretman (1992), ch. 5; Lumley (2010), Complex Surveys; agrees with R `survey`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from needs_assessment import inputs
from needs_assessment.design import Labels, Population, describe
from needs_assessment.errors import OutsideScale, PopulationMissing
from needs_assessment.linearization import (
    TOO_FEW,
    Estimate,
    Means,
    Weights,
    as_means,
    interval,
    kept,
    ratios,
    settle,
    share_ends,
)

__all__ = [
    "TOO_FEW",
    "Estimate",
    "Means",
    "mean",
    "means",
    "proportion",
    "ratio",
    "total",
    "two_stage_mean",
]


def mean(
    y: npt.ArrayLike,
    *,
    strata: Labels | None = None,
    population: Population = None,
    psu: Labels | None = None,
    weights: Weights = None,
    domain: npt.ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """This will estimate the mean of `y` over all municipalities, or over those in `domain`.

    What it answers: how large is the answer on average, if everybody had answered like those of their
    stratum?
    Formula: sum(w y) / sum(w); variance sum_h (1 - n_h/N_h) n_h/(n_h - 1) sum_i (u_hi - mean u_h)^2 with
    u = w (y - mean) / sum(w), summed per cluster when `psu` is given.
    Assumptions: within a stratum the silent are like those who answered.
    Not when: a stratum holds one answer of several, or the silent are known to differ (see sensitivity).
    Source: Saerndal, Swensson & Wretman (1992), section 5.6; R `survey::svymean`.

    Arguments: `y` (units); `strata` labels per unit; `population` {stratum: N_h}, with `psu` the number of
    clusters, None = no finite population correction; `weights` default N_h/n_h, or a `Raked` for the variance
    of raking; `domain` boolean mask (y may be NaN outside it); `level` of the interval.
    Raises the errors of `design.describe`, `EmptyDomain`, `SingletonDomain`, `NotANumber`, `ZeroDenominator`.
    """
    column = inputs.numbers(y, name="y", missing=True)
    many = means(
        column[:, None],
        strata=strata,
        population=population,
        psu=psu,
        weights=weights,
        domain=None if domain is None else np.asarray(domain)[:, None],
    )
    return interval(many, inputs.share(level, name="level"))


def means(
    y: npt.ArrayLike,
    *,
    strata: Labels | None = None,
    population: Population = None,
    psu: Labels | None = None,
    weights: Weights = None,
    domain: npt.ArrayLike | None = None,
) -> Means:
    """This will estimate the means of all columns of `y` (units x topics) with their joint covariance.

    `domain` is a mask of units, or of units x topics: pass `~numpy.isnan(y)` to leave "don't know" out.
    The covariance is what `priorities.rank_sets` needs. Otherwise as `mean`.
    """
    values, inside = kept(inputs.matrix(y, name="y", missing=True), domain, name="y")
    survey = settle(len(values), strata, population, psu, weights)
    return ratios(values, inside.astype(np.float64), survey, inside)


def proportion(
    flag: npt.ArrayLike,
    *,
    strata: Labels | None = None,
    population: Population = None,
    psu: Labels | None = None,
    weights: Weights = None,
    domain: npt.ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """This will estimate which share of all municipalities has the `flag` (0/1 or boolean).

    What it answers: what part of the municipalities would say yes, and how sure are we?
    Formula: as `mean`; interval expit(logit p -/+ t se / (p (1 - p))). Where nobody (or everybody) says yes
    the open end is exact: the largest number of yes-sayers among all that would still leave the answers seen
    this unanimous with probability (1 - level)/2 (hypergeometric).
    Assumptions: as `mean`. Not when: the flag is a score or a mean of colleagues; use `mean`.
    Source: R `survey::svyciprop(method="logit")`; Korn & Graubard (1998) for the idea of an exact end.
    """
    raw, inside = kept(inputs.numbers(flag, name="flag", missing=True), domain, name="flag")
    if not np.isin(raw, (0, 1)).all():
        raise OutsideScale("a flag of 0 or 1", "other values", "compare first, as in importance >= 4")
    plain = mean(
        raw, strata=strata, population=population, psu=psu, weights=weights, domain=domain, level=level
    )
    survey = settle(len(raw), strata, population, psu, weights, level)
    lower, upper = share_ends(plain, survey, inside)
    return replace(plain, lower=lower, upper=upper)


def total(
    y: npt.ArrayLike,
    *,
    strata: Labels | None = None,
    population: Population = None,
    psu: Labels | None = None,
    weights: Weights = None,
    domain: npt.ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """This will estimate the sum of `y` over all municipalities (or those in `domain`).

    What it answers: how many municipalities, or how much of something, altogether?
    Formula: sum(w y); variance as `mean` with u = w y. Assumptions: as `mean`, and weights that add up to the
    population. Not when: neither `population` nor `weights` is known (raises `PopulationMissing`).
    Source: Saerndal, Swensson & Wretman (1992), section 3.7; R `survey::svytotal`.
    """
    if population is None and weights is None:
        raise PopulationMissing(
            "population= or weights=", "neither", "a total needs to know how many there are"
        )
    values, inside = kept(inputs.numbers(y, name="y", missing=True), domain, name="y")
    survey = settle(len(values), strata, population, psu, weights, level)
    scores = values[:, None]
    covariance = survey.covariance(scores)
    one = as_means(np.array([survey.weights @ values]), covariance, survey, inside[:, None])
    return interval(one, survey.level)


def ratio(
    y: npt.ArrayLike,
    x: npt.ArrayLike,
    *,
    strata: Labels | None = None,
    population: Population = None,
    psu: Labels | None = None,
    weights: Weights = None,
    domain: npt.ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """This will estimate the total of `y` divided by the total of `x`.

    What it answers: how much per inhabitant, per participant, per question?
    Formula: sum(w y) / sum(w x); variance as `mean` with u = w (y - ratio x) / sum(w x).
    Assumptions: as `mean`. Not when: the denominator may be near 0. Raises `ZeroDenominator`.
    Source: Saerndal, Swensson & Wretman (1992), section 5.6; R `survey::svyratio`.
    """
    values, inside = kept(inputs.numbers(y, name="y", missing=True), domain, name="y")
    below = inputs.numbers(x, name="x", length=len(values), missing=True)
    under, _ = kept(below, domain, name="x")
    survey = settle(len(values), strata, population, psu, weights, level)
    return interval(ratios(values[:, None], under[:, None], survey, inside[:, None]), survey.level)


def two_stage_mean(
    y: npt.ArrayLike,
    *,
    psu: Labels,
    population: Population,
    psu_population: Mapping[Any, float],
    strata: Labels | None = None,
    weights: Weights = None,
    domain: npt.ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """This will estimate a mean when clusters were drawn first and units within clusters second.

    What it answers: a mean over people, when first municipalities and then colleagues in them were asked.
    Formula: variance of the first stage as `mean` with `psu`, plus sum over clusters of f_h times the
    within-cluster variance (1 - n_i/N_i) n_i/(n_i - 1) sum_j (u_ij - mean u_i)^2, with f_h = m_h/M_h.
    `population` counts clusters per stratum, `psu_population` units per cluster {cluster: N_i}; weights
    default (M_h/m_h)(N_i/n_i). Assumptions: both stages random. Not when: one unit answered in a larger
    cluster (raises `SingletonStratum`). Source: Saerndal, Swensson & Wretman (1992), section 4.3; R
    `survey` (multistage).
    """
    values, inside = kept(inputs.numbers(y, name="y", missing=True), domain, name="y")
    if population is None or psu_population is None:
        raise PopulationMissing(
            "the sizes of both stages", "one or none", "give population= and psu_population="
        )
    second = describe(len(values), strata=psu, population=psu_population)
    if weights is None:
        first = describe(len(values), strata=strata, population=population, psu=psu)
        weights = first.base_weights() * second.base_weights()
    survey = replace(settle(len(values), strata, population, psu, weights, level), second=second)
    many = ratios(values[:, None], inside[:, None].astype(np.float64), survey, inside[:, None])
    return interval(many, survey.level)
