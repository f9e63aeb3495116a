"""The gate for one figure: round it, show its base in fives, or withhold it and say why.

A percentage in steps of 5 points hides nothing in a group of 20: one municipality is 5 points there. So the
step grows until one class of the scale holds at least `WIDTH` municipalities, for the smallest group that
the rounded base allows, and at both ends also when one of the group knows its own answer.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp, floor, log, sqrt

from needs_assessment.errors import InvalidParameter, OutsideScale
from needs_assessment.reasons import Reason

MINIMUM_CELL = 10
BASE_STEP = 5
WIDTH = 5
INSIDERS = 1
SURE = 2.0  # standard errors in an interval, rounded up
# Percentage points; each divides 100.
STEPS = (5, 10, 20, 25, 50)


@dataclass(frozen=True)
class Scale:
    """The classes a share can fall in: `edges` from 0 to 1, with a label and a value to draw for each."""

    step: int
    edges: tuple[float, ...]
    labels: tuple[str, ...]
    values: tuple[float, ...]

    def place(self, share: float) -> int:
        """This will find the class of a share; a share on an edge belongs to the class above it."""
        return min(bisect_right(self.edges, share + 1e-9) - 1, len(self.labels) - 1)

    def bounds(self, place: int) -> tuple[float, float]:
        """This will give the shares between which a class lies: all that its label tells."""
        return self.edges[place], self.edges[place + 1]


@dataclass(frozen=True)
class PublishedShare:
    """A share as everybody may see it. When `withheld`, all figures are None, the label is empty.

    `value`: to draw and sort by (at both ends the middle of the class, never 0 or 1).
    `lower`, `upper`: the interval, widened to that of the whole class and rounded outward, so that it tells no
    more than the label; None when none was given or it had to be left out.
    `base`: number of municipalities rounded to 5. `label`: "35%", "<5%", ">95%". `step`: points it is
    rounded to. `low`, `high`: what the label tells at most, for the attacker and for charts.
    """

    value: float | None
    lower: float | None
    upper: float | None
    base: int | None
    label: str
    withheld: bool
    reasons: tuple[Reason, ...]
    step: int | None = None
    low: float | None = None
    high: float | None = None


def publish_share(
    share: float | None = None,
    *,
    base: int,
    municipalities: int,
    respondents: int,
    count: float | None = None,
    lower: float | None = None,
    upper: float | None = None,
    coarser: int = 0,
) -> PublishedShare:
    """This will turn a share into what may be shown of it, or withhold it with the reasons.

    share: 0 to 1; or `count` out of `base` instead. base: size of the group the share is of; municipalities
    and respondents: how many of each stand behind it. lower, upper: the interval, both or neither.
    coarser: how many steps coarser than needed for this figure alone (linked tables ask for it).
    Raises `OutsideScale` (share, interval or counts out of range), `InvalidParameter`.
    """
    share = _share(share, count, base)
    _check(share, base, municipalities, respondents, lower, upper)
    group = min(base, municipalities)
    too_few = []
    if group < MINIMUM_CELL:
        too_few.append(Reason.TOO_FEW_MUNICIPALITIES)
    if respondents < MINIMUM_CELL:
        too_few.append(Reason.TOO_FEW_RESPONDENTS)
    if too_few:
        return withhold(*too_few)
    scale = scale_for(round_base(group), coarser=coarser)
    if scale is None:
        return withhold(Reason.TOO_NARROW)
    return _shown(share, scale, base=round_base(base), lower=lower, upper=upper)


def withhold(*reasons: Reason) -> PublishedShare:
    """This will make the figure that shows nothing but why."""
    return PublishedShare(None, None, None, None, "", True, reasons)


def round_base(base: float) -> int:
    """This will round a number of municipalities to the nearest five."""
    return int(BASE_STEP * ((base + BASE_STEP / 2) // BASE_STEP))


def base_bounds(rounded: int) -> tuple[int, int]:
    """This will give the smallest and largest group that is shown as this rounded base."""
    half = BASE_STEP // 2
    return max(MINIMUM_CELL, rounded - half), rounded + half


@lru_cache(maxsize=512)
def scale_for(
    rounded: int, *, coarser: int = 0, width: int = WIDTH, insiders: int = INSIDERS
) -> Scale | None:
    """This will give the finest scale whose every class hides at least `width` municipalities; None = none does."""
    smallest, _ = base_bounds(rounded)
    fitting = [s for s in STEPS if s * smallest >= 100 * width]
    for step in fitting[coarser:]:
        share = step / 100
        if share / 2 * smallest >= width + insiders:
            return _scale(step, merged=False)
        if (0.5 if step == 50 else 1.5 * share) * smallest >= width + insiders:
            return _scale(step, merged=True)
    return None


def _scale(step: int, *, merged: bool) -> Scale:
    """Classes around the multiples of a step; merged joins the two lowest and the two highest."""
    if merged and step == 50:
        return Scale(50, (0.0, 0.5, 1.0), ("<50%", "≥50%"), (0.25, 0.75))
    end = 2 * step if merged else step
    middle = range(end, 101 - end, step)
    edges = [0.0, *((m - step / 2) / 100 for m in middle), (100 - end + step / 2) / 100, 1.0]
    labels = (f"<{end}%", *(f"{m}%" for m in middle), f">{100 - end}%")
    values = (edges[1] / 2, *(m / 100 for m in middle), 1 - edges[1] / 2)
    return Scale(step, tuple(edges), labels, values)


def _shown(
    share: float, scale: Scale, *, base: int, lower: float | None, upper: float | None
) -> PublishedShare:
    place = scale.place(share)
    low, high = scale.bounds(place)
    reasons = [Reason.COARSER_PERCENTAGE] if scale.step > STEPS[0] else []
    bottom = top = None
    if lower is not None and upper is not None:
        if scale.step >= 50:
            reasons.append(Reason.INTERVAL_LEFT_OUT)
        else:
            widest = _widest(share, base, low, high, lower=lower, upper=upper)
            bottom = _outward(min(lower, widest[0]), up=False)
            top = _outward(max(upper, widest[1]), up=True)
    return PublishedShare(
        scale.values[place],
        bottom,
        top,
        base,
        scale.labels[place],
        False,
        tuple(reasons),
        scale.step,
        low,
        high,
    )


def _widest(
    share: float, base: int, low: float, high: float, *, lower: float, upper: float
) -> tuple[float, float]:
    """The interval from the low end to the high end of the class: one for all shares in it.

    Rounded as it is, an interval tells where in its class a share lies to whoever knows how intervals are made.
    """
    if upper <= lower:
        return low, high
    margin = _margin(share, base, lower, upper)
    if low <= 0 or high >= 1:
        # All alike has a margin of another kind: here the base alone decides, so that it does not show.
        margin = max(margin, SURE / sqrt(base_bounds(base)[0]))
    return _shifted(low, -margin), _shifted(high, margin)


def _margin(share: float, base: int, lower: float, upper: float) -> float:
    """The half width on the logit scale times sqrt(p (1 - p)): what depends on the answers' number alone."""
    inside = min(max(share, 0.5 / base), 1 - 0.5 / base)
    under = _logit(inside) - _logit(lower) if lower > 0 else 0.0
    over = _logit(upper) - _logit(inside) if upper < 1 else 0.0
    return max(under, over, 0.0) * sqrt(inside * (1 - inside))


