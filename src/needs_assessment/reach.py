"""Who has not been heard, and whom to call next.

The R-indicator says how balanced the response is over what is known of everybody: R = 1 - 2 S(rho), with rho
the response propensity from a logistic model of main effects. The frame is the whole population (a census
with silent units). Steer on the coefficient of variation, because R rises by itself when response is low.
Sources: Schouten, Cobben & Bethlehem (2009); Shlomo, Skinner & Schouten (2012); CBS RISQ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from needs_assessment.absent import AbsentDifference, absent_differ
from needs_assessment.calls import Call, VerifiedGain, next_calls, verify_gain
from needs_assessment.errors import NobodyAnswered
from needs_assessment.propensity import Frame, answers_of, design, fit
from needs_assessment.reasons import Reason


@dataclass(frozen=True)
class CategoryBalance:
    """One category: its size, who answered, and its part in the imbalance (unconditional: with a sign).

    A negative `unconditional` means under-represented; `conditional` is what other variables do not explain.
    """

    units: int
    responded: int
    unconditional: float
    conditional: float


@dataclass(frozen=True)
class Partial:
    """One variable's part in the imbalance, as it is and after bias adjustment, and per category."""

    unconditional: float
    unconditional_adjusted: float
    conditional: float
    conditional_adjusted: float
    categories: dict[str, CategoryBalance]


@dataclass(frozen=True)
class RIndicator:
    """How balanced the response is: 1 = perfectly, 0 = as unequal as can be. `cv` is S(rho) / mean rho.

    `cv` is bias-adjusted and bounds the standardized bias of any figure; `se` is the standard error of R, None
    where all propensities are equal: on the very edge of its range R has no normal error.
    """

    value: float
    unadjusted: float
    se: float | None
    cv: float
    cv_unadjusted: float
    response_rate: float
    responded: int
    units: int
    partial: dict[str, Partial]
    reasons: tuple[Reason, ...]


def r_indicator(frame: Frame, responded: np.ndarray, *, variables: Sequence[str]) -> RIndicator:
    """This will tell how balanced the response is over what is known of all units, and where it is not.

    frame: one array per variable, one entry per unit of the population. responded: booleans.
    Raises `LengthsDiffer`, `InvalidParameter` (unknown variable), `NobodyAnswered`.
    """
    answered = answers_of(frame, responded, variables)
    if not answered.any():
        raise NobodyAnswered("at least one response", "none", "balance can be judged after the first answers")
    model = design(frame, variables)
    fitted = fit(model, answered.astype(float))
    rho, units = fitted.rho, len(answered)
    mean = float(rho.mean())
    variance = float(((rho - mean) ** 2).sum() / (units - 1)) if units > 1 else 0.0
    keep = _bias_factor(fitted.slopes, fitted.covariance, variance)
    spread, adjusted = float(np.sqrt(variance)), float(np.sqrt(variance * keep))
    reasons = list(fitted.reasons)
    error = _standard_error(rho, fitted.slopes, fitted.covariance)
    if answered.all():
        error, reasons = 0.0, [Reason.EVERYBODY_ANSWERED]
    elif error is None:
        reasons.append(Reason.NO_VARIATION)
    return RIndicator(
        value=1 - 2 * adjusted,
        unadjusted=1 - 2 * spread,
        se=error,
        cv=adjusted / mean,
        cv_unadjusted=spread / mean,
        response_rate=mean,
        responded=int(answered.sum()),
        units=units,
        partial={v: _partial(frame, v, variables, rho, answered, keep) for v in variables},
        reasons=tuple(reasons),
    )


def _bias_factor(slopes: np.ndarray, covariance: np.ndarray, variance: float) -> float:
    """Which part of the variance of the propensities is left after taking out estimation noise."""
    noise = float(np.einsum("ij,jk,ik->", slopes, covariance, slopes)) / len(slopes)
    return max(0.0, 1 - noise / variance) if variance > 0 else 0.0


def _standard_error(rho: np.ndarray, slopes: np.ndarray, covariance: np.ndarray) -> float | None:
    units, centered = len(rho), rho - rho.mean()
    if np.abs(centered).max() < 1e-9:
        return None
    turned = slopes - slopes.mean(axis=0)
    linear = (centered[:, None] * turned).sum(axis=0) / units
    square = turned.T @ turned / units @ covariance
    variance = 4 * linear @ covariance @ linear + 2 * np.trace(square @ square)
    return float(np.sqrt(max(variance, 0.0) / ((centered**2).sum() / units)))


def _partial(
    frame: Frame, variable: str, variables: Sequence[str], rho: np.ndarray, answered: np.ndarray, keep: float
) -> Partial:
    units, mean = len(rho), rho.mean()
    labels, group = np.unique(np.asarray(frame[variable]), return_inverse=True)
    size = np.bincount(group)
    between = np.bincount(group, rho) / size - mean
    others = [v for v in variables if v != variable]
    cell = _cells(frame, others, units)
    within = (rho - (np.bincount(cell, rho) / np.bincount(cell))[cell]) ** 2 / units
    per_category = np.bincount(group, within)
    unconditional = float(np.sqrt((size * between**2).sum() / units))
    conditional = float(np.sqrt(within.sum()))
    return Partial(
        unconditional=unconditional,
        unconditional_adjusted=unconditional * float(np.sqrt(keep)),
        conditional=conditional,
        conditional_adjusted=conditional * float(np.sqrt(keep)),
        categories={
            str(label): CategoryBalance(
                units=int(size[k]),
                responded=int(answered[group == k].sum()),
                unconditional=float(np.sign(between[k]) * np.sqrt(size[k] * between[k] ** 2 / units)),
                conditional=float(np.sqrt(per_category[k])),
            )
            for k, label in enumerate(labels)
        },
    )


def _cells(frame: Frame, variables: Sequence[str], units: int) -> np.ndarray:
    """The cell of each unit in the crossing of variables; one cell when there are none."""
    cell = np.zeros(units, int)
    for variable in variables:
        codes = np.unique(np.asarray(frame[variable]), return_inverse=True)[1]
        cell = np.unique(cell * (codes.max() + 1) + codes, return_inverse=True)[1]
    return cell


__all__ = [
    "AbsentDifference",
    "Call",
    "CategoryBalance",
    "Frame",
    "Partial",
    "RIndicator",
    "VerifiedGain",
    "absent_differ",
    "next_calls",
    "r_indicator",
    "verify_gain",
]
