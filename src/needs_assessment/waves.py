"""What changed between two waves of the survey, across municipal mergers.

The earlier wave is re-based on today's municipalities with the successor table; what cannot be compared is
named, never dropped in silence. Municipalities that answered twice make the change surer: their covariance
counts.
Source: Tam (1984), The American Statistician 38; Qualite & Tille (2008), Survey Methodology 34.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from needs_assessment import inputs
from needs_assessment.design import describe
from needs_assessment.errors import (
    InvalidParameter,
    LengthsDiffer,
    NobodyAnswered,
    SuccessionBroken,
    WavesNotComparable,
)
from needs_assessment.inputs import BoolArray, FloatArray
from needs_assessment.linearization import Estimate, quantile
from needs_assessment.reasons import Reason

Successors = Mapping[Any, Hashable | Sequence[Hashable]]


@dataclass(frozen=True)
class Wave:
    """One round: municipality codes, topic ids, and values (municipalities x topics, NaN = no answer)."""

    municipalities: tuple[Hashable, ...]
    topics: tuple[Hashable, ...]
    values: FloatArray


@dataclass(frozen=True)
class NotComparable:
    """A municipality or topic that cannot be followed from one wave to the other, and why."""

    subject: Hashable
    reason: Reason


@dataclass(frozen=True)
class Rebased:
    """A wave in today's municipalities; which were joined, and which could not be followed."""

    wave: Wave
    merged: dict[Hashable, tuple[Hashable, ...]]
    not_comparable: tuple[NotComparable, ...]


@dataclass(frozen=True)
class Change:
    """One topic: both means, the change with its interval, and how many answered in both waves."""

    topic: Hashable
    before: float
    after: float
    change: Estimate
    in_both: int


@dataclass(frozen=True)
class Comparison:
    """Changes of all topics that can be compared, mergers made, and everything that cannot be compared."""

    changes: tuple[Change, ...]
    merged: dict[Hashable, tuple[Hashable, ...]]
    not_comparable: tuple[NotComparable, ...]
    reasons: tuple[Reason, ...] = ()


def wave(values: npt.ArrayLike, *, municipalities: Sequence[Hashable], topics: Sequence[Hashable]) -> Wave:
    """This will check one round of answers: a row per municipality, a column per topic, NaN = no answer.

    Raises `LengthsDiffer`, and `InvalidParameter` when a municipality or topic appears twice.
    """
    table = inputs.matrix(values, name="values", missing=True)
    if table.shape != (len(municipalities), len(topics)):
        raise LengthsDiffer(
            f"{len(municipalities)} rows and {len(topics)} columns",
            f"{table.shape}",
            "one row per municipality",
        )
    for names, what in ((municipalities, "municipality"), (topics, "topic")):
        if len(set(names)) < len(names):
            raise InvalidParameter(
                f"every {what} once", "one twice", "combine colleagues first (responses.combine)"
            )
    return Wave(tuple(municipalities), tuple(topics), table)


def rebase(earlier: Wave, *, successors: Successors, frame: Sequence[Hashable]) -> Rebased:
    """This will carry a wave over to the municipalities of `frame` (those of today).

    What it answers: what did the predecessors of today's municipalities say?
    Formula: every code follows `successors` {old: new} until it is in the frame; predecessors that merged are
    averaged per topic over those that answered. Assumptions: predecessors count alike.
    Not when: a municipality was split over several (`{old: [new, new]}`): it is named with
    `municipality_split`; a code in neither table with `municipality_unknown`. Raises `SuccessionBroken` for
    a circle.
    Source: CBS, Gemeentelijke herindelingen (the shape of the successor table).
    """
    today = set(frame)
    homes: dict[Hashable, list[int]] = {}
    lost: list[NotComparable] = []
    for row, code in enumerate(earlier.municipalities):
        home = _follow(code, successors, today)
        if isinstance(home, Reason):
            lost.append(NotComparable(code, home))
        else:
            homes.setdefault(home, []).append(row)
    values = np.array([_average(earlier.values[rows]) for rows in homes.values()])
    merged = {
        home: tuple(earlier.municipalities[row] for row in rows)
        for home, rows in homes.items()
        if len(rows) > 1
    }
    fresh = Wave(tuple(homes), earlier.topics, values.reshape(len(homes), len(earlier.topics)))
    return Rebased(fresh, merged, tuple(lost))


