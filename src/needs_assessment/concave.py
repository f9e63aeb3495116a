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
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import splu

from needs_assessment.errors import MethodError

ROUNDS = 100
TOLERANCE = 1e-10
ACCEPTED = 1e-5
# Solving again for what is left over wins back the digits lost near the optimum.
REFINEMENTS = 2


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
        return prices[self.offer] + prices[self.offers + self.cell]

    def slope(self, places: np.ndarray) -> np.ndarray:
        """What one place more of each pair would cost in utility (negative: it gains)."""
        served = np.bincount(self.cell, self.quality * places, len(self.need))
        return self.quality * (served / self.need - 1)[self.cell]


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
        error = max(gap, np.abs(dual).max(), np.abs(primal).max())
        if error < best_error:
            best, best_error = x, error
        # Near the optimum the arithmetic runs out of digits: keep the best point instead of wandering off.
        if gap < TOLERANCE or error > 1e4 * best_error:
            break
        solve = _newton(program, x, s, z, y)
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


def _newton(program: _Program, x: np.ndarray, s: np.ndarray, z: np.ndarray, y: np.ndarray):
    """Factor the system of one step once; the function it gives back solves it for a right-hand side."""
    offer, cell, q, offers = program.offer, program.cell, program.quality, program.offers
    cells = len(program.need)
    light, weight = x / z, y / s
    # Per cell: a diagonal, the limit of the need (1 1') and the curvature of the utility (q q'), taken out one
    # after the other and about their means, because plain sums of squares lose all digits near the optimum.
    loose = 1 / weight[offers:]
    whole = np.bincount(cell, light, cells) + loose
    mean = np.bincount(cell, q * light, cells) / whole
    apart = q - mean[cell]
    curve = program.need + np.bincount(cell, light * apart**2, cells) + mean**2 * loose

    def by_cell(v: np.ndarray) -> np.ndarray:
        middle = np.bincount(cell, light * v, cells) / whole
        rest = v - middle[cell]
        bend = (np.bincount(cell, light * apart * rest, cells) + mean * middle * loose) / curve
        return light * (rest - apart * bend[cell])

    shape = (offers, cells)
    level, slant = (
        csr_array((v / np.sqrt(w)[cell], (offer, cell)), shape=shape)
        for v, w in ((light, whole), (light * apart, curve))
    )
    own = diags_array(np.bincount(offer, light, offers) + 1 / weight[:offers])
    # A sparse factor of one row per offer stays on one thread, so that a busy machine does not stall it.
    factor = splu((own - level @ level.T - slant @ slant.T).tocsc(), permc_spec="MMD_AT_PLUS_A")

    def invert(right: np.ndarray) -> np.ndarray:
        part = by_cell(right)
        joint = factor.solve(np.bincount(offer, part, offers))
        return part - by_cell(joint[offer])

    def apply(v: np.ndarray) -> np.ndarray:
        curved = q * (np.bincount(cell, q * v, cells) / program.need)[cell]
        return v / light + curved + program.priced(weight * program.used(v))

    def solve(
        dual: np.ndarray, primal: np.ndarray, xz: np.ndarray, sy: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        right = dual + xz / x - program.priced((sy - y * primal) / s)
        dx = invert(right)
        for _ in range(REFINEMENTS):
            dx = dx + invert(right - apply(dx))
        ds = primal - program.used(dx)
        return dx, ds, (xz - z * dx) / x, (sy - y * ds) / s

    return solve


def _longest(value: np.ndarray, change: np.ndarray) -> float:
    """How far (at most 1) a positive value can follow a change and stay positive."""
    falling = change < 0
    return float(min(1.0, (-value[falling] / change[falling]).min())) if falling.any() else 1.0


def _feasible(program: _Program, x: np.ndarray) -> np.ndarray:
    """Shave off what rounding put above a limit."""
    over = np.maximum(program.used(x) / program.limits, 1.0)
    return x / np.maximum(over[program.offer], over[program.offers + program.cell])
