"""Who gets a place: three ways to lay the capacity of offers over the need of cells.

Served amounts are in municipalities; "effective" means multiplied by the quality of the offer that serves.
Linear programs are solved with HiGHS; all else is sparse matrix arithmetic, so that thousands of draws of
the need cost no more than a few matrix products.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, vstack

from needs_assessment.errors import MethodError

if TYPE_CHECKING:  # coverage imports this module
    from needs_assessment.coverage import Cell, Offer

# Steps of the concave utility of the joint program: serving the first tenth of a cell counts most.
STEPS = 10
# A tiny price per place: offers are not used where they bring nothing.
PRICE = 1e-9


class AllocationNotSolved(MethodError):
    """The linear program behind an allocation found no answer."""

    code = "allocation_not_solved"


@dataclass(frozen=True)
class Plan:
    """All allocations of one set of cells and offers: effectively served municipalities per cell.

    `edges_offer`, `edges_cell` list the eligible pairs; `joint_places` and `best_places` the places per pair.
    """

    topics: tuple[str, ...]
    topic_of: np.ndarray
    sizes: np.ndarray
    need: np.ndarray
    capacity: np.ndarray
    quality: np.ndarray
    known_share: np.ndarray
    edges_offer: np.ndarray
    edges_cell: np.ndarray
    on_topic: np.ndarray
    best_places: np.ndarray
    joint_places: np.ndarray
    reachable: np.ndarray
    best: np.ndarray
    joint: np.ndarray
    proportional: np.ndarray
    known: np.ndarray

    def cells_of(self, topic: str) -> np.ndarray:
        """This will give the places of a topic's cells."""
        return np.flatnonzero(self.topic_of == self.topics.index(topic))

    def unserved(self, topic: str) -> dict[str, float]:
        """This will give the share of municipalities still unserved after each step of supply."""
        t, mine = self.topics.index(topic), self.cells_of(topic)
        need, size = float(self.need[mine].sum()), float(self.sizes[mine].sum())
        places = float(self.on_topic[t])
        served = {
            "need": 0.0,
            "offered": need if places > 0 else 0.0,
            "places": min(need, places),
            "reachable": float(self.reachable[mine].sum()),
            "best": float(self.best[mine].sum()),
            "joint": float(self.joint[mine].sum()),
            "known": float(self.known[mine].sum()),
            "proportional": float(self.proportional[mine].sum()),
        }
        return {step: max(0.0, (need - amount) / size) for step, amount in served.items()}


def plan(cells: Sequence[Cell], offers: Sequence[Offer], quality: np.ndarray) -> Plan:
    """This will lay the offers over the cells in three ways and keep who serves whom.

    quality: one per offer, 0 to 1. Offers must be valid and have at least some capacity.
    """
    topics = tuple(dict.fromkeys(c.topic for c in cells))
    index = {topic: t for t, topic in enumerate(topics)}
    topic_of = np.array([index[c.topic] for c in cells], int)
    sizes = np.array([c.municipalities for c in cells], float)
    need = sizes * np.array([c.prevalence for c in cells], float)
    # More places than all need together make no difference, and a program cannot count to infinity.
    capacity = np.minimum(np.array([o.capacity for o in offers], float), need.sum() + 1)
    offer, cell = eligible_pairs(cells, offers)
    best_places, best, reachable = _best(need, capacity, quality, offer, cell, topic_of, len(topics))
    joint_places = solve(need, capacity, quality, offer, cell, steps=STEPS)
    known_share = np.array([1.0 if o.known is None else o.known for o in offers], float)
    served = quality[offer] * joint_places
    return Plan(
        topics=topics,
        topic_of=topic_of,
        sizes=sizes,
        need=need,
        capacity=capacity,
        quality=quality,
        known_share=known_share,
        edges_offer=offer,
        edges_cell=cell,
        on_topic=_places_on_topic(topics, offers),
        best_places=best_places,
        joint_places=joint_places,
        reachable=reachable,
        best=best,
        joint=np.bincount(cell, served, len(need)),
        proportional=spread(need, capacity, quality, offer, cell),
        known=np.bincount(cell, known_share[offer] * served, len(need)),
    )


def eligible_pairs(cells: Sequence[Cell], offers: Sequence[Offer]) -> tuple[np.ndarray, np.ndarray]:
    """This will list which offer may serve which cell: topic, segment, role, form and region must fit."""
    by_topic: dict[str, list[int]] = {}
    for c, cell in enumerate(cells):
        by_topic.setdefault(cell.topic, []).append(c)
    pairs = [
        (o, c)
        for o, offer in enumerate(offers)
        for topic in dict.fromkeys(offer.topics)
        for c in by_topic.get(topic, ())
        if fits(cells[c], offer)
    ]
    return tuple(np.array(pairs, int).reshape(-1, 2).T)  # type: ignore[return-value]


def fits(cell: Cell, offer: Offer) -> bool:
    """This will tell whether an offer's role, region, form and segment suit a cell; empty suits all."""
    return (
        (not offer.segments or cell.segment in offer.segments)
        and (not offer.roles or not cell.role or cell.role in offer.roles)
        and (not offer.regions or not cell.region or cell.region in offer.regions)
        and (not offer.forms or not cell.forms or not set(cell.forms).isdisjoint(offer.forms))
    )


