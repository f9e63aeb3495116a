"""Where groups lie: their middles, how far they reach, and which of them is nearest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dutch_text.group_agreement import REST
from dutch_text.space import CHUNK, LARGE, Space

_REACH = 0.95
# New statements use other words than those the middle was made of, so they may stand a little farther off.
_SLACK = 1.08


@dataclass(frozen=True)
class Layer:
    """The frozen places of some groups: `numbers[i]` has its middle at `centers[i]` and reaches so far."""

    numbers: tuple[int, ...]
    space: Space
    centers: np.ndarray
    reach: np.ndarray


def frame(points: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """This will give the middle of each group and how far its members reach."""
    centers, reach = [], []
    for label in range(labels.max() + 1):
        members = points[labels == label]
        center = members.mean(axis=0)
        centers.append(center)
        reach.append(np.quantile(np.linalg.norm(members - center, axis=1), _REACH) * _SLACK)
    width = points.shape[1]
    return np.array(centers, dtype=np.float32).reshape(-1, width), np.array(reach, dtype=np.float32)


def refined(points: np.ndarray, centers: np.ndarray, seed: int) -> np.ndarray:
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


def nearest(points: np.ndarray, centers: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """This will give the nearest group of each point within its reach, or -1."""
    if not len(centers):
        return np.full(len(points), REST)
    parts = [
        _nearest(points[start : start + CHUNK], centers, reach) for start in range(0, len(points), CHUNK)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=int)


def _nearest(points: np.ndarray, centers: np.ndarray, reach: np.ndarray) -> np.ndarray:
    squares_of_points = (points**2).sum(axis=1)
    squares = squares_of_points[:, None] + (centers**2).sum(axis=1)[None, :] - 2 * points @ centers.T
    closest = squares.argmin(axis=1)
    distance = np.sqrt(np.maximum(squares[np.arange(len(points)), closest], 0))
    # A text without a single known word stands at the origin, near everything and about nothing.
    known = squares_of_points > 1e-9
    return np.where((distance <= reach[closest] + 1e-6) & known, closest, REST)
