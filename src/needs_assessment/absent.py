"""Do the absent differ? A permutation test with an effect size, honest when there are few.

Units that were silent and reached later are set beside those that answered at once. Nothing is assumed of
the distribution; the test is exact when all divisions can be counted. It says at once whether any outcome
could have been significant, because "no difference found" among six conversations is no finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from needs_assessment.errors import InvalidParameter, LengthsDiffer, NobodyAnswered, NotANumber
from needs_assessment.reasons import Reason

MOST_EXACT = 20_000


@dataclass(frozen=True)
class AbsentDifference:
    """The mean of the absent minus that of the present, with its p-value and interval.

    `superiority`: P(an absent unit lies above a present one), ties half; .5 = no difference. `standardized`:
    Hedges' g, None when nothing varies or there are fewer than four units. `smallest_p`: the smallest p-value
    this test could have given.
    """

    difference: float
    lower: float | None
    upper: float | None
    p_value: float
    smallest_p: float
    superiority: float
    standardized: float | None
    absent: int
    present: int
    divisions: int
    reasons: tuple[Reason, ...]


def absent_differ(
    values: np.ndarray, absent: np.ndarray, *, seed: int, draws: int = 5000, level: float = 0.95
) -> AbsentDifference:
    """This will test whether units reached later differ from those that answered, in mean.

    values: one per unit. absent: True for units that were silent and reached later. Two-sided (twice the
    smaller side); all divisions are counted when there are at most 20,000, else `draws` are drawn. The
    interval inverts the test and has None for an end that the data do not bound. Raises `LengthsDiffer`,
    `NotANumber`, `NobodyAnswered`.
    """
    numbers, late = _checked(values, absent, draws, level)
    count, units = int(late.sum()), len(numbers)
    exact = comb(units, count) <= MOST_EXACT
    chosen = _all_divisions(units, count) if exact else _drawn_divisions(late, draws, seed)
    observed = float(numbers[late].mean() - numbers[~late].mean())
    differences = _mean_differences(chosen, numbers, count)
    spread = 1e-9 * max(1.0, float(np.abs(numbers).max()))
    above, below = (differences >= observed - spread).mean(), (differences <= observed + spread).mean()
    # Twice the smaller side, not the share that lies as far from 0: only so the interval is this test inverted.
    p_value = float(min(1.0, 2 * min(above, below)))
    smallest = 2 / len(chosen)
    lower, upper = _interval(chosen, differences, late, observed, level)
    reasons = [Reason.EXACT_TEST] if exact else []
    if smallest > 1 - level:
        reasons.append(Reason.TOO_SMALL_TO_TELL)
    if np.ptp(numbers) == 0:
        reasons.append(Reason.NO_VARIATION)
    return AbsentDifference(
        difference=observed,
        lower=lower,
        upper=upper,
        p_value=p_value,
        smallest_p=smallest,
        superiority=_superiority(numbers[late], numbers[~late]),
        standardized=_hedges(numbers[late], numbers[~late], observed),
        absent=count,
        present=units - count,
        divisions=len(chosen),
        reasons=tuple(reasons),
    )


def _all_divisions(units: int, count: int) -> np.ndarray:
    places = np.array(list(combinations(range(units), count)))
    chosen = np.zeros((len(places), units), bool)
    np.put_along_axis(chosen, places, True, axis=1)
    return chosen


def _drawn_divisions(late: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """The division that happened, and random others: counting it keeps the test valid."""
    drawn = np.random.default_rng(seed).permuted(np.tile(late, (draws - 1, 1)), axis=1)
    return np.vstack([late, drawn])


def _mean_differences(chosen: np.ndarray, numbers: np.ndarray, count: int) -> np.ndarray:
    inside = chosen @ numbers
    return np.asarray(inside / count - (numbers.sum() - inside) / (len(numbers) - count))


def _interval(
    chosen: np.ndarray, differences: np.ndarray, late: np.ndarray, observed: float, level: float
) -> tuple[float | None, float | None]:
    """Shifts that the test would not reject: each other division rules out shifts beyond one value."""
    overlap = _mean_differences(chosen, late.astype(float), int(late.sum()))
    other = overlap < 1 - 1e-9
    limits = np.sort((observed - differences[other]) / (1 - overlap[other]))
    cut = int(np.floor((1 - level) / 2 * len(chosen)))
    if cut < 1:
        return None, None
    return float(limits[cut - 1]), float(limits[-cut])


def _superiority(late: np.ndarray, early: np.ndarray) -> float:
    comparison = np.sign(late[:, None] - early)
    return float((comparison.mean() + 1) / 2)


def _hedges(late: np.ndarray, early: np.ndarray, difference: float) -> float | None:
    freedom = len(late) + len(early) - 2
    squares = ((late - late.mean()) ** 2).sum() + ((early - early.mean()) ** 2).sum()
    if freedom < 2 or squares <= 0:  # with one degree of freedom the correction leaves nothing: g would be 0
        return None
    return float(difference / np.sqrt(squares / freedom) * (1 - 3 / (4 * freedom - 1)))


def _checked(
    values: np.ndarray, absent: np.ndarray, draws: int, level: float
) -> tuple[np.ndarray, np.ndarray]:
    numbers, late = np.asarray(values, float), np.asarray(absent)
    if numbers.ndim != 1 or late.shape != numbers.shape:
        raise LengthsDiffer(f"a value and a mark per unit ({numbers.shape})", f"{late.shape}", "same length")
    if not np.isfinite(numbers).all():
        raise NotANumber("a value for every unit", "a missing one", "leave the unit out")
    if late.dtype != bool:
        raise InvalidParameter("absent as booleans", str(late.dtype), "True = reached later")
    if late.all() or not late.any():
        raise NobodyAnswered("both absent and present units", "one kind only", "talk to some of the absent")
    if draws < 100 or not 0 < level < 1:
        raise InvalidParameter("at least 100 draws and a level below 1", f"{draws}, {level}", "5000 and .95")
    return numbers, late
