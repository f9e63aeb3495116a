"""Do coders judge alike? Chance-corrected agreement with intervals, per code and over all.

Ratings are an array coders x units; NaN means that a coder did not judge the unit. Alpha and AC1 are shown
together, because with one prevailing answer a kappa-like coefficient collapses while coders agree (the
table 80/10/5/5 has kappa .32 and AC1 .81). Sources: Krippendorff (2011, 2019); Gwet (2014); Cohen (1960);
Fleiss (1971).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from needs_assessment.errors import InvalidParameter, MethodError, NobodyAnswered, NotANumber, WrongShape
from needs_assessment.reasons import Reason

LEVELS = ("nominal", "ordinal", "interval", "ratio")
PUBLISH, TENTATIVE = 0.80, 0.667
MINIMUM_POSITIVES = 5


class NoVariation(MethodError):
    """All judgements are the same: agreement beyond chance is not defined."""

    code = "no_variation"


class Verdict(StrEnum):
    """What a coefficient allows: publish, conclude with care, or code again."""

    PUBLISH = "publish"
    TENTATIVE = "tentative"
    INSUFFICIENT = "insufficient"


@dataclass(frozen=True)
class Agreement:
    """One coefficient with its interval (None when no draws were asked for) and what it allows.

    `units` were judged by at least two coders; `judgements` counts the judgements in them.
    """

    coefficient: str
    value: float
    lower: float | None
    upper: float | None
    units: int
    coders: int
    judgements: int
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class CodeAgreement:
    """How alike coders apply one code. A coefficient is None where nothing varies (see `reasons`).

    `positives` counts the judgements that gave the code, `units` those judged by at least two coders.
    """

    code: str
    raw: float
    alpha: Agreement | None
    ac1: Agreement | None
    positives: int
    units: int
    reasons: tuple[Reason, ...]


def krippendorff_alpha(
    ratings: np.ndarray, *, level: str = "nominal", draws: int = 0, seed: int = 0
) -> Agreement:
    """This will give Krippendorff's alpha for nominal, ordinal, interval or ratio judgements.

    ratings: coders x units, NaN = missing. draws: bootstrap draws of units for the 95% interval, 0 = none.
    Raises `NoVariation`, `NobodyAnswered` (no unit judged twice), `WrongShape`, `InvalidParameter`.
    """
    if level not in LEVELS:
        raise InvalidParameter(
            f"one of {', '.join(LEVELS)}", f"{level!r}", "codes are nominal, scales ordinal"
        )
    counts, values = _counts(ratings)
    if level == "ratio" and values.min() < 0:
        raise InvalidParameter("values of 0 or more at ratio level", f"{values.min()}", "use interval")
    return _result("alpha", ratings, counts, lambda c: _alpha(c, values, level), draws, seed)


def gwet_ac1(
    ratings: np.ndarray, *, categories: int | None = None, draws: int = 0, seed: int = 0
) -> Agreement:
    """This will give Gwet's AC1: chance agreement from the spread of the answers, stable when one prevails.

    categories: how many answers were possible; None counts those that occur.
    """
    counts, values = _counts(ratings)
    size = len(values) if categories is None else categories
    if size < 2 or size < len(values):
        raise NoVariation(
            "at least two possible answers", f"{size}", "give categories=, all possible answers"
        )
    return _result("ac1", ratings, counts, lambda c: _ac1(c, size), draws, seed)


def fleiss_kappa(ratings: np.ndarray, *, draws: int = 0, seed: int = 0) -> Agreement:
    """This will give Fleiss' kappa, in Gwet's form for missing judgements."""
    counts, _ = _counts(ratings)
    return _result("fleiss", ratings, counts, _fleiss, draws, seed)


def cohen_kappa(ratings: np.ndarray, *, draws: int = 0, seed: int = 0) -> Agreement:
    """This will give Cohen's kappa of exactly two coders, over the units both judged."""
    checked = _checked(ratings)
    if len(checked) != 2:
        raise WrongShape("two coders", f"{len(checked)}", "use fleiss_kappa or krippendorff_alpha")
    both = checked[:, ~np.isnan(checked).any(axis=0)]
    _, values = _counts(both)
    tables = np.stack([np.outer(a == values, b == values) for a, b in both.T]).astype(float)
    return _result("cohen", both, tables, _cohen, draws, seed)