def solve(
    need: np.ndarray,
    capacity: np.ndarray,
    quality: np.ndarray,
    offer: np.ndarray,
    cell: np.ndarray,
    *,
    steps: int,
) -> np.ndarray:
    """This will find the places per eligible pair that serve most, the worst served cells first.

    The utility of a cell is concave in its effectively served share: slope 1 - share, in `steps` equal
    pieces (one piece = plainly as much as possible). Returns places, one per pair.
    """
    pairs, cells = len(offer), len(need)
    if pairs == 0:
        return np.zeros(0)
    slope = np.ones(1) if steps == 1 else 1 - (np.arange(steps) + 0.5) / steps
    cost = np.concatenate([np.full(pairs, PRICE), -np.tile(slope, cells)])
    limits = np.concatenate([capacity, need, np.zeros(cells)])
    high = np.concatenate([np.full(pairs, np.inf), np.repeat(need / steps, steps)])
    answer = linprog(
        cost,
        A_ub=_rows(capacity.size, cells, quality, offer, cell, steps),
        b_ub=limits,
        bounds=np.column_stack([np.zeros(high.size), high]),
        method="highs",
    )
    if answer.x is None:
        raise AllocationNotSolved("an optimal allocation", answer.message, "check needs and capacities")
    return np.maximum(answer.x[:pairs], 0.0)


def spread(
    need: np.ndarray, capacity: np.ndarray, quality: np.ndarray, offer: np.ndarray, cell: np.ndarray
) -> np.ndarray:
    """This will spread every offer over the need it may serve, in proportion, and cut at the need.

    need: cells, or cells x draws; capacity likewise offers, or offers x draws. Returns effectively served.
    """
    shape = (len(capacity), len(need))
    edges = csr_array((np.ones(len(offer)), (offer, cell)), shape=shape)
    pull = edges @ need
    rate = np.divide(
        np.broadcast_to(
            capacity.reshape(len(capacity), *[1] * (need.ndim - 1))
            if capacity.ndim < need.ndim
            else capacity,
            pull.shape,
        ),
        pull,
        out=np.zeros_like(pull),
        where=pull > 0,
    )
    raw = edges.T @ rate
    effective = edges.T @ (quality.reshape(-1, *[1] * (need.ndim - 1)) * rate)
    cut = np.divide(1.0, raw, out=np.ones_like(raw), where=raw > 1)
    return need * effective * cut


def _best(
    need: np.ndarray,
    capacity: np.ndarray,
    quality: np.ndarray,
    offer: np.ndarray,
    cell: np.ndarray,
    topic_of: np.ndarray,
    topics: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All eligible capacity for one topic at a time: places per pair, effective and plain amounts per cell."""
    places = np.zeros(len(offer))
    reachable = np.zeros(len(need))
    for t in range(topics):
        mine = np.flatnonzero(topic_of[cell] == t)
        if mine.size == 0:
            continue
        cells, local_cell = np.unique(cell[mine], return_inverse=True)
        offers, local_offer = np.unique(offer[mine], return_inverse=True)
        part = (need[cells], capacity[offers])
        places[mine] = solve(*part, quality[offers], local_offer, local_cell, steps=1)
        plain = solve(*part, np.ones(offers.size), local_offer, local_cell, steps=1)
        reachable[cells] = np.bincount(local_cell, plain, cells.size)
    return places, np.bincount(cell, quality[offer] * places, len(need)), reachable


def _places_on_topic(topics: tuple[str, ...], offers: Sequence[Offer]) -> np.ndarray:
    return np.array([sum(o.capacity for o in offers if t in o.topics) for t in topics], float)


def _rows(
    offers: int, cells: int, quality: np.ndarray, offer: np.ndarray, cell: np.ndarray, steps: int
) -> csr_array:
    """Capacity per offer, need per cell, and effective service per cell split over the utility's pieces."""
    pairs, pieces = len(offer), cells * steps
    columns = np.arange(pairs)
    upper = coo_array(
        (
            np.ones(2 * pairs),
            (np.concatenate([offer, offers + cell]), np.concatenate([columns, columns])),
        ),
        shape=(offers + cells, pairs + pieces),
    )
    lower = coo_array(
        (
            np.concatenate([-quality[offer], np.ones(pieces)]),
            (
                np.concatenate([cell, np.repeat(np.arange(cells), steps)]),
                np.concatenate([columns, pairs + np.arange(pieces)]),
            ),
        ),
        shape=(cells, pairs + pieces),
    )
    return vstack([upper, lower]).tocsr()


def follow(plan: Plan, places: np.ndarray, need: np.ndarray, *, shared: bool) -> np.ndarray:
    """This will serve other needs by a plan made before: kept where it fits, the rest spread in proportion.

    places: per eligible pair. need: cells x draws. shared: offers divide what is left over all topics; else
    each topic may use what it left itself (the `best` allocation). Returns effectively served, cells x draws.
    """
    cells, offer, cell = len(plan.sizes), plan.edges_offer, plan.edges_cell
    planned = np.bincount(cell, places, cells)[:, None]
    kept = np.divide(np.minimum(need, planned), planned, out=np.zeros_like(need), where=planned > 0)
    shape = (len(plan.capacity), cells)
    served = np.bincount(cell, plan.quality[offer] * places, cells)[:, None] * kept
    left_need = np.maximum(need - planned * kept, 0)
    if shared:
        used = csr_array((places, (offer, cell)), shape=shape) @ kept
        left = np.maximum(plan.capacity[:, None] - used, 0)
        return served + spread(left_need, left, plan.quality, offer, cell)
    for t in range(len(plan.topics)):
        mine, pairs = np.flatnonzero(plan.topic_of == t), plan.topic_of[cell] == t
        used = csr_array((places[pairs], (offer[pairs], cell[pairs])), shape=shape) @ kept
        left = np.maximum(plan.capacity[:, None] - used, 0)
        served[mine] += spread(left_need, left, plan.quality, offer[pairs], cell[pairs])[mine]
    return served
