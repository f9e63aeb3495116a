"""The attacker: what an outsider, or one of the group, can work out from everything published together.

Every hidden or rounded number gets the smallest and largest value that agrees with all figures, bases, sums
and public sizes at once, by linear programs over linked tables. Source: Fischetti & Salazar (2001); the ones
and zeros of section 7: where zeros are printed, a hidden number is at least one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from needs_assessment.disclosure.system import System
from needs_assessment.errors import InvalidParameter

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Key = tuple[str, str, str]


class Attackable(Protocol):
    """Anything published that can be attacked: rounded shares or counts with hidden cells."""

    def bounds(self, **knowledge: object) -> dict[Any, tuple[float, float]]:
        """This will give the bounds of every hidden or rounded number."""
        ...


@dataclass(frozen=True)
class Sum:
    """One figure that is the whole of others: `sizes` are the public sizes of the parts for weighted shares.

    Without sizes the counts add up; with sizes the shares do, weighted by them. Bases add up in both.
    `slack`, `base_slack`: how far the sum and the bases may be off (weighting, answers left out); 0 = exact.
    """

    total: Key
    parts: tuple[Key, ...]
    sizes: tuple[float, ...] | None = None
    slack: float = 0.0
    base_slack: float = 0.0


@dataclass(frozen=True)
class Published:
    """All that is shown: per figure the class of its share and the bounds of its base, and which add up."""

    shares: Mapping[Key, tuple[float, float]]
    bases: Mapping[Key, tuple[float, float]]
    sums: tuple[Sum, ...] = ()

    def bounds(
        self,
        *,
        attendance: Mapping[Key, float] | None = None,
        knows: Mapping[Key, tuple[int, int]] | None = None,
    ) -> dict[Key, tuple[float, float]]:
        """This will bound the number of municipalities in need behind each figure.

        attendance: bases the attacker knows exactly (who was there is often public). knows: per figure how
        many municipalities the attacker knows to need it and not to (the own answer); the bounds are then
        about the others.
        """
        keys = list(self.shares)
        base = {k: self._base(k, attendance) for k in keys}
        unknown = self._weighted_keys()
        system = self._system(keys, base=base, weighted=unknown, knows=knows or {})
        found = system.bounds(range(len(keys)))
        return {
            k: self._count(found[i], base[k], k in unknown, (knows or {}).get(k, (0, 0)))
            for i, k in enumerate(keys)
        }

    def _base(self, key: Key, attendance: Mapping[Key, float] | None) -> tuple[float, float]:
        if attendance is not None and key in attendance:
            return float(attendance[key]), float(attendance[key])
        return self.bases[key]

    def _weighted_keys(self) -> set[Key]:
        weighted = {k for s in self.sums if s.sizes for k in (s.total, *s.parts)}
        plain = {k for s in self.sums if not s.sizes for k in (s.total, *s.parts)}
        if weighted & plain:
            raise InvalidParameter(
                "one kind of sum per figure", "counts and weighted shares mixed", "link alike"
            )
        return weighted

    def _system(
        self,
        keys: list[Key],
        *,
        base: Mapping[Key, tuple[float, float]],
        weighted: set[Key],
        knows: Mapping[Key, tuple[int, int]],
    ) -> System:
        """Unknowns: the count (or weighted share) of each figure, then its base, then the slack of each sum."""
        size, place = len(keys), {k: i for i, k in enumerate(keys)}
        slack = np.array([v for rule in self.sums for v in (rule.slack, rule.base_slack)])
        low, high = (np.concatenate([np.zeros(2 * size), sign * slack]) for sign in (-1.0, 1.0))
        below: list[dict[int, float]] = []
        for i, key in enumerate(keys):
            (a, b), (few, many) = self.shares[key], base[key]
            low[size + i], high[size + i] = few, many
            if key in weighted:
                low[i], high[i] = a, b
                continue
            yes, no = knows.get(key, (0, 0))
            low[i], high[i] = max(a * few, yes), min(b * many, many - no)
            # a n <= k <= b n for the same n.
            below += [{i: -1.0, size + i: a}, {i: 1.0, size + i: -b}]
        equal = [
            row for r, rule in enumerate(self.sums) for row in _sum_rows(rule, place, size, 2 * (size + r))
        ]
        return System(low, high, _matrix(equal, len(low)), _matrix(below, len(low)))

    def _count(
        self,
        bound: tuple[float, float],
        base: tuple[float, float],
        weighted: bool,
        known: tuple[int, int],
    ) -> tuple[float, float]:
        low, high = bound
        if weighted:
            low, high = low * base[0], high * base[1]
        yes, no = known
        return max(low - yes, 0.0), min(high, base[1] - no) - yes


def attack(published: Attackable, **knowledge: object) -> dict[Any, tuple[float, float]]:
    """This will give, for every hidden or rounded number, the bounds an attacker can reach.

    published: `Published` (rounded shares; knowledge: `attendance=`, `knows=`) or `Suppressed` (counts with
    hidden cells; knowledge: `at_most=`, `integer=`). Raises `FiguresContradict` when no numbers fit at all.
    """
    return published.bounds(**knowledge)


def _sum_rows(rule: Sum, place: Mapping[Key, int], size: int, slack: int) -> list[dict[int, float]]:
    """Parts less total is the slack: once for the counts or weighted shares, once for the bases."""
    shares = rule.sizes or (1.0,) * len(rule.parts)
    whole = sum(shares) if rule.sizes else 1.0
    counts = {place[p]: s for p, s in zip(rule.parts, shares, strict=True)}
    bases = {size + place[p]: 1.0 for p in rule.parts}
    return [
        counts | {place[rule.total]: -whole, slack: -1.0},
        bases | {size + place[rule.total]: -1.0, slack + 1: -1.0},
    ]


def _matrix(rows: list[dict[int, float]], columns: int) -> csr_array:
    from scipy.sparse import coo_array

    places = [(r, c, v) for r, row in enumerate(rows) for c, v in row.items()]
    r, c, v = (np.array(x) for x in zip(*places, strict=True)) if places else (np.zeros(0, int),) * 3
    return coo_array((v.astype(float), (r.astype(int), c.astype(int))), shape=(len(rows), columns)).tocsr()
