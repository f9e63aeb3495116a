"""Groups of statements nobody coded yet: a suggestion to look at, never a code.

The number of groups and who belongs together are what resamples agree upon. What they do not agree upon is the
rest, and is said to be. Groups keep their number: new statements join, and new groups get numbers of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np

from dutch_text.features import UnableToRead
from dutch_text.group_agreement import (
    REST,
    Progress,
    best_agreement,
    most_shown,
    sample,
    sensible_numbers,
    shown,
)
from dutch_text.group_description import Group, describe
from dutch_text.group_places import Layer, frame, nearest, refined
from dutch_text.space import learn_space

METHOD = "groups-3"
FEWEST_TEXTS = 10
RESAMPLES = 30
# Agreement is counted between pairs, so of a larger corpus a seeded sample of this size is looked at.
MOST_COMPARED = 1_500
# A new statement of which fewer words were seen before is about something else.
KNOWN_WORDS = 0.4

__all__ = ["FEWEST_TEXTS", "REST", "Group", "Grouping", "extend", "group", "join"]


@dataclass(frozen=True)
class Grouping:
    """A frozen grouping: groups, the rest, and the layers in which new statements find their group."""

    groups: tuple[Group, ...]
    assigned: tuple[int, ...]
    layers: tuple[Layer, ...]
    stability: float
    topics: tuple[str, ...]
    seed: int
    method: str = METHOD

    @property
    def numbers(self) -> tuple[int, ...]:
        """Numbers of all groups, the oldest first."""
        return tuple(number for layer in self.layers for number in layer.numbers)

    @property
    def rest(self) -> tuple[int, ...]:
        """Places of the texts that belong to no group."""
        return tuple(place for place, number in enumerate(self.assigned) if number == REST)


def group(
    texts: Sequence[str],
    *,
    vectors: np.ndarray | None = None,
    topics: Sequence[str] = (),
    sizes: Sequence[int] | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Grouping:
    """This will suggest groups in a corpus; `sizes` are the numbers of groups to choose from.

    `vectors` (texts x dimensions) carry the meaning. `topics` (name and synonyms of each) steer the groups towards a
    topic list; without it what varies most decides, and that need not be the topic. Of a large corpus `executor` reads
    the words; the outcome is the same without. `progress` hears how many resamples are done, of how many.
    Raises `UnableToRead` under ten texts.
    """
    if len(texts) < FEWEST_TEXTS:
        raise UnableToRead(f"expected at least {FEWEST_TEXTS} texts, came {len(texts)}; read these yourself")
    space = learn_space(texts, vectors=vectors, topics=topics, seed=seed)
    points = space.points(texts, vectors=vectors, executor=executor)
    compared = sample(len(points), MOST_COMPARED, seed)
    agreed = best_agreement(
        points[compared], sizes or sensible_numbers(len(texts)), resamples, seed, progress
    )
    agreed = shown(agreed, most_shown(len(texts)))
    centers, reach = frame(points[compared], agreed.labels)
    if len(points) > len(compared):
        centers = refined(points, centers, seed)
        assigned = nearest(points, centers, reach)
    else:
        assigned = agreed.labels
    layer = Layer(tuple(range(1, len(centers) + 1)), space, centers, reach)
    named = np.where(assigned >= 0, assigned + 1, REST)
    groups = describe(texts, points, named, layer, agreed.stability)
    return Grouping(groups, tuple(named.tolist()), (layer,), agreed.overall, tuple(topics), seed)


def join(grouping: Grouping, texts: Sequence[str], *, vectors: np.ndarray | None = None) -> tuple[int, ...]:
    """This will give the number of the group each new statement joins, or `REST`; old groups stay as they are."""
    assigned = np.full(len(texts), REST)
    for layer in grouping.layers:
        open_places = np.flatnonzero(assigned == REST)
        if len(open_places):
            kept = None if vectors is None else np.asarray(vectors)[open_places]
            points = layer.space.points([texts[place] for place in open_places], vectors=kept)
            closest = nearest(points, layer.centers, layer.reach)
            about_it = layer.space.known_share([texts[place] for place in open_places]) >= KNOWN_WORDS
            assigned[open_places] = np.array([*layer.numbers, REST])[np.where(about_it, closest, REST)]
    return tuple(assigned.tolist())


def extend(grouping: Grouping, texts: Sequence[str], *, vectors: np.ndarray | None = None) -> Grouping:
    """This will let new statements join and look for new groups among what stays over.

    `texts` and `vectors` are the whole corpus: those of the grouping first, in their order, then the new ones. Nobody
    who was in a group moves, and old groups keep number and label. New groups are read in a space of their own, for
    new subjects come with new words; only solid ones are added.
    """
    known = len(grouping.assigned)
    if len(texts) < known:
        raise UnableToRead(
            f"expected the {known} texts of the grouping and new ones, came {len(texts)}; give all"
        )
    newer = None if vectors is None else np.asarray(vectors)[known:]
    assigned = np.array([*grouping.assigned, *join(grouping, texts[known:], vectors=newer)])
    rest = np.flatnonzero(assigned == REST)
    layers = grouping.layers
    stability = {one.number: one.stability for one in grouping.groups}
    if len(rest) >= FEWEST_TEXTS:
        kept = None if vectors is None else np.asarray(vectors)[rest]
        found = group([texts[at] for at in rest], vectors=kept, topics=grouping.topics, seed=grouping.seed)
        new = {one.number: max(stability, default=0) + 1 + at for at, one in enumerate(_solid(found))}
        assigned[rest] = [new.get(number, REST) for number in found.assigned]
        stability |= {new[one.number]: one.stability for one in _solid(found)}
        layers = (*layers, _picked(found.layers[0], new)) if new else layers
    labels = {one.number: one.label for one in grouping.groups}
    groups = _described_again(texts, vectors, assigned, layers, stability, labels)
    return replace(grouping, groups=groups, assigned=tuple(assigned.tolist()), layers=layers)


def _solid(found: Grouping) -> list[Group]:
    return [one for one in found.groups if one.solid]


def _picked(layer: Layer, new: dict[int, int]) -> Layer:
    """This will keep the groups of a layer that have got a new number."""
    places = [layer.numbers.index(number) for number in new]
    return Layer(tuple(new.values()), layer.space, layer.centers[places], layer.reach[places])


def _described_again(
    texts: Sequence[str],
    vectors: np.ndarray | None,
    assigned: np.ndarray,
    layers: Sequence[Layer],
    stability: dict[int, float],
    labels: dict[int, tuple[str, ...]],
) -> tuple[Group, ...]:
    groups: list[Group] = []
    for layer in layers:
        points = layer.space.points(texts, vectors=vectors)
        groups += describe(texts, points, assigned, layer, stability)
    return tuple(replace(one, label=labels.get(one.number, one.label)) for one in groups)
