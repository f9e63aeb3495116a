"""The index: items analyzed once, kept as rows the caller stores, changed one item at a time.

A row is versioned bytes without any code in it (compressed JSON), so a database can keep it and several
workers can read it. An index of another version raises `OutdatedIndex`: build it again from the items.
"""

from __future__ import annotations

import base64
import json
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from dutch_text.items import Item
from dutch_text.meaning import DIMENSIONS
from dutch_text.meaning import VERSION as MEANING_VERSION
from dutch_text.vocabulary import Vocabulary
from dutch_text.words import Token, grams

VERSION = 1
FIELD_WEIGHTS: Mapping[str, float] = {
    "title": 3.0, "topics": 2.0, "summary": 1.5, "description": 1.0,
    "audience": 1.0, "form": 1.0, "provider": 0.7,
}  # fmt: skip
PART_WEIGHT = 0.5


class OutdatedIndex(ValueError):
    """A stored row or index was made by another version; the caller builds it again."""


@dataclass(frozen=True)
class Analysis:
    """What the index keeps of one item: weighted words and character runs, and the meaning of the whole."""

    words: Mapping[str, float]
    grams: Mapping[str, float]
    vector: np.ndarray | None


class Postings:
    """Per term: which slots hold it and how heavily. Grows by one item in microseconds."""

    def __init__(self) -> None:
        self._slots: dict[str, array] = defaultdict(lambda: array("i"))
        self._weights: dict[str, array] = defaultdict(lambda: array("f"))
        self._count: Counter[str] = Counter()
        self.lengths = array("f")
        self.total = 0.0

    def __contains__(self, term: str) -> bool:
        return self._count.get(term, 0) > 0

    def __iter__(self):
        return (term for term, count in self._count.items() if count > 0)

    def count(self, term: str) -> int:
        return self._count.get(term, 0)

    def add(self, slot: int, weights: Mapping[str, float]) -> None:
        for term, weight in weights.items():
            self._slots[term].append(slot)
            self._weights[term].append(weight)
            self._count[term] += 1
        length = float(sum(weights.values()))
        self.lengths.append(length)
        self.total += length

    def remove(self, slot: int, terms: Iterable[str]) -> None:
        for term in terms:
            self._count[term] -= 1
        self.total -= self.lengths[slot]

    def of(self, term: str) -> tuple[np.ndarray, np.ndarray]:
        slots, weights = self._slots.get(term), self._weights.get(term)
        if slots is None or weights is None:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        return np.frombuffer(slots, np.int32), np.frombuffer(weights, np.float32)


