"""Everything published, as one set of linear (in)equalities, and the bounds it puts on each unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from needs_assessment.errors import MethodError

if TYPE_CHECKING:
    from scipy.sparse import csr_array


class FiguresContradict(MethodError):
    """No set of numbers agrees with everything published: a figure or a sum is wrong."""

    code = "figures_contradict"


@dataclass(frozen=True)
class System:
    """Unknowns between `low` and `high`, with `equal @ x = 0` and `below @ x <= 0`."""

    low: np.ndarray
    high: np.ndarray
    equal: csr_array
    below: csr_array

    def bounds(self, wanted: Iterable[int], *, integer: bool = False) -> dict[int, tuple[float, float]]:
        """This will give the smallest and largest value each wanted unknown can have, given all the rest.

        Unknowns that no rule joins are solved apart. `integer` asks for whole numbers (slower, sharper).
        """
        group = self._groups()
        found = {}
        members: dict[int, list[int]] = {}
        for unknown in wanted:
            members.setdefault(int(group[unknown]), []).append(int(unknown))
        for label, unknowns in members.items():
            part = np.flatnonzero(group == label)
            found.update(self._solve_part(part, unknowns, integer=integer))
        return found

    def _groups(self) -> np.ndarray:
        from scipy.sparse.csgraph import connected_components

        touch = [abs(m).T @ abs(m) for m in (self.equal, self.below)]
        return np.asarray(connected_components(touch[0] + touch[1], directed=False)[1])

    def _solve_part(
        self, part: np.ndarray, unknowns: list[int], *, integer: bool
    ) -> dict[int, tuple[float, float]]:
        low, high = self.low[part], self.high[part]
        equal, below = (_rows_within(m, part) for m in (self.equal, self.below))
        place = {int(u): k for k, u in enumerate(part)}
        found = {}
        for unknown in unknowns:
            cost = np.zeros(len(part))
            cost[place[unknown]] = 1.0
            ends = [
                sign * _optimum(sign * cost, equal, below, low, high, integer=integer) for sign in (1.0, -1.0)
            ]
            found[unknown] = (ends[0] + 0.0, ends[1] + 0.0)
        return found


def _rows_within(matrix: csr_array, part: np.ndarray) -> csr_array:
    columns = matrix[:, part]
    return columns[np.flatnonzero(np.diff(columns.indptr))]


def _optimum(
    cost: np.ndarray, equal: csr_array, below: csr_array, low: np.ndarray, high: np.ndarray, *, integer: bool
) -> float:
    from scipy.optimize import Bounds, LinearConstraint, linprog, milp

    if integer:
        rules = [LinearConstraint(m, bottom, 0) for m, bottom in ((equal, 0), (below, -np.inf)) if m.shape[0]]
        answer = milp(cost, constraints=rules, bounds=Bounds(low, high), integrality=np.ones(len(cost)))
    else:
        answer = linprog(
            cost,
            A_eq=equal if equal.shape[0] else None,
            b_eq=np.zeros(equal.shape[0]) if equal.shape[0] else None,
            A_ub=below if below.shape[0] else None,
            b_ub=np.zeros(below.shape[0]) if below.shape[0] else None,
            bounds=np.column_stack([low, high]),
            method="highs",
        )
    if answer.x is None:
        raise FiguresContradict("figures that can all be true", answer.message, "check sums and rounding")
    return float(answer.fun)
