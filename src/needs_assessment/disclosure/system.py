"""Everything published, as one set of linear (in)equalities, and the bounds it puts on each unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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

        Unknowns that no rule joins do not touch each other, so one program finds the bounds of one unknown in
        every such group at once. `integer` asks for whole numbers (slower, sharper).
        """
        found: dict[int, tuple[float, float]] = {}
        for together in self._rounds(wanted):
            lowest = self._least(together, 1.0, integer=integer)
            highest = self._least(together, -1.0, integer=integer)
            found |= {u: (float(lowest[u]), float(highest[u])) for u in together}
        return found

    def _rounds(self, wanted: Iterable[int]) -> list[list[int]]:
        """The first wanted unknown of every group, then the second of every group, and so on."""
        group = self._groups()
        seen: Counter[int] = Counter()
        rounds: list[list[int]] = []
        for unknown in wanted:
            label = int(group[unknown])
            if seen[label] == len(rounds):
                rounds.append([])
            rounds[seen[label]].append(int(unknown))
            seen[label] += 1
        return rounds

    def _least(self, unknowns: list[int], sign: float, *, integer: bool) -> np.ndarray:
        cost = np.zeros(len(self.low))
        cost[unknowns] = sign
        solve = _in_whole_numbers if integer else _in_fractions
        answer = solve(self, cost)
        if answer.x is None:
            raise FiguresContradict("figures that can all be true", "none", "check sums and rounding")
        return np.asarray(answer.x) + 0.0

    def _groups(self) -> np.ndarray:
        from scipy.sparse.csgraph import connected_components

        touch = [abs(m).T @ abs(m) for m in (self.equal, self.below)]
        return np.asarray(connected_components(touch[0] + touch[1], directed=False)[1])


def _in_fractions(system: System, cost: np.ndarray) -> Any:
    from scipy.optimize import linprog

    equal, below = (m if m.shape[0] else None for m in (system.equal, system.below))
    return linprog(
        cost,
        A_eq=equal,
        b_eq=None if equal is None else np.zeros(equal.shape[0]),
        A_ub=below,
        b_ub=None if below is None else np.zeros(below.shape[0]),
        bounds=np.column_stack([system.low, system.high]),
        method="highs",
    )


def _in_whole_numbers(system: System, cost: np.ndarray) -> Any:
    from scipy.optimize import Bounds, LinearConstraint, milp

    rules = ((system.equal, 0.0), (system.below, -np.inf))
    return milp(
        cost,
        constraints=[LinearConstraint(m, bottom, 0) for m, bottom in rules if m.shape[0]],
        bounds=Bounds(system.low, system.high),
        integrality=np.ones(len(cost)),
        options={"mip_rel_gap": 0},
    )
