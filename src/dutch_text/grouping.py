"""Groups of statements nobody coded yet: a suggestion to look at, never a code.

The number of groups and who belongs together are what resamples agree upon. What they do not agree upon is the
rest, and is said to be. Groups keep their number: new statements join, and new groups get numbers of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dutch_text.features import UnableToRead
from dutch_text.group_labels import contrastive
from dutch_text.quotes import Telling, telling
from dutch_text.space import LARGE, Space, learn_space
from dutch_text.stance import AGREEMENT, DISAGREEMENT, stance

METHOD = "groups-1"
REST = -1
FEWEST_TEXTS = 10
SMALLEST_GROUP = 3
RESAMPLES = 30
SHARE = 0.8
# Agreement is counted between pairs, so of a larger corpus a seeded sample of this size is looked at.
MOST_COMPARED = 1_500
# A member belongs when resamples put it with the others of its group at least this often.
BELONGS = 0.6
# A group is solid when resamples agree on its pairs at least this often.
SOLID = 0.8
# A new statement of which fewer words were seen before is about something else.
KNOWN_WORDS = 0.4
_REACH = 0.95
# New statements use other words than those the middle was made of, so they may stand a little farther off.
_SLACK = 1.08


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


@dataclass(frozen=True)
class Layer:
    """The frozen places of some groups: `numbers[i]` has its middle at `centers[i]` and reaches so far."""

    numbers: tuple[int, ...]
    space: Space
    centers: np.ndarray
    reach: np.ndarray


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
) -> Grouping:
    """This will suggest groups in a corpus; `sizes` are the numbers of groups to choose from.

    `vectors` (texts x dimensions) carry the meaning. `topics` (name and synonyms of each) steer the groups towards a
    topic list; without it what varies most decides, and that need not be the topic.
    Raises `UnableToRead` under ten texts.
    """
    if len(texts) < FEWEST_TEXTS:
        raise UnableToRead(f"expected at least {FEWEST_TEXTS} texts, came {len(texts)}; read these yourself")
    space = learn_space(texts, vectors=vectors, topics=topics, seed=seed)
    points = space.points(texts, vectors=vectors)
    compared = _sample(len(points), MOST_COMPARED, seed)
    agreed = _best_agreement(points[compared], sizes or sensible_numbers(len(texts)), resamples, seed)
    agreed = _shown(agreed, most_shown(len(texts)))
    centers, reach = _frame(points[compared], agreed.labels)
    if len(points) > len(compared):
        centers = _refined(points, centers, seed)
        assigned = _nearest(points, centers, reach)
    else:
        assigned = agreed.labels
    layer = Layer(tuple(range(1, len(centers) + 1)), space, centers, reach)
    named = np.where(assigned >= 0, assigned + 1, REST)
    groups = _describe(texts, points, named, layer, agreed.stability)
    return Grouping(groups, tuple(named.tolist()), (layer,), agreed.overall, tuple(topics), seed)


def join(grouping: Grouping, texts: Sequence[str], *, vectors: np.ndarray | None = None) -> tuple[int, ...]:
    """This will give the number of the group each new statement joins, or `REST`; old groups stay as they are."""
    assigned = np.full(len(texts), REST)
    for layer in grouping.layers:
        open_places = np.flatnonzero(assigned == REST)
        if len(open_places):
            kept = None if vectors is None else np.asarray(vectors)[open_places]
            points = layer.space.points([texts[place] for place in open_places], vectors=kept)
            nearest = _nearest(points, layer.centers, layer.reach)
            about_it = layer.space.known_share([texts[place] for place in open_places]) >= KNOWN_WORDS
            assigned[open_places] = np.array([*layer.numbers, REST])[np.where(about_it, nearest, REST)]
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
        groups += _describe(texts, points, assigned, layer, stability)
    return tuple(replace(one, label=labels.get(one.number, one.label)) for one in groups)


def most_shown(size: int) -> int:
    """This will give how many groups a person can oversee: 15 up to 300 texts, slowly more above."""
    return min(15, max(2, size // 6)) if size <= 300 else min(60, round(15 * (size / 300) ** 0.25))


def sensible_numbers(size: int) -> tuple[int, ...]:
    """This will give the numbers of groups to try: from half of what is shown to twice as many.

    Of more groups than can be overseen the firmest are shown and the others are rest.
    """
    most = most_shown(size)
    numbers = np.linspace(max(2, most / 2), min(2 * most, max(2, size // 4)), 7)
    return tuple(sorted({round(number) for number in numbers}))


@dataclass(frozen=True)
class _Agreement:
    """What resamples agree upon: a label per text (-1 = rest), per label how firmly, and the overall figure."""

    labels: np.ndarray
    stability: dict[int, float]
    overall: float


def _shown(agreed: _Agreement, most: int) -> _Agreement:
    """This will keep the groups that are largest among the solid ones, then the firmest of the others."""
    found = range(agreed.labels.max() + 1)
    sizes = np.bincount(agreed.labels[agreed.labels >= 0], minlength=len(found))
    order = sorted(found, key=lambda label: (agreed.stability[label + 1] < SOLID, -sizes[label], label))
    new = {label: place for place, label in enumerate(sorted(order[:most]))}
    labels = np.array([new.get(int(label), REST) for label in agreed.labels])
    stability = {place + 1: agreed.stability[label + 1] for label, place in new.items()}
    return _Agreement(labels, stability, agreed.overall)


def _sample(size: int, most: int, seed: int) -> np.ndarray:
    if size <= most:
        return np.arange(size)
    return np.sort(np.random.default_rng(seed).choice(size, most, replace=False))


def _best_agreement(points: np.ndarray, sizes: Sequence[int], resamples: int, seed: int) -> _Agreement:
    """This will choose the number of groups by how many texts resamples place firmly."""
    possible = [size for size in sizes if 1 < size < len(points)]
    if not possible:
        raise UnableToRead(f"expected fewer groups than texts, came {list(sizes)}; ask for fewer groups")
    quick = [_agree(points, size, max(2, resamples // 3), seed).overall for size in possible]
    return _agree(points, possible[int(np.argmax(quick))], resamples, seed)


def _agree(points: np.ndarray, size: int, resamples: int, seed: int) -> _Agreement:
    together = _together(points, size, resamples, seed)
    labels = _linked(together, size)
    support = _support(together, labels)
    labels = np.where(support >= BELONGS, labels, REST)
    labels = _renumbered(labels)
    stability = {
        label + 1: _pair_agreement(together, np.flatnonzero(labels == label))
        for label in range(labels.max() + 1)
    }
    kept = labels >= 0
    firm = [stability[label + 1] for label in labels[kept]]
    overall = float(np.mean(kept) * np.mean(firm)) if firm else 0.0
    return _Agreement(labels, stability, overall)


def _together(points: np.ndarray, size: int, resamples: int, seed: int) -> np.ndarray:
    """This will count how often each pair falls in one group when the groups are made from 80% of the texts."""
    from sklearn.cluster import KMeans

    random = np.random.default_rng(seed)
    together = np.zeros((len(points), len(points)), dtype=np.float32)
    for turn in range(resamples):
        drawn = random.choice(len(points), max(size, round(SHARE * len(points))), replace=False)
        model = KMeans(size, n_init=1, random_state=seed + turn).fit(points[drawn])
        labels = model.predict(points)
        together += labels[:, None] == labels[None, :]
    return together / resamples


def _linked(together: np.ndarray, size: int) -> np.ndarray:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    apart = 1.0 - together
    np.fill_diagonal(apart, 0.0)
    tree = linkage(squareform(apart, checks=False), method="average")
    return fcluster(tree, size, criterion="maxclust") - 1


def _support(together: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """This will give per text how often resamples put it with the others of its group."""
    same = labels[:, None] == labels[None, :]
    np.fill_diagonal(same, False)
    return (together * same).sum(axis=1) / np.maximum(same.sum(axis=1), 1)


def _renumbered(labels: np.ndarray) -> np.ndarray:
    """This will number the groups by size, the largest first, and send groups too small to the rest."""
    found, counts = np.unique(labels[labels >= 0], return_counts=True)
    order = sorted(zip(-counts, found, strict=True))
    new = {int(label): place for place, (count, label) in enumerate(order) if -count >= SMALLEST_GROUP}
    return np.array([new.get(int(label), REST) for label in labels])


def _pair_agreement(together: np.ndarray, members: np.ndarray) -> float:
    if len(members) < 2:
        return 0.0
    inside = together[np.ix_(members, members)]
    return float((inside.sum() - len(members)) / (len(members) * (len(members) - 1)))


def _frame(points: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """This will give the middle of each group and how far its members reach."""
    centers, reach = [], []
    for label in range(labels.max() + 1):
        members = points[labels == label]
        center = members.mean(axis=0)
        centers.append(center)
        reach.append(np.quantile(np.linalg.norm(members - center, axis=1), _REACH) * _SLACK)
    width = points.shape[1]
    return np.array(centers, dtype=np.float32).reshape(-1, width), np.array(reach, dtype=np.float32)


def _refined(points: np.ndarray, centers: np.ndarray, seed: int) -> np.ndarray:
    """This will move the middles to where all texts are, starting from what the sample agreed upon."""
    from sklearn.cluster import KMeans, MiniBatchKMeans

    if len(centers) < 2:
        return centers
    if len(points) <= LARGE:
        return KMeans(len(centers), init=centers, n_init=1, random_state=seed).fit(points).cluster_centers_
    model = MiniBatchKMeans(
        len(centers), init=centers, n_init=1, batch_size=8_192, random_state=seed, max_iter=5
    )
    return model.fit(points).cluster_centers_


def _nearest(points: np.ndarray, centers: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """This will give the nearest group of each point within its reach, or -1."""
    if not len(centers):
        return np.full(len(points), REST)
    squares_of_points = (points**2).sum(axis=1)
    squares = squares_of_points[:, None] + (centers**2).sum(axis=1)[None, :] - 2 * points @ centers.T
    nearest = squares.argmin(axis=1)
    distance = np.sqrt(np.maximum(squares[np.arange(len(points)), nearest], 0))
    # A text without a single known word stands at the origin, near everything and about nothing.
    known = squares_of_points > 1e-9
    return np.where((distance <= reach[nearest] + 1e-6) & known, nearest, REST)


def _describe(
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
    shown = members[:2_000]
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
