"""What a group is called and which quotes show it; agreement and disagreement in it are kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dutch_text.group_agreement import SMALLEST_GROUP, SOLID
from dutch_text.group_labels import contrastive
from dutch_text.group_places import Layer
from dutch_text.quotes import Telling, telling
from dutch_text.stance import AGREEMENT, DISAGREEMENT, stance

MOST_READ = 2_000


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that belong together: places of its members and of the quotes that show it."""

    number: int
    label: tuple[str, ...]
    members: tuple[int, ...]
    stability: float
    solid: bool
    quotes: Telling
    agreeing: tuple[int, ...]
    disagreeing: tuple[int, ...]


def describe(
    texts: Sequence[str], points: np.ndarray, assigned: np.ndarray, layer: Layer, stability: dict[int, float]
) -> tuple[Group, ...]:
    members = {number: np.flatnonzero(assigned == number) for number in layer.numbers}
    labels = contrastive(texts, {number: places.tolist() for number, places in members.items()})
    return tuple(
        _group(
            texts, points, number, members[number], layer.centers[place], labels[number], stability[number]
        )
        for place, number in enumerate(layer.numbers)
    )


def _group(
    texts: Sequence[str],
    points: np.ndarray,
    number: int,
    members: np.ndarray,
    center: np.ndarray,
    label: tuple[str, ...],
    stability: float,
) -> Group:
    shown = members[:MOST_READ]
    chosen = telling(points[shown], center=center)
    positions = {int(place): stance(texts[place]).position for place in shown}
    return Group(
        number=number,
        label=label,
        members=tuple(members.tolist()),
        stability=round(stability, 4),
        solid=stability >= SOLID and len(members) >= SMALLEST_GROUP,
        quotes=Telling(*(tuple(int(shown[place]) for place in part) for part in _parts(chosen))),
        agreeing=tuple(place for place, position in positions.items() if position == AGREEMENT),
        disagreeing=tuple(place for place, position in positions.items() if position == DISAGREEMENT),
    )


def _parts(chosen: Telling) -> tuple[tuple[int, ...], ...]:
    return chosen.representative, chosen.typical, chosen.deviant
