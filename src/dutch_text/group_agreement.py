"""What resamples of a corpus agree upon: who belongs together, how firmly, and how many groups there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dutch_text.features import UnableToRead

Progress = Callable[[int, int], None]  # steps done, all steps
REST = -1
SMALLEST_GROUP = 3
FEWEST_GROUPS = 8
ENOUGH_TEXTS = 72  # 8 groups to choose among up to 12, of six texts each
SHARE = 0.8
# A member belongs when resamples put it with the others of its group at least this often.
BELONGS = 0.6
# A group is solid when resamples agree on its pairs at least this often.
SOLID = 0.8


def most_shown(size: int) -> int:
    """This will give how many groups a person can oversee: 15 up to 300 texts, slowly more above."""
    return min(15, max(2, size // 6)) if size <= 300 else min(60, round(15 * (size / 300) ** 0.25))


def fewest_sought(size: int) -> int:
    """This will give how many groups are sought at least: 8 where there are enough texts for them and for a choice."""
    return FEWEST_GROUPS if size >= ENOUGH_TEXTS else 2


def sensible_numbers(size: int) -> tuple[int, ...]:
    """This will give the numbers of groups to try: from half of what is shown, and at least 8, to twice as many.

    Of more groups than can be overseen the firmest are shown and the others are rest.
    """
    most = most_shown(size)
    numbers = np.linspace(max(fewest_sought(size), most / 2), min(2 * most, max(2, size // 4)), 7)
    return tuple(sorted({round(number) for number in numbers}))


@dataclass(frozen=True)
class Agreement:
    """What resamples agree upon: a label per text (-1 = rest), per label how firmly, and the overall figure."""

    labels: np.ndarray
    stability: dict[int, float]
    overall: float


def shown(agreed: Agreement, most: int) -> Agreement:
    """This will keep the groups that are largest among the solid ones, then the firmest of the others."""
    found = range(agreed.labels.max() + 1)
    sizes = np.bincount(agreed.labels[agreed.labels >= 0], minlength=len(found))
    order = sorted(found, key=lambda label: (agreed.stability[label + 1] < SOLID, -sizes[label], label))
    new = {label: place for place, label in enumerate(sorted(order[:most]))}
    labels = np.array([new.get(int(label), REST) for label in agreed.labels])
    stability = {place + 1: agreed.stability[label + 1] for label, place in new.items()}
    return Agreement(labels, stability, agreed.overall)


def sample(size: int, most: int, seed: int) -> np.ndarray:
    if size <= most:
        return np.arange(size)
    return np.sort(np.random.default_rng(seed).choice(size, most, replace=False))


def best_agreement(
    points: np.ndarray, sizes: Sequence[int], resamples: int, seed: int, progress: Progress | None = None
) -> Agreement:
    """This will choose the number of groups by how many texts resamples place firmly, where enough groups are left."""
    possible = [size for size in sizes if 1 < size < len(points)]
    if not possible:
        raise UnableToRead(f"expected fewer groups than texts, came {list(sizes)}; ask for fewer groups")
    few = max(2, resamples // 3)
    steps = _Steps(progress, few * len(possible) + resamples)
    quick = [_agree(points, size, few, seed, steps) for size in possible]
    # Fewer groups are firmer, so alone firmness would always choose few. This looks for more; it makes none solid.
    enough = [len(found.stability) >= fewest_sought(len(points)) for found in quick]
    chosen = max(range(len(quick)), key=lambda place: (enough[place], quick[place].overall))
    return _agree(points, possible[chosen], resamples, seed, steps)


class _Steps:
    """Counts resamples for whoever waits."""

    def __init__(self, progress: Progress | None, all_steps: int) -> None:
        self._progress, self._all, self._done = progress, all_steps, 0

    def next(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._all)


def _agree(points: np.ndarray, size: int, resamples: int, seed: int, steps: _Steps) -> Agreement:
    together = _together(points, size, resamples, seed, steps)
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
    return Agreement(labels, stability, overall)


def _together(points: np.ndarray, size: int, resamples: int, seed: int, steps: _Steps) -> np.ndarray:
    """This will count how often each pair falls in one group when the groups are made from 80% of the texts."""
    from sklearn.cluster import KMeans

    random = np.random.default_rng(seed)
    together = np.zeros((len(points), len(points)), dtype=np.float32)
    for turn in range(resamples):
        drawn = random.choice(len(points), max(size, round(SHARE * len(points))), replace=False)
        model = KMeans(size, n_init=1, random_state=seed + turn).fit(points[drawn])
        labels = model.predict(points)
        together += labels[:, None] == labels[None, :]
        steps.next()
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
