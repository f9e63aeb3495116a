"""While a survey runs: how sure its figures will be, and what asking again is expected to bring.

A look ahead is a range, not a promise: from "nobody answers any more" to "the pace of the last days stays".
Response slows down in nearly every survey, so the truth lies between them as a rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from needs_assessment.errors import InvalidParameter, LengthsDiffer, NobodyAnswered, OutsideScale
from needs_assessment.propensity import design, fit
from needs_assessment.reach import Frame, next_calls
from needs_assessment.weighting import effective_size

Z = 1.959963984540054
OWN = 0.5  # how far the chance of a unit follows its own group; the rest follows all units


@dataclass(frozen=True)
class Outlook:
    """Answers and the largest 95% margin of a share: now, and at closing when the pace stays."""

    answered: int
    units: int
    margin: float
    answered_at_pace: int
    margin_at_pace: float


@dataclass(frozen=True)
class Ask:
    """One silent unit to ask again: the gain if it answers, the chance that it does, and their product."""

    unit: int
    gain: float
    chance: float
    expected: float


def outlook(
    frame: Frame, answered: np.ndarray, *, variables: Sequence[str], pace: float, days: int
) -> Outlook:
    """This will tell how sure a share is now, and at closing if as many units a day go on answering.

    Formula: 1.96 x sqrt(1/4 / effective number x (1 - answered/units)): half of the units in need, the widest
    case. Answers count unequally as one over their response propensity. pace: units a day; days: until closing.
    Raises `NobodyAnswered`, `InvalidParameter`. Source: Kish (1965), sections 2.4 and 11.7.
    """
    mask = np.asarray(answered, bool)
    if not mask.any():
        raise NobodyAnswered("at least one response", "none", "look again after the first answers")
    if pace < 0 or days < 0:
        raise InvalidParameter("a pace and days of 0 or more", f"{pace}, {days}", "count from today")
    units, now = len(mask), int(mask.sum())
    rho = fit(design(frame, variables), mask.astype(float)).rho
    worth = effective_size(1 / rho[mask]) / now
    then = min(units, now + round(pace * days))
    return Outlook(now, units, _margin(now, units, worth), then, _margin(then, units, worth))


def _margin(answered: int, units: int, worth: float) -> float:
    """No share is farther off than half: with a handful of answers anything is possible."""
    return min(0.5, Z * float(np.sqrt(0.25 / (answered * worth) * (1 - answered / units))))


def chances(frame: Frame, answered: np.ndarray, *, variables: Sequence[str]) -> np.ndarray:
    """This will estimate per unit the chance that asking again brings an answer.

    As many answer a reminder as answered so far: half the share of its own group, half that of all units, so
    that a group of which nobody answered is not given up.
    """
    mask = np.asarray(answered, bool)
    if not mask.any():
        raise NobodyAnswered("at least one response", "none", "ask everybody first")
    rho = fit(design(frame, variables), mask.astype(float)).rho
    return np.asarray(OWN * rho + (1 - OWN) * mask.mean())


def ask_next(
    frame: Frame, answered: np.ndarray, *, variables: Sequence[str], able: np.ndarray | None = None
) -> list[Ask]:
    """This will put the silent units in the order in which asking them again is expected to bring most balance.

    able: who can be asked at all; the others are left out. Gains count in the cv of `reach.next_calls`.
    """
    mask = np.asarray(answered, bool)
    open_to = np.ones(len(mask), bool) if able is None else np.asarray(able)
    if open_to.shape != mask.shape:
        raise LengthsDiffer(f"{len(mask)} values", f"{open_to.shape}", "one per unit of the frame")
    if not np.isin(open_to, (0, 1)).all():
        raise OutsideScale("True or False per unit", "other values", "say who can be asked")
    open_to = open_to.astype(bool)
    chance = np.where(open_to, chances(frame, mask, variables=variables), 0.0)
    calls = next_calls(frame, mask, variables=variables, n=int((~mask).sum()), contact_probability=chance)
    return [
        Ask(call.unit, _if_answered(call.gain, chance[call.unit]), float(chance[call.unit]), call.gain)
        for call in calls
        if open_to[call.unit]
    ]


def _if_answered(expected: float, chance: float) -> float:
    """A gain below zero was not multiplied by its chance: see `reach.next_calls`."""
    return expected / chance if expected > 0 else expected
