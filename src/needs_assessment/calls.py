"""Whom to call next, and what the calls brought: the silent units whose answer makes the response most balanced.

Steer on the coefficient of variation, because R rises by itself when response is low. Source: Schouten, Cobben &
Bethlehem (2009); Shlomo, Skinner & Schouten (2012).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from needs_assessment.errors import InvalidParameter, LengthsDiffer, NobodyAnswered, OutsideScale
from needs_assessment.propensity import Frame, answers_of, design
from needs_assessment.reasons import Reason


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
    answered = answers_of(frame, responded, variables)
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
    first, second = answers_of(frame, before, variables), answers_of(frame, after, variables)
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


def _contact(probability: np.ndarray | None, units: int) -> np.ndarray:
    if probability is None:
        return np.ones(units)
    contact = np.asarray(probability, float)
    if contact.shape != (units,):
        raise LengthsDiffer(f"{units} contact probabilities", f"{contact.shape}", "one per unit of the frame")
    if not ((contact >= 0) & (contact <= 1)).all():
        raise OutsideScale("contact probabilities between 0 and 1", "others", "a share, not a percentage")
    return contact
