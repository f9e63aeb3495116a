"""Postings: per term the items that hold it. They grow by one item in microseconds."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping

import numpy as np

_NOTHING = (np.zeros(0, np.int32), np.zeros(0, np.float32))


class Postings:
    """Per term: which slots hold it and how heavily; per slot: how much it holds in all."""

    def __init__(self) -> None:
        self._slots: dict[str, array] = {}
        self._weights: dict[str, array] = {}
        self._count: dict[str, int] = {}
        self._lengths = array("f")
        self.total = 0.0

    def __contains__(self, term: str) -> bool:
        return self._count.get(term, 0) > 0

    def count(self, term: str) -> int:
        """This will return how many items hold a term."""
        return self._count.get(term, 0)

    def add(self, slot: int, weights: Mapping[str, float]) -> None:
        """This will enter one item; slots come in rising order."""
        for term, weight in weights.items():
            if term not in self._slots:
                self._slots[term], self._weights[term], self._count[term] = array("i"), array("f"), 0
            self._slots[term].append(slot)
            self._weights[term].append(weight)
            self._count[term] += 1
        length = float(sum(weights.values()))
        while len(self._lengths) <= slot:
            self._lengths.append(0.0)
        self._lengths[slot] = length
        self.total += length

    def remove(self, slot: int, terms: Iterable[str]) -> None:
        """This will no longer count an item; its places stay until the index is loaded again."""
        for term in terms:
            self._count[term] -= 1
        self.total -= self._lengths[slot]

    def lengths(self) -> np.ndarray:
        return np.frombuffer(self._lengths, np.float32) if self._lengths else _NOTHING[1]

    def of(self, term: str) -> tuple[np.ndarray, np.ndarray]:
        """This will return the slots and weights of a term; those of removed items are among them."""
        if term not in self._slots:
            return _NOTHING
        return np.frombuffer(self._slots[term], np.int32), np.frombuffer(self._weights[term], np.float32)


class Members:
    """Which slots have an exact value: a topic, a kind, a role."""

    def __init__(self) -> None:
        self._slots: dict[tuple[str, str], array] = {}
        self._count: dict[tuple[str, str], int] = {}

    def add(self, slot: int, values: Iterable[tuple[str, str]]) -> None:
        for value in values:
            self._slots.setdefault(value, array("i")).append(slot)
            self._count[value] = self._count.get(value, 0) + 1

    def remove(self, values: Iterable[tuple[str, str]]) -> None:
        for value in values:
            self._count[value] -= 1

    def count(self, name: str, value: str) -> int:
        return self._count.get((name, value), 0)

    def of(self, name: str, value: str) -> np.ndarray:
        """This will return the slots that have a value; removed items are among them."""
        slots = self._slots.get((name, value))
        return _NOTHING[0] if slots is None else np.frombuffer(slots, np.int32)
