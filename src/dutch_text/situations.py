"""Situations: questions, in the words of whoever asks them, that an item helps with; one a line in its field.

A question is nearer to another question than to a description. So they are compared one by one, as questions.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dutch_text.meaning import DIMENSIONS

FIELD = "situations"
MOST = 12


def lines(fields: Mapping[str, str]) -> list[str]:
    """This will return the situations of an item; the first few only, so that no item wins by their number."""
    return [line.strip() for line in fields.get(FIELD, "").splitlines() if line.strip()][:MOST]


class Situations:
    """The meaning of every situation, and the slot of the item it belongs to."""

    def __init__(self) -> None:
        self._by_slot: dict[int, np.ndarray] = {}
        self._table: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None

    def __len__(self) -> int:
        return len(self._by_slot)

    def put(self, slot: int, vectors: np.ndarray | None) -> None:
        """This will keep the vectors (n, 384) of an item."""
        if vectors is not None and len(vectors):
            self._by_slot[slot], self._table = vectors, None

    def remove(self, slot: int) -> None:
        """This will forget an item."""
        if self._by_slot.pop(slot, None) is not None:
            self._table = None

    def of(self, slot: int) -> np.ndarray | None:
        """This will return the vectors (n, 384) of an item, nothing when it has none."""
        return self._by_slot.get(slot)

    def nearest(self, vector: np.ndarray, slots: int, middle: float) -> np.ndarray:
        """This will return per slot (slots,) how near its nearest situation is to a question; -inf where it has none.

        The share `middle` of the nearness to all situations together is taken off: some are near to anything.
        """
        owners, vectors, to_middle = self._all()
        found = np.full(slots, -np.inf)
        # Rounded for the same reason as in `ranking.similarity`.
        np.maximum.at(found, owners, np.round(vectors @ vector, 5) - middle * to_middle)
        return found

    def arrays(self) -> tuple[np.ndarray, np.ndarray]:
        """This will return the slots (n,) and vectors (n, 384) of all situations."""
        return self._all()[:2]

    @classmethod
    def from_arrays(cls, owners: np.ndarray, vectors: np.ndarray) -> Situations:
        """This will read what `arrays` gave."""
        found = cls()
        for slot in np.unique(owners).tolist():
            found.put(slot, np.array(vectors[owners == slot]))
        return found

    def _all(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        if self._table is None:
            slots = sorted(self._by_slot)
            owners = np.array([slot for slot in slots for _ in self._by_slot[slot]], np.int64)
            vectors = (
                np.vstack([self._by_slot[slot] for slot in slots])
                if slots
                else np.zeros((0, DIMENSIONS), np.float32)
            )
            middle = vectors.sum(axis=0, dtype=np.float64) / max(1, len(vectors))
            self._table = owners, vectors, np.round(vectors @ middle.astype(np.float32), 5)
        return self._table
