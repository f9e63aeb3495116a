"""Hiding cells of a table of exact counts: the cheapest pattern that keeps every secret wide enough.

One integer program (HiGHS): for each secret there must be two other tables that agree with all printed
numbers, one in which it is larger and one in which it is smaller by the protection asked for.
Source: Fischetti & Salazar (2001).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from needs_assessment.disclosure.system import System
from needs_assessment.errors import InvalidParameter, MethodError, NegativeWeight, WrongShape

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csr_array


class UnableToSuppress(MethodError):
    """No pattern of hidden cells protects every secret."""

    code = "unable_to_suppress"


@dataclass(frozen=True)
class Suppressed:
    """A table with its margins and which cells are hidden. `counts` holds -1 in hidden cells.

    `zeros_printed`: zeros are never hidden, so that everybody knows a hidden number is at least one.
    """

    counts: np.ndarray
    hidden: np.ndarray
    cost: float
    zeros_printed: bool

    def bounds(
        self, *, at_most: float | None = None, integer: bool = False
    ) -> dict[tuple[int, ...], tuple[float, float]]:
        """This will bound each hidden number.

        at_most: a ceiling everybody knows; None takes the grand total, so it is needed when that is hidden.
        """

        from scipy.sparse import csr_array

        shape, hidden = self.counts.shape, self.hidden.ravel()
        flat = self.counts.ravel().astype(float)
        if at_most is None and hidden[-1]:
            raise InvalidParameter("at_most= when the grand total is hidden", "neither", "give a ceiling")
        ceiling = flat[-1] if at_most is None else at_most
        low = np.where(hidden, 1.0 if self.zeros_printed else 0.0, flat)
        high = np.where(hidden, ceiling, flat)
        sums = margins_matrix(shape)
        system = System(low, high, sums, csr_array((0, flat.size)))
        found = system.bounds(np.flatnonzero(hidden), integer=integer)
        return {tuple(int(i) for i in np.unravel_index(c, shape)): b for c, b in found.items()}


def suppress(
    counts: np.ndarray,
    *,
    secret: np.ndarray,
    below: np.ndarray | float,
    above: np.ndarray | float,
    cost: np.ndarray | None = None,
    zeros_printed: bool = False,
    seconds: float = 60.0,
) -> Suppressed:
    """This will hide the cheapest set of cells so that no secret can be narrowed down too far.

    counts: a table without margins (any number of axes). secret: booleans of the same shape. below, above:
    how far under and over its value each secret must stay possible. cost: of hiding each cell, margins
    included (None: the value itself, at least a little). Raises `UnableToSuppress`, `WrongShape`,
    `NegativeWeight`, `InvalidParameter`.
    """
    table = np.asarray(counts, float)
    _check(table, secret)
    full = with_margins(table)
    marked = np.zeros(full.shape, bool)
    marked[tuple(slice(0, m) for m in table.shape)] = secret
    price = np.maximum(full, 0.01) if cost is None else np.asarray(cost, float)
    if price.shape != full.shape:
        raise WrongShape(
            f"a cost per cell, margins included: {full.shape}", f"{price.shape}", "see with_margins"
        )
    down, up = (
        np.broadcast_to(np.asarray(p, float), table.shape)[np.asarray(secret, bool)] for p in (below, above)
    )
    hidden = _optimal(full, marked, down, up, price, zeros_printed=zeros_printed, seconds=seconds)
    shown = np.where(hidden, -1.0, full)
    return Suppressed(shown, hidden, float(price[hidden].sum()), zeros_printed)


def with_margins(counts: np.ndarray) -> np.ndarray:
    """This will append the totals at the end of every axis."""
    full = np.asarray(counts, float)
    for axis in range(full.ndim):
        full = np.concatenate([full, full.sum(axis, keepdims=True)], axis)
    return full


def margins_matrix(shape: tuple[int, ...]) -> csr_array:
    """This will write down which cells add up to which total: one row per sum, total with -1."""

    from scipy.sparse import coo_array

    place = np.arange(int(np.prod(shape))).reshape(shape)
    lines = [line for axis, m in enumerate(shape) for line in np.moveaxis(place, axis, -1).reshape(-1, m)]
    rows = np.concatenate([np.full(len(line), r) for r, line in enumerate(lines)])
    values = np.concatenate([np.append(np.ones(len(line) - 1), -1.0) for line in lines])
    return coo_array((values, (rows, np.concatenate(lines))), shape=(len(lines), place.size)).tocsr()


def _optimal(
    full: np.ndarray,
    marked: np.ndarray,
    down: np.ndarray,
    up: np.ndarray,
    price: np.ndarray,
    *,
    zeros_printed: bool,
    seconds: float,
) -> np.ndarray:
    """Unknowns: hide or not per cell, then per secret two tables of changes (up, down)."""

    from scipy.optimize import Bounds, milp

    flat, secrets = full.ravel(), np.flatnonzero(marked.ravel())
    if secrets.size == 0:
        return np.zeros(full.shape, bool)
    cells, tables = flat.size, 2 * secrets.size
    room_down = np.maximum(flat - (1.0 if zeros_printed else 0.0), 0.0)
    room_up = np.full(cells, flat.max())
    low = np.concatenate([marked.ravel().astype(float), -np.tile(room_down, tables)])
    may_hide = (flat > 0) | marked.ravel() if zeros_printed else np.ones(cells, bool)
    high = np.concatenate([may_hide.astype(float), np.tile(room_up, tables)])
    for k, (cell, less, more) in enumerate(zip(secrets, down, up, strict=True)):
        for table, change in ((2 * k, more), (2 * k + 1, -less)):
            at = cells * (table + 1) + cell
            low[at] = high[at] = change
    answer = milp(
        np.concatenate([price.ravel(), np.zeros(cells * tables)]),
        constraints=_rules(full.shape, tables, room_down, room_up),
        bounds=Bounds(np.minimum(low, high), high),
        integrality=np.concatenate([np.ones(cells), np.zeros(cells * tables)]),
        options={"time_limit": seconds},
    )
    if answer.x is None:
        raise UnableToSuppress("a pattern that protects every secret", "none", "ask for less protection")
    return np.asarray((answer.x[:cells] > 0.5).reshape(full.shape))


def _rules(
    shape: tuple[int, ...], tables: int, room_down: np.ndarray, room_up: np.ndarray
) -> list[LinearConstraint]:
    """Every changed table adds up, and only hidden cells change."""

    from scipy.optimize import LinearConstraint
    from scipy.sparse import block_diag, csr_array, diags_array, eye_array, hstack, vstack

    sums, cells = margins_matrix(shape), room_up.size
    add_up = hstack([csr_array((sums.shape[0] * tables, cells)), block_diag([sums] * tables)]).tocsr()
    change = eye_array(cells * tables)
    upward = hstack([vstack([diags_array(-room_up)] * tables), change]).tocsr()
    downward = hstack([vstack([diags_array(room_down)] * tables), change]).tocsr()
    return [
        LinearConstraint(add_up, 0, 0),
        LinearConstraint(upward, -np.inf, 0),
        LinearConstraint(downward, 0, np.inf),
    ]


def _check(table: np.ndarray, secret: np.ndarray) -> None:
    if table.ndim < 1 or table.size == 0 or np.asarray(secret).shape != table.shape:
        raise WrongShape(
            "a table and a mark per cell", f"{table.shape}, {np.asarray(secret).shape}", "same shape"
        )
    if np.asarray(secret).dtype != bool:
        raise InvalidParameter("secret as booleans", str(np.asarray(secret).dtype), "for instance counts < 3")
    if not (np.isfinite(table).all() and (table >= 0).all()):
        raise NegativeWeight("counts of 0 or more", "a negative or missing count", "count again")