class Store:
    """Items in slots, with postings for words and character runs and a table of vectors."""

    def __init__(self, vocabulary: Vocabulary, *, field_weights: Mapping[str, float] | None = None) -> None:
        self.vocabulary = vocabulary
        self.field_weights = dict(field_weights or FIELD_WEIGHTS)
        self.items: list[Item | None] = []
        self.slots: dict[str, int] = {}
        self.words = Postings()
        self.grams = Postings()
        self.vectors = np.zeros((0, DIMENSIONS), np.float32)
        self.has_vector = np.zeros(0, bool)
        self._row_of: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self.slots)

    def analyze(self, item: Item, vector: np.ndarray | None) -> Analysis:
        """This will weigh the words, compound parts and character runs of all fields of an item."""
        words: Counter[str] = Counter()
        runs: Counter[str] = Counter()
        for name, text in self._texts(item).items():
            weight = self.field_weights.get(name, 1.0)
            for token in self.vocabulary.tokens(text):
                if not token.stop:
                    _weigh(words, runs, token, weight)
        return Analysis(dict(words), dict(runs), vector)

    def _texts(self, item: Item) -> dict[str, str]:
        labels = [topic.label for slug in item.topics if (topic := self.vocabulary.topic(slug))]
        return {**item.texts(), "topics": ". ".join(labels)}

    def passage(self, item: Item) -> str:
        """This will return the text whose meaning stands for the item."""
        return ". ".join(text for text in self._texts(item).values() if text)

    def put(self, item: Item, vector: np.ndarray | None) -> None:
        """This will add an item or replace the one with the same key."""
        self.remove(item.key)
        self._place(item, self.analyze(item, vector))

    def _place(self, item: Item, analysis: Analysis) -> None:
        slot = len(self.items)
        self.items.append(item)
        self.slots[item.key] = slot
        self.words.add(slot, analysis.words)
        self.grams.add(slot, analysis.grams)
        self._grow(slot)
        if analysis.vector is not None:
            self.vectors[slot] = analysis.vector
            self.has_vector[slot] = True

    def _grow(self, slot: int) -> None:
        if slot < len(self.vectors):
            return
        room = max(64, 2 * len(self.vectors))
        vectors = np.zeros((room, DIMENSIONS), np.float32)
        vectors[: len(self.vectors)] = self.vectors
        known = np.zeros(room, bool)
        known[: len(self.has_vector)] = self.has_vector
        self.vectors, self.has_vector = vectors, known

    def remove(self, key: str) -> bool:
        """This will take an item out; False when it was not there."""
        slot = self.slots.pop(key, None)
        if slot is None:
            return False
        item = self.items[slot]
        assert item is not None
        analysis = self.analyze(item, None)
        self.words.remove(slot, analysis.words)
        self.grams.remove(slot, analysis.grams)
        self.items[slot] = None
        self.has_vector[slot] = False
        self.vectors[slot] = 0.0
        return True

    def row(self, key: str) -> bytes:
        """This will return one item as versioned bytes for the caller to keep."""
        slot = self.slots[key]
        item = self.items[slot]
        assert item is not None
        vector = self.vectors[slot] if self.has_vector[slot] else None
        return pack(item, self.analyze(item, vector), self.vocabulary.digest)

    def load(self, rows: Iterable[bytes]) -> None:
        """This will put stored rows in; `OutdatedIndex` when one was made by another version."""
        for row in rows:
            item, analysis = unpack(row, self.vocabulary.digest)
            self.remove(item.key)
            self._place(item, analysis)


def _weigh(words: Counter[str], runs: Counter[str], token: Token, weight: float) -> None:
    words[token.lemma] += weight
    for part in token.parts:
        words[part] += weight * PART_WEIGHT
    for gram in grams(token.text):
        runs[gram] += weight


def pack(item: Item, analysis: Analysis, vocabulary: str) -> bytes:
    """This will write an item and its analysis as bytes."""
    vector = analysis.vector
    content = {
        "version": VERSION,
        "meaning": MEANING_VERSION if vector is not None else "",
        "vocabulary": vocabulary,
        "item": {
            "key": item.key, "kind": item.kind, "title": item.title, "fields": dict(item.fields),
            "topics": list(item.topics),
            "facets": {name: list(values) for name, values in item.facets.items()},
            "series": item.series, "valid_to": item.valid_to.isoformat() if item.valid_to else None,
        },
        "words": analysis.words,
        "grams": analysis.grams,
        "vector": base64.b64encode(vector.astype("<f4").tobytes()).decode() if vector is not None else None,
    }  # fmt: skip
    return zlib.compress(json.dumps(content, ensure_ascii=False, sort_keys=True).encode(), 1)


def unpack(row: bytes, vocabulary: str) -> tuple[Item, Analysis]:
    """This will read what `pack` wrote; `OutdatedIndex` when it cannot be used any more."""
    try:
        content = json.loads(zlib.decompress(row))
        made_by = (content["version"], content["vocabulary"], content["meaning"])
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise OutdatedIndex(
            f"expected a row of version {VERSION}, came: {error!r}. Hint: build the index again."
        ) from error
    wanted = (VERSION, vocabulary, MEANING_VERSION if content["vector"] else "")
    if made_by != wanted:
        raise OutdatedIndex(f"expected a row made by {wanted}, came {made_by}. Hint: build the index again.")
    return _item(content["item"]), _analysis(content)


def _item(stored: dict) -> Item:
    valid_to = date.fromisoformat(stored["valid_to"]) if stored["valid_to"] else None
    facets = {name: tuple(values) for name, values in stored["facets"].items()}
    return Item(**{**stored, "topics": tuple(stored["topics"]), "facets": facets, "valid_to": valid_to})


def _analysis(content: dict) -> Analysis:
    vector = content["vector"]
    known = np.frombuffer(base64.b64decode(vector), "<f4").astype(np.float32) if vector else None
    return Analysis(content["words"], content["grams"], known)