def raw_agreement(ratings: np.ndarray, *, draws: int = 0, seed: int = 0) -> Agreement:
    """This will give the share of pairs of judgements of one unit that are the same, not corrected for chance."""
    counts, _ = _counts(ratings)
    return _result("raw", ratings, counts, _observed, draws, seed)


def per_code(
    marks: Mapping[str, np.ndarray],
    *,
    draws: int = 0,
    seed: int = 0,
    minimum_positives: int = MINIMUM_POSITIVES,
) -> tuple[CodeAgreement, ...]:
    """This will judge each code on its own: raw agreement, alpha, AC1, and how often it was given.

    marks: per code an array coders x units with 1 = given, 0 = not given, NaN = not judged.
    """
    return tuple(
        _one_code(code, np.asarray(given, float), draws, seed, minimum_positives)
        for code, given in marks.items()
    )


def split_by_code(ratings: np.ndarray, *, codes: Mapping[str, float]) -> dict[str, np.ndarray]:
    """This will turn one-code-per-unit judgements into given / not given per code, for `per_code`.

    codes: label of each code with its value in `ratings`.
    """
    checked = _checked(ratings)
    missing = np.isnan(checked)
    return {label: np.where(missing, np.nan, (checked == value) * 1.0) for label, value in codes.items()}


def verdict(value: float) -> Verdict:
    """This will say what a coefficient allows: .80 publish, .667 with care, else code again."""
    if value >= PUBLISH:
        return Verdict.PUBLISH
    return Verdict.TENTATIVE if value >= TENTATIVE else Verdict.INSUFFICIENT


def _one_code(code: str, given: np.ndarray, draws: int, seed: int, minimum: int) -> CodeAgreement:
    if not np.isin(given[~np.isnan(given)], (0.0, 1.0)).all():
        raise InvalidParameter(
            "1 (given), 0 (not given) or NaN", f"other values for {code}", "use split_by_code"
        )
    raw = raw_agreement(given)
    positives = int(np.nansum(given))
    reasons = [Reason.FEW_POSITIVES] if positives < minimum else []
    ac1 = gwet_ac1(given, categories=2, draws=draws, seed=seed)
    try:
        alpha = krippendorff_alpha(given, draws=draws, seed=seed)
    except NoVariation:
        return CodeAgreement(
            code, raw.value, None, ac1, positives, raw.units, (*reasons, Reason.NO_VARIATION)
        )
    if raw.value >= PUBLISH and alpha.value < TENTATIVE:
        reasons.append(Reason.KAPPA_PARADOX)
    return CodeAgreement(code, raw.value, alpha, ac1, positives, raw.units, tuple(reasons))


def _checked(ratings: np.ndarray) -> np.ndarray:
    array = np.asarray(ratings, float)
    if array.ndim != 2 or array.shape[0] < 2:
        raise WrongShape(
            "coders x units with at least two coders", f"shape {array.shape}", "one row per coder"
        )
    if np.isinf(array).any():
        raise NotANumber("judgements or NaN for missing", "an infinite value", "use NaN where nobody judged")
    return array


