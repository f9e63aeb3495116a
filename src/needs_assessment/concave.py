"""The joint allocation: one concave program over all topics, solved exactly by an interior-point method.

Maximize the sum over cells of need x (s - s^2 / 2), with s the effectively served share of a cell: the first
served of a cell count most, and the answer per cell is unique, so that no published figure hangs on the
order of the rows. Offers may not give more places than they have, cells take no more than they need.

Each step solves a system that is block-diagonal by cell but for one row per offer; so the work per step is
one matrix of offers x offers (Mehrotra's predictor-corrector; Nocedal & Wright 2006, chapters 14 and 16).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from needs_assessment.errors import MethodError

ROUNDS = 100
TOLERANCE = 1e-12
ACCEPTED = 1e-4
# Solving again for what is left over wins back the digits lost near the optimum.
REFINEMENTS = 1


class AllocationNotSolved(MethodError):
    """The program behind an allocation found no answer."""

    code = "allocation_not_solved"


@dataclass(frozen=True)
class _Program:
    """The pairs that may be served and the limits: offers first, then cells."""

    offer: np.ndarray
    cell: np.ndarray
    quality: np.ndarray
    need: np.ndarray
    limits: np.ndarray

    @property
    def offers(self) -> int:
        return len(self.limits) - len(self.need)

    def used(self, places: np.ndarray) -> np.ndarray:
        """Places per offer, then per cell."""
        return np.concatenate(
            [np.bincount(self.offer, places, self.offers), np.bincount(self.cell, places, len(self.need))]
        )

    def priced(self, prices: np.ndarray) -> np.ndarray:
        """The price of a place of each pair: its offer's plus its cell's."""
        return np.asarray(prices[self.offer] + prices[self.offers + self.cell])

    def slope(self, places: np.ndarray) -> np.ndarray:
        """What one place more of each pair would cost in utility (negative: it gains)."""
        served = np.bincount(self.cell, self.quality * places, len(self.need))
        return np.asarray(self.quality * (served / self.need - 1)[self.cell])


def allocate(
    need: np.ndarray, capacity: np.ndarray, quality: np.ndarray, offer: np.ndarray, cell: np.ndarray
) -> np.ndarray:
    """This will find the places per eligible pair that serve most, the worst served cells first.

    need: per cell; capacity, quality: per offer; offer, cell: the eligible pairs. Returns places, one per pair.
    Raises `AllocationNotSolved`.
    """
    places = np.zeros(len(offer))
    useful = (need[cell] > 0) & (capacity[offer] > 0) & (quality[offer] > 0)
    if not useful.any():
        return places
    offers, o = np.unique(offer[useful], return_inverse=True)
    cells, c = np.unique(cell[useful], return_inverse=True)
    scale = float(need[cells].mean())
    limits = np.concatenate([capacity[offers], need[cells]]) / scale
    program = _Program(o, c, quality[offers][o], need[cells] / scale, limits)
    places[useful] = _interior_point(program) * scale
    return places


@np.errstate(over="ignore", invalid="ignore")
def _interior_point(program: _Program) -> np.ndarray:
    """Follow the central path: places x and slack s against reduced costs z and prices y, all positive."""
    per_cell = np.bincount(program.cell)[program.cell]
    x = 0.5 * np.minimum(program.limits[program.offers + program.cell], 1.0) / per_cell
    x = np.minimum(x, 0.5 * (program.limits[: program.offers] / np.bincount(program.offer))[program.offer])
    s = program.limits - program.used(x)
    z, y = np.full(len(x), 1.0), np.full(len(s), 1.0)
    best, best_error = x, np.inf
    for _ in range(ROUNDS):
        dual = -(program.slope(x) + program.priced(y) - z)
        primal = program.limits - program.used(x) - s
        gap = (x @ z + s @ y) / (len(x) + len(s))
        error = max(np.sqrt(gap), np.abs(dual).max(), np.abs(primal).max())
        best_error, best = min((best_error, best), (error, x), key=lambda found: found[0])
        # Near the optimum the arithmetic runs out of digits: keep the best point instead of wandering off.
        if gap < TOLERANCE or not error <= 100 * best_error:
            break
        try:
            solve = _Step(program, x, s, z, y).solve
        except RuntimeError:  # exactly singular: the last digit is used up, as where places equal the need
            break
        dx, ds, dz, dy = solve(dual, primal, -x * z, -s * y)
        step = min(_longest(x, dx), _longest(s, ds)), min(_longest(z, dz), _longest(y, dy))
        ahead = ((x + step[0] * dx) @ (z + step[1] * dz) + (s + step[0] * ds) @ (y + step[1] * dy)) / (
            len(x) + len(s)
        )
        aim = (ahead / gap) ** 3 * gap
        dx, ds, dz, dy = solve(dual, primal, aim - x * z - dx * dz, aim - s * y - ds * dy)
        length = 0.995 * min(_longest(x, dx), _longest(s, ds), _longest(z, dz), _longest(y, dy))
        x, s, z, y = x + length * dx, s + length * ds, z + length * dz, y + length * dy
    if best_error > ACCEPTED:
        raise AllocationNotSolved(
            "an optimal allocation", f"an error of {best_error:.1g}", "check the capacities"
        )
    return _feasible(program, best)


class _Step:
    """The linear system of one step, factored once and solved for several right-hand sides.

    Per cell it is a diagonal, the limit of the need (1 1') and the curvature of the utility (q q'); these are
    taken out one after the other and about their means, because plain sums of squares lose all digits near
    the optimum. Prices are unknowns of their own for the same reason.
    """

    def __init__(self, program: _Program, x: np.ndarray, s: np.ndarray, z: np.ndarray, y: np.ndarray) -> None:
        from scipy.sparse import csr_array, diags_array
        from scipy.sparse.linalg import splu

        self.program, self.x, self.s, self.z, self.y = program, x, s, z, y
        offer, cell, q = program.offer, program.cell, program.quality
        self.light, self.weight = x / z, y / s
        self.loose = 1 / self.weight[program.offers :]
        self.whole = self._per_cell(self.light) + self.loose
        self.mean = self._per_cell(q * self.light) / self.whole
        self.apart = q - self.mean[cell]
        self.curve = program.need + self._per_cell(self.light * self.apart**2) + self.mean**2 * self.loose
        shape = (program.offers, len(program.need))
        level, slant = (
            csr_array((v / np.sqrt(w)[cell], (offer, cell)), shape=shape)
            for v, w in ((self.light, self.whole), (self.light * self.apart, self.curve))
        )
        own = diags_array(self._per_offer(self.light) + 1 / self.weight[: program.offers])
        # A sparse factor of one row per offer stays on one thread, so that a busy machine does not stall it.
        self.factor = splu((own - level @ level.T - slant @ slant.T).tocsc(), permc_spec="MMD_AT_PLUS_A")

    def solve(
        self, dual: np.ndarray, primal: np.ndarray, xz: np.ndarray, sy: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Changes of places, slack, reduced costs and prices that undo the four residuals."""
        start = (sy - self.y * primal) / self.s
        right = dual + xz / self.x - self.program.priced(start)
        dx, dw = self._invert(right, np.zeros(len(self.s)))
        for _ in range(REFINEMENTS):
            more, dearer = self._invert(*self._left_over(right, dx, dw))
            dx, dw = dx + more, dw + dearer
        dy = start + dw
        return dx, (sy - self.s * dy) / self.y, (xz - self.z * dx) / self.x, dy

    def _invert(self, right: np.ndarray, off: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Places and prices; `off` is by how much the use of each offer and cell must still change."""
        offers = self.program.offers
        part, _ = self._by_cell(right, off[offers:])
        joint = self.factor.solve(self._per_offer(part) - off[:offers])
        places, prices = self._by_cell(right - joint[self.program.offer], off[offers:])
        return places, np.concatenate([joint, prices])

    def _by_cell(self, v: np.ndarray, off: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        cell, light = self.program.cell, self.light
        middle = (self._per_cell(light * v) - off) / self.whole
        rest = v - middle[cell]
        bend = self._per_cell(light * self.apart * rest) + self.mean * (off + middle * self.loose)
        bend /= self.curve
        return light * (rest - self.apart * bend[cell]), middle - self.mean * bend

    def _left_over(
        self, right: np.ndarray, places: np.ndarray, prices: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """What a solution leaves unsolved."""
        program = self.program
        curved = program.quality * (self._per_cell(program.quality * places) / program.need)[program.cell]
        first = right - places / self.light - curved - program.priced(prices)
        return first, prices / self.weight - program.used(places)

    def _per_cell(self, v: np.ndarray) -> np.ndarray:
        return np.bincount(self.program.cell, v, len(self.program.need))

    def _per_offer(self, v: np.ndarray) -> np.ndarray:
        return np.bincount(self.program.offer, v, self.program.offers)


def _longest(value: np.ndarray, change: np.ndarray) -> float:
    """How far (at most 1) a positive value can follow a change and stay positive."""
    falling = change < 0
    return float(min(1.0, (-value[falling] / change[falling]).min())) if falling.any() else 1.0


def _feasible(program: _Program, x: np.ndarray) -> np.ndarray:
    """Shave off what rounding put above a limit."""
    over = np.maximum(program.used(x) / program.limits, 1.0)
    return np.asarray(x / np.maximum(over[program.offer], over[program.offers + program.cell]))
