"""Who has not been heard, and whom to call next.

The R-indicator says how balanced the response is over what is known of everybody: R = 1 - 2 S(rho), with rho
the response propensity from a logistic model of main effects. The frame is the whole population (a census
with silent units). Steer on the coefficient of variation, because R rises by itself when response is low.
Sources: Schouten, Cobben & Bethlehem (2009); Shlomo, Skinner & Schouten (2012); CBS RISQ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from needs_assessment.absent import AbsentDifference, absent_differ
from needs_assessment.errors import InvalidParameter, LengthsDiffer, NobodyAnswered, OutsideScale
from needs_assessment.propensity import design, fit
from needs_assessment.reasons import Reason

Frame = Mapping[str, np.ndarray]


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


@dataclass(frozen=True)
class Call:
    """One unit to call: `unit` is its place in the frame, `gain` the expected fall of the cv by calling it.

    `response_change` is the predicted response plus leverage that orders the calls: smaller is better.
    """

    unit: int
    gain: float
    contact_probability: float
    response_change: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class VerifiedGain:
    """What calling was expected to bring and what it brought, in units of the cv of a linear model."""

    expected: float
    realized: float
    difference: float
    cv_before: float
    cv_after: float
    answered: int


def r_indicator(frame: Frame, responded: np.ndarray, *, variables: Sequence[str]) -> RIndicator:
    """This will tell how balanced the response is over what is known of all units, and where it is not.

    frame: one array per variable, one entry per unit of the population. responded: booleans.
    Raises `LengthsDiffer`, `InvalidParameter` (unknown variable), `NobodyAnswered`.
    """
    answered = _answers(frame, responded, variables)
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


def next_calls(
    frame: Frame,
    responded: np.ndarray,
    *,
    variables: Sequence[str],
    n: int,
    contact_probability: np.ndarray | None = None,
    crossed: bool = False,
) -> list[Call]:
    """This will list which absent units to call first so that the response becomes most balanced.

    Main effects: the smallest 2 rho + h (predicted response plus leverage). `crossed` makes one stratification
    of all variables together: then this is the smallest (2r + 1)/N, provably optimal. contact_probability: per
    unit of the frame, 0 to 1; the expected gain is the gain times this. Each call counts as answered with its
    contact probability when the following is chosen. Ties go to the first in the frame.
    """
    answered = _answers(frame, responded, variables)
    if n < 0:
        raise InvalidParameter("a number of calls of 0 or more", f"{n}", "ask for the next 10, say")
    contact = _contact(contact_probability, len(answered))
    basis = design(frame, variables, crossed=crossed).basis
    response = answered.astype(float)
    state = _Balance(basis, response)
    absent: list[int] = np.flatnonzero(~answered).tolist()
    calls: list[Call] = []
    while absent and len(calls) < n:
        change, gains = state.change(absent), state.gains(absent)
        expected = np.where(gains > 0, gains * contact[absent], gains)
        # Equal gains: the smaller change of balance decides, then the order of the frame.
        place = int(np.lexsort((np.round(change, 12), -np.round(expected, 12)))[0])
        unit = absent.pop(place)
        why = (Reason.BALANCE_GETS_WORSE,) if gains[place] <= 0 else ()
        calls.append(Call(unit, float(expected[place]), float(contact[unit]), float(change[place]), why))
        state.add(unit, contact[unit])
    return calls


def verify_gain(
    frame: Frame,
    before: np.ndarray,
    *,
    after: np.ndarray,
    variables: Sequence[str],
    expected: float,
    crossed: bool = False,
) -> VerifiedGain:
    """This will set what a round of calls brought beside what was expected of it.

    before, after: who had answered; nobody may have un-answered. expected: the sum of the gains of the calls.
    """
    first, second = _answers(frame, before, variables), _answers(frame, after, variables)
    if (first & ~second).any():
        raise InvalidParameter("responses that stay", "a response that went away", "compare in order of time")
    if not first.any():
        raise NobodyAnswered(
            "a response before the calls", "none", "gain is measured from the first answers on"
        )
    basis = design(frame, variables, crossed=crossed).basis
    old, new = (_Balance(basis, a.astype(float)).cv() for a in (first, second))
    return VerifiedGain(expected, old - new, (old - new) - expected, old, new, int((second & ~first).sum()))


class _Balance:
    """The cv of linear response propensities, kept up to date while units are added."""

    def __init__(self, basis: np.ndarray, response: np.ndarray) -> None:
        self.basis, self.units, self.total = basis, len(response), float(response.sum())
        self.predicted = basis @ (basis.T @ response)
        self.leverage = (basis**2).sum(axis=1)
        self.squares = float(self.predicted @ response)

    def change(self, units: Sequence[int]) -> np.ndarray:
        """What N x S2 gains by each unit, but for a part that is the same for all: 2 rho + h."""
        return np.asarray(2 * self.predicted[units] + self.leverage[units])

    def cv(self) -> float:
        return float(self._cv(self.squares, self.total))

    def gains(self, units: Sequence[int]) -> np.ndarray:
        # Before the first answer there is no cv; the largest possible one stands in for it.
        now = self.cv() if self.total > 0 else np.sqrt(self.units)
        return now - self._cv(self.squares + self.change(units), self.total + 1)

    def add(self, unit: int, probability: float) -> None:
        row = self.basis @ self.basis[unit]
        self.squares += probability * (2 * self.predicted[unit] + probability * self.leverage[unit])
        self.predicted = self.predicted + probability * row
        self.total += probability

    def _cv(self, squares: np.ndarray | float, total: float) -> np.ndarray:
        mean = total / self.units
        return np.sqrt(np.maximum(squares / self.units - mean**2, 0)) / mean


def _answers(frame: Frame, responded: np.ndarray, variables: Sequence[str]) -> np.ndarray:
    answered = np.asarray(responded)
    if answered.ndim != 1 or not np.isin(answered, (0, 1)).all():
        raise OutsideScale(
            "True or False per unit", f"shape {answered.shape} or other values", "one per unit"
        )
    if len(variables) == 0 or len(set(variables)) != len(variables):
        raise InvalidParameter("at least one variable, each once", f"{list(variables)}", "for instance size")
    for name in variables:
        if name not in frame:
            raise InvalidParameter(f"variables of the frame: {sorted(frame)}", f"{name!r}", "check the name")
        if len(frame[name]) != len(answered):
            raise LengthsDiffer(
                f"{len(answered)} values of {name}", f"{len(frame[name])}", "one value per unit"
            )
    return answered.astype(bool)


def _contact(probability: np.ndarray | None, units: int) -> np.ndarray:
    if probability is None:
        return np.ones(units)
    contact = np.asarray(probability, float)
    if contact.shape != (units,):
        raise LengthsDiffer(f"{units} contact probabilities", f"{contact.shape}", "one per unit of the frame")
    if not ((contact >= 0) & (contact <= 1)).all():
        raise OutsideScale("contact probabilities between 0 and 1", "others", "a share, not a percentage")
    return contact


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
    "Partial",
    "RIndicator",
    "VerifiedGain",
    "absent_differ",
    "next_calls",
    "r_indicator",
    "verify_gain",
]