def _counts(ratings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Judgements per unit and value (units x values), of all units that anybody judged."""
    array = _checked(ratings)
    judged = (~np.isnan(array)).sum(axis=0)
    if not (judged >= 2).any():
        raise NobodyAnswered("a unit judged by two coders", "none", "let two coders judge the same units")
    array = array[:, judged >= 1]
    values = np.unique(array[~np.isnan(array)])
    return (array[:, :, None] == values).sum(axis=0).astype(float), values


def _result(
    name: str,
    ratings: np.ndarray,
    counts: np.ndarray,
    compute: Callable[[np.ndarray], float | None],
    draws: int,
    seed: int,
) -> Agreement:
    value = compute(counts)
    if value is None:
        raise NoVariation("at least two different answers", "all the same", "show raw agreement instead")
    judged = ~np.isnan(_checked(ratings))
    compared = judged[:, judged.sum(axis=0) >= 2]
    coders, judgements = int(judged.any(axis=1).sum()), int(compared.sum())
    found = Agreement(name, value, None, None, compared.shape[1], coders, judgements, verdict(value))
    return found if draws == 0 else _with_interval(found, counts, compute, draws, seed)


def _with_interval(
    found: Agreement, counts: np.ndarray, compute: Callable[[np.ndarray], float | None], draws: int, seed: int
) -> Agreement:
    if draws < 100:
        raise InvalidParameter("at least 100 draws", f"{draws}", "2000 is usual; 0 leaves the interval out")
    random = np.random.default_rng(seed)
    drawn = [compute(counts[random.integers(0, len(counts), len(counts))]) for _ in range(draws)]
    kept = [d for d in drawn if d is not None]
    if not kept:
        return replace(found, reasons=(Reason.NO_VARIATION,))
    lower, upper = (float(x) for x in np.quantile(kept, (0.025, 0.975)))
    reasons = [Reason.SOME_DRAWS_LEFT_OUT] if len(kept) < draws else []
    if verdict(lower) != found.verdict:
        reasons.append(Reason.INTERVAL_BELOW_BOUND)
    return replace(found, lower=lower, upper=upper, reasons=tuple(reasons))


def _alpha(counts: np.ndarray, values: np.ndarray, level: str) -> float | None:
    """1 - observed / expected disagreement over the coincidences of values within units."""
    counts = _paired(counts)
    scaled = counts / (counts.sum(axis=1) - 1)[:, None]
    coincidences = scaled.T @ counts - np.diag(scaled.sum(axis=0))
    totals = coincidences.sum(axis=1)
    distance = _distance(values, totals, level)
    expected = float(totals @ distance @ totals)
    if expected <= 0:
        return None
    return float(1 - (totals.sum() - 1) * (coincidences * distance).sum() / expected)


def _distance(values: np.ndarray, totals: np.ndarray, level: str) -> np.ndarray:
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    if level == "ordinal":
        middle = np.cumsum(totals) - totals / 2
        return np.subtract.outer(middle, middle) ** 2
    difference = np.subtract.outer(values, values)
    if level == "interval":
        return np.asarray(difference**2)
    total = np.add.outer(values, values)
    return np.asarray(np.divide(difference, total, out=np.zeros_like(total), where=total != 0) ** 2)


def _paired(counts: np.ndarray) -> np.ndarray:
    """Only units judged at least twice can show agreement."""
    return np.asarray(counts[counts.sum(axis=1) >= 2])


def _observed(counts: np.ndarray) -> float | None:
    counts = _paired(counts)
    if len(counts) == 0:
        return None
    judged = counts.sum(axis=1)
    return float(((counts * (counts - 1)).sum(axis=1) / (judged * (judged - 1))).mean())


def _shares(counts: np.ndarray) -> np.ndarray:
    """How often each answer is given; a unit judged once counts here too (Gwet 2014)."""
    return np.asarray((counts / counts.sum(axis=1, keepdims=True)).mean(axis=0))


def _corrected(observed: float | None, chance: float) -> float | None:
    return None if observed is None or chance >= 1 - 1e-12 else (observed - chance) / (1 - chance)


def _ac1(counts: np.ndarray, categories: int) -> float | None:
    shares = _shares(counts)
    return _corrected(_observed(counts), float((shares * (1 - shares)).sum() / (categories - 1)))


def _fleiss(counts: np.ndarray) -> float | None:
    return _corrected(_observed(counts), float((_shares(counts) ** 2).sum()))


def _cohen(tables: np.ndarray) -> float | None:
    shares = tables.mean(axis=0)
    return _corrected(float(np.trace(shares)), float(shares.sum(axis=0) @ shares.sum(axis=1)))
