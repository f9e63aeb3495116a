"""Who gets a place: three ways to lay the capacity of offers over the need of cells.

Served amounts are in municipalities; "effective" means multiplied by the quality of the offer that serves.
Linear programs are solved with HiGHS; all else is sparse matrix arithmetic, so that thousands of draws of
the need cost no more than a few matrix products.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from needs_assessment.concave import AllocationNotSolved, allocate
from needs_assessment.supply import Cell, Offer

# A tiny price per place: offers are not used where they bring nothing.
PRICE = 1e-9


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
    # Nobody needs more places than there are municipalities, and a program cannot count to infinity.
    capacity = np.minimum(np.array([o.capacity for o in offers], float), sizes.sum() + 1)
    offer, cell = eligible_pairs(cells, offers)
    best_places, best, reachable = _best(need, capacity, quality, offer, cell, topic_of, len(topics))
    joint_places = allocate(need, capacity, quality, offer, cell)
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


def most(
    need: np.ndarray, capacity: np.ndarray, quality: np.ndarray, offer: np.ndarray, cell: np.ndarray
) -> np.ndarray:
    """This will find the places per eligible pair that serve as much as can be, wherever it is served.

    quality: per offer; all ones gives how many can get a place at all. Returns places, one per pair.
    """

    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    pairs = len(offer)
    columns = np.arange(pairs)
    rows = np.concatenate([offer, len(capacity) + cell])
    limits = coo_array((np.ones(2 * pairs), (rows, np.concatenate([columns, columns]))))
    answer = linprog(
        PRICE - quality[offer],
        A_ub=limits.tocsr(),
        b_ub=np.concatenate([capacity, need]),
        bounds=(0, None),
        method="highs",
    )
    if answer.x is None:
        raise AllocationNotSolved("an optimal allocation", "none", "check needs and capacities")
    return np.asarray(np.maximum(answer.x, 0.0))


def spread(
    need: np.ndarray, capacity: np.ndarray, quality: np.ndarray, offer: np.ndarray, cell: np.ndarray
) -> np.ndarray:
    """This will spread every offer over the need it may serve, in proportion, and cut at the need.

    need: cells, or cells x draws; capacity likewise offers, or offers x draws. Returns effectively served.
    """

    from scipy.sparse import csr_array

    edges = csr_array((np.ones(len(offer)), (offer, cell)), shape=(len(capacity), len(need)))
    pull = edges @ need
    places = capacity[:, None] if capacity.ndim < need.ndim else capacity
    rate = np.divide(places, pull, out=np.zeros_like(pull), where=pull > 0)
    raw = edges.T @ rate
    effective = edges.T @ (rate * (quality[:, None] if need.ndim == 2 else quality))
    return np.asarray(need * effective / np.maximum(raw, 1.0))


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
        places[mine] = most(*part, quality[offers], local_offer, local_cell)
        plain = most(*part, np.ones(offers.size), local_offer, local_cell)
        reachable[cells] = np.bincount(local_cell, plain, cells.size)
    return places, np.bincount(cell, quality[offer] * places, len(need)), reachable


def _places_on_topic(topics: tuple[str, ...], offers: Sequence[Offer]) -> np.ndarray:
    return np.array([sum(o.capacity for o in offers if t in o.topics) for t in topics], float)


def follow(plan: Plan, places: np.ndarray, need: np.ndarray, *, shared: bool) -> np.ndarray:
    """This will serve other needs by a plan made before: kept where it fits, the rest spread in proportion.

    places: per eligible pair. need: cells x draws. shared: offers divide what is left over all topics; else
    each topic may use what it left itself (the `best` allocation). Returns effectively served, cells x draws.
    """
    if shared:
        return _follow(need, plan.capacity, plan.quality, plan.edges_offer, plan.edges_cell, places)
    served = np.zeros_like(need)
    for t in range(len(plan.topics)):
        pairs = np.flatnonzero(plan.topic_of[plan.edges_cell] == t)
        if pairs.size:
            cells, cell = np.unique(plan.edges_cell[pairs], return_inverse=True)
            offers, offer = np.unique(plan.edges_offer[pairs], return_inverse=True)
            part = (need[cells], plan.capacity[offers], plan.quality[offers])
            served[cells] = _follow(*part, offer, cell, places[pairs])
    return served


def _follow(
    need: np.ndarray,
    capacity: np.ndarray,
    quality: np.ndarray,
    offer: np.ndarray,
    cell: np.ndarray,
    places: np.ndarray,
) -> np.ndarray:
    from scipy.sparse import csr_array

    cells = len(need)
    planned = np.bincount(cell, places, cells)[:, None]
    kept = np.divide(np.minimum(need, planned), planned, out=np.zeros_like(need), where=planned > 0)
    used = csr_array((places, (offer, cell)), shape=(len(capacity), cells)) @ kept
    left = np.maximum(capacity[:, None] - used, 0)
    served = np.bincount(cell, quality[offer] * places, cells)[:, None] * kept
    return np.asarray(served + spread(np.maximum(need - planned * kept, 0), left, quality, offer, cell))
