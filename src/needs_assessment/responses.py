"""From answers of people to answers of municipalities.

The unit of the method is the municipality. Colleagues of one municipality are first combined per role, then
over roles, so that ten policy advisers do not outvote one mayor; how far they differ stays visible.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from needs_assessment import inputs
from needs_assessment.design import Labels
from needs_assessment.errors import NobodyAnswered, OutsideScale, WrongShape
from needs_assessment.inputs import BoolArray, FloatArray, IntArray
from needs_assessment.reasons import Reason

APART = 2.0
SPREAD = 1.0
LEVELS = 256


@dataclass(frozen=True)
class Combined:
    """One answer per municipality and topic, and how far its colleagues differ.

    `municipalities` sorted labels; `respondents` per municipality; all others municipalities x topics:
    `values` (NaN = nobody answered this topic), `answers` how many did, `within` standard deviation of
    colleagues around the mean of their role (NaN = no role with two answers), `between` largest distance
    between two roles (NaN = one role), `differ` where they are far apart. Reason `disagreement_within` when
    that occurs anywhere.
    """

    municipalities: tuple[Hashable, ...]
    values: FloatArray
    respondents: IntArray
    answers: IntArray
    within: FloatArray
    between: FloatArray
    differ: BoolArray
    reasons: tuple[Reason, ...]


def combine(
    answers: npt.ArrayLike,
    *,
    municipalities: Labels,
    roles: Labels | None = None,
    scale: tuple[float, float] = (1, 5),
    missing: float | None = None,
) -> Combined:
    """This will combine the answers (respondents x topics) of colleagues into one per municipality and topic.

    What it answers: what does this municipality say, and do its people say the same?
    Formula: mean of the role means; a colleague who does not know (NaN, or the code `missing`) is left out
    of that topic. `differ` where two roles are 2 points or more apart, or colleagues of one role spread by
    more than 1.
    Assumptions: roles count alike. Not when: one role decides for all; then pass that role only.
    Arrays are read column by column, whole numbers tallied: a million respondents need little memory.
    Raises `OutsideScale`, `LengthsDiffer`, `NobodyAnswered`. Source: this method.
    """
    table = np.asarray(answers)
    if table.ndim != 2:
        raise WrongShape(
            "answers as respondents x topics", f"{table.ndim} dimension(s)", "one column per topic"
        )
    if table.size == 0:
        raise NobodyAnswered("at least one answer", "none", "wait for the first answer")
    place, names = inputs.codes(municipalities, name="municipalities", length=len(table))
    role, kinds = inputs.codes(
        np.zeros(len(table), int) if roles is None else roles, name="roles", length=len(table)
    )
    shape = (len(names), len(kinds))
    cell = place * shape[1] + role
    columns = [_column(table[:, at], cell, shape, scale, missing) for at in range(table.shape[1])]
    values, known, within, between = (np.stack(part, axis=1) for part in zip(*columns, strict=True))
    differ = (between >= APART) | (within > SPREAD)
    reasons = (Reason.DISAGREEMENT_WITHIN,) if differ.any() else ()
    respondents = np.bincount(place, minlength=len(names))
    return Combined(names, values, respondents, known, within, between, differ, reasons)


def _column(
    column: npt.NDArray[Any],
    cell: IntArray,
    shape: tuple[int, int],
    scale: tuple[float, float],
    missing: float | None,
) -> tuple[FloatArray, IntArray, FloatArray, FloatArray]:
    """This will combine one topic: value, number of answers, spread within roles, distance between roles."""
    length = shape[0] * shape[1]
    counts, sums, squares = _summed(column, cell, length, scale, missing)
    means = np.divide(sums, counts, out=np.full(length, np.nan), where=counts > 0)
    rest = np.maximum(squares - np.where(counts > 0, sums * means, 0), 0).reshape(shape).sum(axis=1)
    freedom = np.maximum(counts - 1, 0).reshape(shape).sum(axis=1)
    by_role, present = means.reshape(shape), (counts > 0).reshape(shape)
    spoke = present.sum(axis=1)
    unknown = np.full(shape[0], np.nan)
    value = np.divide(np.where(present, by_role, 0).sum(axis=1), spoke, out=unknown.copy(), where=spoke > 0)
    within = np.sqrt(np.divide(rest, freedom, out=unknown.copy(), where=freedom > 0))
    highest = np.where(present, by_role, -np.inf).max(axis=1)
    lowest = np.where(present, by_role, np.inf).min(axis=1)
    between = np.subtract(highest, lowest, out=unknown.copy(), where=spoke > 1)
    return value, counts.reshape(shape).sum(axis=1), within, between


def _summed(
    column: npt.NDArray[Any],
    cell: IntArray,
    length: int,
    scale: tuple[float, float],
    missing: float | None,
) -> tuple[IntArray, FloatArray, FloatArray]:
    """This will count the answers of every cell, and add them and their squares up."""
    if column.dtype.kind in "iu" and int(column.max()) - int(column.min()) < LEVELS:
        return _tallied(column, cell, length, scale, missing)
    values = column.astype(np.float64)
    known = ~np.isnan(values) if missing is None else ~(np.isnan(values) | (values == missing))
    values, at = values[known], cell[known]
    _check_scale(values, scale, missing)
    counts = np.bincount(at, minlength=length)
    sums, squares = (np.bincount(at, given, length) for given in (values, values * values))
    return counts, np.asarray(sums, dtype=np.float64), np.asarray(squares, dtype=np.float64)


def _tallied(
    column: npt.NDArray[Any],
    cell: IntArray,
    length: int,
    scale: tuple[float, float],
    missing: float | None,
) -> tuple[IntArray, FloatArray, FloatArray]:
    """This will do the same for whole numbers by tallying them: one pass, whatever the number of answers."""
    low, levels = int(column.min()), int(column.max()) - int(column.min()) + 1
    tally = np.bincount(cell * levels + column - low, minlength=length * levels).reshape(length, levels)
    values = np.arange(low, low + levels, dtype=np.float64)
    known = np.ones(levels, dtype=bool) if missing is None else values != missing
    values, tally = values[known], tally[:, known]
    _check_scale(values[tally.any(axis=0)], scale, missing)
    amounts = tally.astype(np.float64)
    return tally.sum(axis=1), amounts @ values, amounts @ values**2


def _check_scale(values: FloatArray, scale: tuple[float, float], missing: float | None) -> None:
    if len(values) and not (scale[0] <= values.min() and values.max() <= scale[1]):
        raise OutsideScale(
            f"answers from {scale[0]:g} to {scale[1]:g}, NaN or {missing} for no answer",
            f"values between {values.min():g} and {values.max():g}",
            "recode the answers, or give the scale they were asked on",
        )