def _shifted(share: float, margin: float) -> float:
    if not 0 < share < 1:
        return share
    return 1 / (1 + exp(-_logit(share) - margin / sqrt(share * (1 - share))))


def _logit(share: float) -> float:
    return log(share / (1 - share))


def _outward(value: float, *, up: bool) -> float:
    """The ends of all intervals are in fives: they follow from class and number alone, so no coarser is needed."""
    steps = 100 * value / STEPS[0]
    multiple = ceil(steps - 1e-9) if up else floor(steps + 1e-9)
    return min(1.0, max(0.0, multiple * STEPS[0] / 100))


def _share(share: float | None, count: float | None, base: int) -> float:
    if (share is None) == (count is None):
        raise InvalidParameter("a share or a count", "both or neither", "give one of them")
    if share is not None:
        return float(share)
    assert count is not None
    # An empty group is withheld below; its share is of no consequence.
    return count / base if base > 0 else 0.0


def _check(
    share: float, base: int, municipalities: int, respondents: int, lower: float | None, upper: float | None
) -> None:
    if not 0 <= share <= 1:
        raise OutsideScale("a share between 0 and 1", f"{share}", "a share, not a percentage")
    if min(base, municipalities, respondents) < 0:
        raise OutsideScale("sizes of 0 or more", "a negative one", "count again")
    if (lower is None) != (upper is None):
        raise InvalidParameter("both ends of the interval or neither", "one", "give lower= and upper=")
    if lower is not None and upper is not None and not 0 <= lower <= share + 1e-9 <= upper + 2e-9 <= 1 + 3e-9:
        raise OutsideScale(
            "0 <= lower <= share <= upper <= 1", f"{lower}, {share}, {upper}", "check the interval"
        )