def compare(
    before: Wave,
    after: Wave,
    *,
    strata: Mapping[Any, Hashable],
    successors: Successors | None = None,
    level: float = 0.95,
) -> Comparison:
    """This will estimate the change of every topic from `before` to `after`, over all municipalities of
    today.

    What it answers: did the need change, or did only other municipalities answer?
    Formula: difference of the two stratified means; variance per stratum (N_h/N)^2 [(1/n1 - 1/N) s1^2 +
    (1/n2 - 1/N) s2^2 - 2 (n12/(n1 n2) - 1/N) r s1 s2], r = correlation within strata of the n12 that
    answered twice. `strata` {municipality of today: stratum} is the whole frame, silent ones too.
    Assumptions: random response within strata in both waves. Not when: the question was worded otherwise;
    give it another topic id then, and it is named with `not_in_both_waves`.
    Raises `WavesNotComparable` when nothing is left, `SingletonStratum`, `NobodyAnswered`.
    Source: Tam (1984); Qualite & Tille (2008), Survey Methodology 34(2).
    """
    frame = _Frame.build(strata)
    old = rebase(before, successors=successors or {}, frame=list(strata))
    new = rebase(after, successors=successors or {}, frame=list(strata))
    shared = [topic for topic in old.wave.topics if topic in new.wave.topics]
    if not shared or not len(old.wave.municipalities) or not len(new.wave.municipalities):
        raise WavesNotComparable(
            "a topic and a municipality in both waves", "none", "check ids and successors"
        )
    quota = inputs.share(level, name="level")
    changes = tuple(
        _change(topic, frame.place(old.wave, topic), frame.place(new.wave, topic), frame, quota)
        for topic in shared
    )
    once = [
        NotComparable(topic, Reason.NOT_IN_BOTH_WAVES)
        for topic in (*old.wave.topics, *new.wave.topics)
        if topic not in shared
    ]
    merged = {**old.merged, **new.merged}
    reasons = (Reason.MUNICIPALITY_MERGED,) if merged else ()
    return Comparison(changes, merged, (*old.not_comparable, *new.not_comparable, *once), reasons)


@dataclass(frozen=True)
class _Frame:
    """All municipalities of today with their stratum and the size of each stratum."""

    rows: dict[Hashable, int]
    strata: tuple[Hashable, ...]
    sizes: dict[Hashable, float]

    @classmethod
    def build(cls, strata: Mapping[Any, Hashable]) -> _Frame:
        labels = list(strata.values())
        sizes: dict[Hashable, float] = {}
        for label in labels:
            sizes[label] = sizes.get(label, 0) + 1
        return cls({code: row for row, code in enumerate(strata)}, tuple(labels), sizes)

    def place(self, wave: Wave, topic: Hashable) -> FloatArray:
        """This will give the values of one topic for all municipalities of today, NaN = silent."""
        values: FloatArray = np.full(len(self.rows), np.nan)
        values[[self.rows[code] for code in wave.municipalities]] = wave.values[:, wave.topics.index(topic)]
        return np.asarray(values)

    def freedom(self, answered: BoolArray) -> int:
        """This will give the degrees of freedom of a wave, refusing silent strata and strata of one answer."""
        rows = np.flatnonzero(answered)
        design = describe(len(rows), strata=[self.strata[row] for row in rows], population=self.sizes)
        return design.freedom(np.ones(len(rows), dtype=bool))


