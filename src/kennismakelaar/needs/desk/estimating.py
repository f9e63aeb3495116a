"""Estimates a column of a CSV file, over all units or per domain."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kennismakelaar.needs.desk.csvfile import Sheet, UnableToRead, read_totals
from kennismakelaar.needs.desk.printing import Result, Row
from needs_assessment import design, estimates, provenance, weighting

STATISTICS = {"mean": estimates.mean, "total": estimates.total, "proportion": estimates.proportion}


@dataclass(frozen=True)
class Wanted:
    """Which columns are what; `margins` are pairs of a column and a file of totals."""

    values: Sequence[str]
    strata: str | None = None
    population: str | None = None
    psu: str | None = None
    domain: str | None = None
    weights: str | None = None
    margins: Sequence[tuple[str, Path]] = ()
    statistic: str = "mean"
    level: float = 0.95


def estimate(sheet: Sheet, wanted: Wanted) -> Result:
    """This will estimate every wanted column; rows without a value count as silent and are said."""
    rows: list[Row] = []
    notes: list[str] = []
    for column in wanted.values:
        answered = ~np.isnan(sheet.numbers(column))
        if not answered.all():
            notes.append(
                f"{column}: {int((~answered).sum())} of {len(sheet)} rows without a value count as silent."
            )
        found, said = _column(sheet.keep(answered), column, wanted)
        rows += found
        notes += said
    settings = {
        "statistic": wanted.statistic,
        "level": wanted.level,
        "input_digest": provenance.digest(sheet.columns),
    }
    return Result({"estimates": rows}, notes, settings)


def _column(sheet: Sheet, column: str, wanted: Wanted) -> tuple[list[Row], list[str]]:
    values = sheet.numbers(column)
    setting = {
        "strata": None if wanted.strata is None else sheet.labels(wanted.strata),
        "population": _population(sheet, wanted),
        "psu": None if wanted.psu is None else sheet.labels(wanted.psu),
    }
    weights, notes = _weights(sheet, wanted, setting)
    compute = STATISTICS[wanted.statistic]
    rows = []
    for label, inside in _domains(sheet, wanted.domain):
        one = compute(values, **setting, weights=weights, domain=inside, level=wanted.level)
        rows.append(
            {
                "value of": column,
                "domain": label,
                "estimate": one.value,
                "se": one.se,
                "lower": one.lower,
                "upper": one.upper,
                "n": one.n,
                "n_eff": one.n_eff,
                "reasons": " ".join(one.reasons),
            }
        )
    return rows, notes


def _population(sheet: Sheet, wanted: Wanted) -> dict | float | None:
    """This will give the size of every stratum, refusing a stratum with two sizes."""
    if wanted.population is None:
        return None
    sizes = sheet.complete(wanted.population)
    labels = [""] * len(sheet) if wanted.strata is None else sheet.labels(wanted.strata)
    found: dict[str, float] = {}
    for label, size, line in zip(labels, sizes.tolist(), sheet.lines, strict=True):
        if found.setdefault(label, size) != size:
            raise UnableToRead(
                f"one population size per stratum in column {wanted.population!r}",
                came=f"{found[label]:g} and {size:g} (row {line}) for stratum {label!r}",
            )
    return found if wanted.strata else found.get("")


def _weights(
    sheet: Sheet, wanted: Wanted, setting: dict
) -> tuple[np.ndarray | weighting.Raked | None, list[str]]:
    given = None if wanted.weights is None else sheet.complete(wanted.weights)
    if not wanted.margins:
        return given, []
    base = design.describe(len(sheet), **setting).base_weights() if given is None else given
    margins = [(sheet.labels(column), read_totals(path)) for column, path in wanted.margins]
    raked = weighting.rake(base, margins=margins)
    said = (
        f"Raked in {raked.iterations} rounds; weights {raked.weights.min():.4g} to {raked.weights.max():.4g}."
    )
    return raked, [said]


def _domains(sheet: Sheet, column: str | None) -> list[tuple[str, np.ndarray]]:
    if column is None:
        return [("all", np.ones(len(sheet), dtype=bool))]
    labels = np.array(sheet.labels(column))
    return [(str(label), labels == label) for label in np.unique(labels)]
