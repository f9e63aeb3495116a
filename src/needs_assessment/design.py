"""How the answers came about: strata, clusters and how many there are of each; and the variance that follows.

A census with non-response is treated as a stratified draw without replacement: within a stratum the n that
answered stand for all N, and the finite population correction 1 - n/N is always applied when N is given.
Source: Saerndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, ch. 3-5; as R
`survey::svyrecvar`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from needs_assessment import inputs
from needs_assessment.errors import (
    ClusterMisplaced,
    InvalidParameter,
    NobodyAnswered,
    PopulationMissing,
    PopulationTooSmall,
    SingletonStratum,
)
from needs_assessment.inputs import BoolArray, FloatArray, IntArray

Labels = Sequence[Hashable] | npt.NDArray[Any]
Population = Mapping[Any, float] | float | None


@dataclass(frozen=True)
class Design:
    """Strata and clusters of the responding units; `population` counts clusters per stratum, None = endless.

    Without clusters every unit is its own cluster. Arrays: `stratum` and `psu` per unit, `psu_stratum` per
    cluster, `answered` and `population` per stratum.
    """

    stratum: IntArray
    labels: tuple[Hashable, ...]
    psu: IntArray
    psu_stratum: IntArray
    answered: IntArray
    population: FloatArray | None

    @property
    def fractions(self) -> FloatArray:
        """This will give the share of each stratum that answered; 0 when the population is endless."""
        if self.population is None:
            return np.zeros(len(self.answered))
        return self.answered / self.population

    def freedom(self, inside: BoolArray) -> int:
        """This will give the degrees of freedom of a domain: its clusters minus its strata, at least 1."""
        clusters = np.unique(self.psu[inside])
        return max(1, len(clusters) - len(np.unique(self.psu_stratum[clusters])))

    @property
    def take_all(self) -> bool:
        """This will tell whether everybody answered."""
        return bool((self.fractions >= 1).all())

    def base_weights(self) -> FloatArray:
        """This will give N_h/n_h for every unit, or 1 when the population is endless."""
        if self.population is None:
            return np.ones(len(self.stratum))
        return np.asarray((self.population / self.answered)[self.stratum])

    def covariance(self, scores: FloatArray) -> FloatArray:
        """This will give the covariance of the column sums of weighted scores (units x topics)."""
        counts = self.answered.astype(np.float64)
        sums = _add_up(scores, self.psu, len(self.psu_stratum))
        centered = sums - (_add_up(sums, self.psu_stratum, len(counts)) / counts[:, None])[self.psu_stratum]
        spread = (1 - self.fractions) * counts / np.maximum(counts - 1, 1)
        return np.asarray((centered * spread[self.psu_stratum][:, None]).T @ centered)


def describe(
    units: int, *, strata: Labels | None = None, population: Population = None, psu: Labels | None = None
) -> Design:
    """This will check strata, clusters and population sizes and return the design.

    `population` is {stratum: N_h}, or one number when there are no strata; with `psu` it counts clusters.
    Raises `NobodyAnswered`, `PopulationMissing`, `PopulationTooSmall`, `SingletonStratum`,
    `ClusterMisplaced`.
    """
    if units == 0:
        raise NobodyAnswered("at least one responding unit", "none", "wait for the first answer")
    stratum, labels = inputs.codes(
        np.zeros(units, int) if strata is None else strata, name="strata", length=units
    )
    cluster, psu_stratum = _clusters(stratum, psu, units)
    answered = np.bincount(psu_stratum, minlength=len(labels))
    sizes = _population(population, labels, answered, stratified=strata is not None)
    _refuse_singletons(labels, answered, sizes)
    return Design(stratum, labels, cluster, psu_stratum, answered, sizes)


def _clusters(stratum: IntArray, psu: Labels | None, units: int) -> tuple[IntArray, IntArray]:
    if psu is None:
        return np.arange(units), stratum
    cluster, names = inputs.codes(psu, name="psu", length=units)
    first = np.zeros(len(names), dtype=np.int64)
    first[cluster[::-1]] = stratum[::-1]
    strays = np.flatnonzero(first[cluster] != stratum)
    if len(strays):
        raise ClusterMisplaced(
            "every cluster inside one stratum",
            f"cluster {names[cluster[strays[0]]]!r} in two strata",
            "number the clusters within each stratum, as in (stratum, cluster)",
        )
    return cluster, first


def _population(
    population: Population, labels: tuple[Hashable, ...], answered: IntArray, *, stratified: bool
) -> FloatArray | None:
    if population is None:
        return None
    table = _as_table(population, labels, stratified=stratified)
    missing = [label for label in labels if label not in table]
    if missing:
        raise PopulationMissing(
            "a population size for every stratum", f"none for {missing[:5]}", "add the stratum to population="
        )
    silent = [label for label, size in table.items() if size > 0 and label not in labels]
    if silent:
        raise NobodyAnswered(
            "an answer from every stratum of the population",
            f"none from {silent[:5]}",
            "join the stratum with a like one first (weighting.collapse)",
        )
    sizes = np.array([table[label] for label in labels])
    small = np.flatnonzero(sizes < answered)
    if len(small):
        at = small[0]
        raise PopulationTooSmall(
            f"at least {answered[at]} in stratum {labels[at]!r}, as many answered",
            f"{sizes[at]:g}",
            "a unit may answer once only; with psu= the population counts clusters",
        )
    return sizes


def _as_table(population: Any, labels: tuple[Hashable, ...], *, stratified: bool) -> dict[Hashable, float]:
    if isinstance(population, Mapping):
        return inputs.totals(population, name="population")
    if stratified:
        raise InvalidParameter("population as {stratum: size}", "one number", "give a size for every stratum")
    return inputs.totals({labels[0]: population}, name="population")


def _refuse_singletons(labels: tuple[Hashable, ...], answered: IntArray, sizes: FloatArray | None) -> None:
    alone = answered == 1 if sizes is None else (answered == 1) & (sizes > 1)
    if alone.any():
        raise SingletonStratum(
            "at least two answers in a stratum that is not complete",
            f"one in {[labels[at] for at in np.flatnonzero(alone)[:5]]}",
            "join the stratum with a like one first (weighting.collapse)",
        )


def _add_up(values: FloatArray, groups: IntArray, length: int) -> FloatArray:
    from scipy.sparse import csr_array

    at = np.arange(len(groups))
    indicator = csr_array((np.ones(len(groups)), (groups, at)), shape=(length, len(groups)))
    return np.asarray(indicator @ values)