def _follow(code: Hashable, successors: Successors, today: set[Hashable]) -> Hashable | Reason:
    seen = {code}
    while code not in today:
        if code not in successors:
            return Reason.MUNICIPALITY_UNKNOWN
        onward = successors[code]
        if isinstance(onward, (list, tuple, set)):
            if len(onward) > 1:
                return Reason.MUNICIPALITY_SPLIT
            (onward,) = onward
        if onward in seen:
            raise SuccessionBroken(
                "a successor table without a circle", f"{code!r} comes back", "correct the table"
            )
        seen.add(onward)
        code = onward
    return code


def _average(rows: FloatArray) -> FloatArray:
    known = ~np.isnan(rows)
    sums = np.where(known, rows, 0).sum(axis=0)
    unknown = np.full(rows.shape[1], np.nan)
    return np.asarray(np.divide(sums, known.sum(axis=0), out=unknown, where=known.any(axis=0)))


def _change(topic: Hashable, old: FloatArray, new: FloatArray, frame: _Frame, level: float) -> Change:
    first, second = ~np.isnan(old), ~np.isnan(new)
    if not first.any() or not second.any():
        raise NobodyAnswered(
            "an answer in both waves", f"none to {topic!r}", "leave the topic out of one wave"
        )
    freedom = min(frame.freedom(first), frame.freedom(second))
    codes, labels = inputs.codes(frame.strata, name="strata", length=len(old))
    parts = [_Part.build(old[codes == at], new[codes == at]) for at in range(len(labels))]
    population = sum(part.size for part in parts)
    shares = np.array([part.size / population for part in parts])
    before = float(shares @ [part.means[0] for part in parts])
    after = float(shares @ [part.means[1] for part in parts])
    correlation = _correlation(parts)
    variance = float(shares**2 @ [part.variance(correlation) for part in parts])
    se = float(np.sqrt(max(variance, 0.0)))
    half = quantile(freedom, level) * se
    both = int((first & second).sum())
    n = int(min(first.sum(), second.sum()))
    reasons = (Reason.TOO_LITTLE_DATA,) if n < 10 else ()
    gap = after - before
    return Change(topic, before, after, Estimate(gap, se, gap - half, gap + half, n, float(n), reasons), both)


@dataclass(frozen=True)
class _Part:
    """One stratum in both waves: size, answers, means, variances, and sums of products of the panel."""

    size: int
    n: tuple[int, int]
    in_both: int
    means: tuple[float, float]
    variances: tuple[float, float]
    products: tuple[float, float, float]

    @classmethod
    def build(cls, old: FloatArray, new: FloatArray) -> _Part:
        first, second = old[~np.isnan(old)], new[~np.isnan(new)]
        both = ~(np.isnan(old) | np.isnan(new))
        x, y = old[both], new[both]
        x, y = (x - x.mean(), y - y.mean()) if len(x) else (x, y)
        spread = tuple(float(part.var(ddof=1)) if len(part) > 1 else 0.0 for part in (first, second))
        return cls(
            len(old),
            (len(first), len(second)),
            int(both.sum()),
            (float(first.mean()), float(second.mean())),
            (spread[0], spread[1]),
            (float(x @ x), float(y @ y), float(x @ y)),
        )

    def variance(self, correlation: float) -> float:
        """This will give the variance of the difference of the two means of this stratum."""
        own = sum((1 / n - 1 / self.size) * spread for n, spread in zip(self.n, self.variances, strict=True))
        overlap = self.in_both / (self.n[0] * self.n[1]) - 1 / self.size
        return float(own - 2 * overlap * correlation * np.sqrt(self.variances[0] * self.variances[1]))


def _correlation(parts: Sequence[_Part]) -> float:
    """This will give the correlation within strata of those who answered twice; 0 when none can be told."""
    xx, yy, xy = np.array([part.products for part in parts]).sum(axis=0)
    return float(np.clip(xy / np.sqrt(xx * yy), -1, 1)) if xx > 0 and yy > 0 else 0.0
