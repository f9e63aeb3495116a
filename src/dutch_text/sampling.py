"""Which statements are worth coding next: first spread, then doubt, never two of the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from dutch_text.classify import Classifier
from dutch_text.features import Features

DIMENSIONS = 64
# So many codings are chosen by spread before doubt says anything.
SPREAD_FIRST = 40
# Of a larger corpus a seeded sample is looked at; more candidates do not make a better choice.
MOST_CANDIDATES = 5_000
_SHORTLIST = 4


def next_to_code(
    texts: Sequence[str],
    *,
    features: Features,
    coded: Collection[int] = (),
    n: int = 20,
    classifier: Classifier | None = None,
    vectors: np.ndarray | None = None,
    seed: int = 0,
) -> tuple[int, ...]:
    """This will give the places of the `n` texts that teach the model most, the most telling first.

    Until `SPREAD_FIRST` codings are there, or without a classifier, spread decides: the middle of each of n groups
    in which nothing is coded yet. After that doubt decides: a small margin between the two likeliest codes.
    """
    places = _candidates(len(texts), coded, seed)
    free = np.array([place for place in places if place not in set(coded)], dtype=int)
    if not len(free) or n <= 0:
        return ()
    chosen = [texts[place] for place in places]
    kept = None if vectors is None else np.asarray(vectors)[places]
    rows = features.rows(chosen, vectors=kept)
    points = dict(zip(places.tolist(), _dense(rows, seed), strict=True))
    if classifier is None or len(coded) < SPREAD_FIRST:
        return _by_spread(points, free, coded, n, seed)
    where = {place: at for at, place in enumerate(places.tolist())}
    scores = classifier.scores(chosen, vectors=kept)
    doubt = {int(place): _margin(scores[where[int(place)]]) for place in free}
    return _by_doubt(points, doubt, n, seed)


def _candidates(size: int, coded: Collection[int], seed: int) -> np.ndarray:
    if size <= MOST_CANDIDATES:
        return np.arange(size)
    sample = np.random.default_rng(seed).choice(size, MOST_CANDIDATES, replace=False)
    return np.unique(np.concatenate([sample, np.array(sorted(coded), dtype=int)]))


def _dense(rows, seed: int) -> np.ndarray:
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    width = min(DIMENSIONS, min(rows.shape) - 1)
    if width < 1:
        return np.ones((rows.shape[0], 1))
    return normalize(TruncatedSVD(width, random_state=seed).fit_transform(rows))


def _margin(scores: np.ndarray) -> float:
    best = np.sort(scores)[::-1]
    return float(best[0] - best[1]) if len(best) > 1 else float(abs(best[0]))


def _by_spread(
    points: dict[int, np.ndarray], free: np.ndarray, coded: Collection[int], n: int, seed: int
) -> tuple[int, ...]:
    from sklearn.cluster import KMeans

    places = np.array(sorted(points))
    matrix = np.vstack([points[place] for place in places])
    groups = KMeans(min(n + len(coded), len(places)), n_init=3, random_state=seed).fit(matrix)
    distances = groups.transform(matrix)
    taken = {int(groups.labels_[at]) for at, place in enumerate(places) if int(place) in set(coded)}
    order = np.argsort(-np.bincount(groups.labels_), kind="stable")
    allowed = np.isin(places, free)
    chosen: list[int] = []
    for group in [int(group) for group in order if int(group) not in taken] + [int(group) for group in order]:
        inside = np.flatnonzero((groups.labels_ == group) & allowed & ~np.isin(places, chosen))
        if len(inside) and len(chosen) < n:
            chosen.append(int(places[inside[np.argmin(distances[inside, group])]]))
    return tuple(chosen)


def _by_doubt(points: dict[int, np.ndarray], doubt: dict[int, float], n: int, seed: int) -> tuple[int, ...]:
    from sklearn.cluster import KMeans

    shortlist = sorted(doubt, key=lambda place: (doubt[place], place))[: n * _SHORTLIST]
    if len(shortlist) <= n:
        return tuple(shortlist)
    matrix = np.vstack([points[place] for place in shortlist])
    groups = KMeans(n, n_init=1, random_state=seed).fit_predict(matrix)
    first = {}
    for place, group in zip(shortlist, groups, strict=True):
        first.setdefault(int(group), place)
    chosen = sorted(first.values(), key=lambda place: (doubt[place], place))
    more = [place for place in shortlist if place not in set(chosen)]
    return tuple((chosen + more)[:n])
