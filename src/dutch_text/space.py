"""The space in which statements are grouped: words, made small, joined with meaning when it is given.

A space is learned once and frozen: new statements get their place in it without moving the old ones. Up to 50,000 texts
the words are counted by name; above that they are hashed, so that memory stays the same however many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from dutch_text.features import UnableToRead, check, learn_features, lemmas
from dutch_text.spreading import chunks, spread

LARGE = 50_000
DIMENSIONS = 80
HASHED = 2**18
MEANING_WEIGHT = 1.2
GUIDE_WEIGHT = 1.3
CHUNK = 20_000
GUIDE_SAMPLE = 5_000
LONGEST_TEXT = 1_000


@dataclass(frozen=True)
class Guide:
    """Likeness to what a topic list says: where topics are not what varies most, nothing else finds them."""

    features: Any
    topics: Any
    mean: np.ndarray
    spread: np.ndarray

    def points(self, texts: Sequence[str]) -> np.ndarray:
        """This will give per text its likeness to each topic, as far as it stands out."""
        from sklearn.preprocessing import normalize

        likeness = (self.features.rows(texts) @ self.topics.T).toarray()
        return normalize(np.maximum((likeness - self.mean) / self.spread - 1.0, 0.0))


def learn_guide(texts: Sequence[str], topics: Sequence[str]) -> Guide:
    """This will learn how like the texts usually are to each topic; `topics` are names with their synonyms."""
    features = learn_features([*texts, *topics])
    rows = features.rows(list(topics))
    likeness = (features.rows(texts) @ rows.T).toarray()
    return Guide(features, rows, likeness.mean(axis=0), np.maximum(likeness.std(axis=0), 1e-6))


@dataclass(frozen=True)
class Space:
    """Turns texts into points; the same text always gets the same point."""

    words: Any
    weights: Any
    projection: Any
    center: np.ndarray | None
    guide: Guide | None = None

    def points(
        self,
        texts: Sequence[str],
        *,
        vectors: np.ndarray | None = None,
        executor: Executor | None = None,
    ) -> np.ndarray:
        """This will give one point (float32) per text; `executor` reads the words where there are many."""
        check(texts, vectors, needed=self.center is not None)
        # The projection is large and quick, so it stays here; reading words is what takes time.
        read = partial(_read, self.words, self.weights, self.guide)
        parts = chunks(len(texts), chunk=CHUNK)
        rows = spread(read, (texts[part] for part in parts), executor=executor)
        found = [
            self._joined(*row, None if vectors is None else vectors[part])
            for row, part in zip(rows, parts, strict=True)
        ]
        return np.vstack(found) if found else np.zeros((0, 1), dtype=np.float32)

    def known_share(self, texts: Sequence[str]) -> np.ndarray:
        """This will give which share of the words of each text the space has seen; hashed words count as seen."""
        if self.weights is not None:
            return np.ones(len(texts))
        seen = self.words.vocabulary_
        found = [lemmas(text[:LONGEST_TEXT]) for text in texts]
        return np.array([sum(word in seen for word in words) / max(1, len(words)) for words in found])

    def _joined(self, weighed: Any, guided: np.ndarray | None, vectors: np.ndarray | None) -> np.ndarray:
        from sklearn.preprocessing import normalize

        points = normalize(self.projection.transform(weighed))
        if self.center is not None:
            points = np.hstack([points, normalize(np.asarray(vectors) - self.center) * MEANING_WEIGHT])
        if guided is not None:
            points = np.hstack([points, guided * GUIDE_WEIGHT])
        return points.astype(np.float32)


def _read(
    words: Any, weights: Any, guide: Guide | None, texts: Sequence[str]
) -> tuple[Any, np.ndarray | None]:
    """This will count and weigh the words of some texts, and their likeness to the topics."""
    counted = words.transform([text[:LONGEST_TEXT] for text in texts])
    weighed = weights.transform(counted) if weights is not None else counted
    return weighed, None if guide is None else guide.points(texts)


def learn_space(
    texts: Sequence[str], *, vectors: np.ndarray | None = None, topics: Sequence[str] = (), seed: int = 0
) -> Space:
    """This will learn a space from a corpus: from all texts, or from a seeded sample of a large corpus."""
    check(texts, vectors)
    places = np.arange(len(texts))
    if len(texts) > LARGE:
        places = np.sort(np.random.default_rng(seed).choice(len(texts), LARGE, replace=False))
    chosen = [texts[place][:LONGEST_TEXT] for place in places]
    try:
        words, weights, rows = _hashed(chosen) if len(texts) > LARGE else _named(chosen)
    except ValueError as error:
        raise UnableToRead(
            f"expected texts with words, came {len(texts)} without any; add statements"
        ) from error
    projection = _projection(rows, seed)
    center = None if vectors is None else np.asarray(vectors)[places].mean(axis=0)
    guide = learn_guide(chosen[:GUIDE_SAMPLE], topics) if topics else None
    return Space(words, weights, projection, center, guide)


def _named(texts: list[str]) -> tuple[Any, Any, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(analyzer=lemmas, sublinear_tf=True, min_df=2 if len(texts) > 200 else 1)
    return words, None, words.fit_transform(texts)


def _hashed(texts: list[str]) -> tuple[Any, Any, Any]:
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

    words = HashingVectorizer(n_features=HASHED, alternate_sign=False, norm=None)
    weights = TfidfTransformer(sublinear_tf=True)
    return words, weights, weights.fit_transform(words.transform(texts))


def _projection(rows: Any, seed: int) -> Any:
    from sklearn.decomposition import TruncatedSVD

    width = max(1, min(DIMENSIONS, min(rows.shape) - 1))
    return TruncatedSVD(width, random_state=seed).fit(rows)
