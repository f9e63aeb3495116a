"""The index: items analyzed once, kept as rows the caller stores, changed one item at a time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from dutch_text.items import Item, Place
from dutch_text.meaning import DIMENSIONS
from dutch_text.meaning import VERSION as MEANING_VERSION
from dutch_text.postings import Members, Postings
from dutch_text.rows import VERSION, Analysis, OutdatedIndex, item_from, pack, stored, unpack
from dutch_text.situations import FIELD as SITUATIONS
from dutch_text.situations import Situations
from dutch_text.spelling import Spellings
from dutch_text.vocabulary import Vocabulary
from dutch_text.words import grams

__all__ = ["FIELD_WEIGHTS", "VERSION", "OutdatedIndex", "Store"]

FIELD_WEIGHTS: Mapping[str, float] = {
    "title": 3.0, "topics": 2.0, "summary": 1.5, "description": 1.0,
    "audience": 1.0, "form": 1.0, "provider": 0.7, SITUATIONS: 0.7,
}  # fmt: skip
PART_WEIGHT = 0.5
PLACES_KEPT = 2_000


class Store:
    """Items in slots, with postings for words and character runs and a table of vectors."""

    def __init__(self, vocabulary: Vocabulary, *, field_weights: Mapping[str, float] | None = None) -> None:
        self.vocabulary = vocabulary
        self.field_weights = dict(field_weights or FIELD_WEIGHTS)
        self.items: list[Item | None] = []
        self.slots: dict[str, int] = {}
        self.words = Postings()
        self.grams = Postings()
        self.members = Members()
        self.spellings = Spellings(vocabulary.words)
        self.situations = Situations()
        self._places: dict[int, dict[str, list[Place]]] = {}
        self._alive = np.zeros(0, bool)
        self._vectors = np.zeros((0, DIMENSIONS), np.float32)
        self._has_vector = np.zeros(0, bool)
        self._to_the_middle: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.slots)

    @property
    def alive(self) -> np.ndarray:
        """This will return per slot (slots,) whether an item is there."""
        return self._alive[: len(self.items)]

    @property
    def vectors(self) -> np.ndarray:
        """This will return the meaning of every slot (slots, 384); zeros where it is not known."""
        return self._vectors[: len(self.items)]

    @property
    def has_vector(self) -> np.ndarray:
        return self._has_vector[: len(self.items)]

    def to_the_middle(self) -> np.ndarray:
        """This will return the cosine of every slot (slots,) with the mean of all items."""
        if self._to_the_middle is None:
            # In float64: the place of an item in the table, which changes the last bits, must change no rank.
            middle = self.vectors.sum(axis=0, dtype=np.float64) / max(1, np.count_nonzero(self.has_vector))
            self._to_the_middle = np.round(self.vectors @ middle.astype(np.float32), 5)
        return self._to_the_middle

    def analyze(
        self, item: Item, vector: np.ndarray | None, situations: np.ndarray | None = None
    ) -> Analysis:
        """This will weigh the words, compound parts and spellings of all fields of an item."""
        words: Counter[str] = Counter()
        spellings: Counter[str] = Counter()
        for name, text in self._texts(item).items():
            weight = self.field_weights.get(name, 1.0)
            for token in self.vocabulary.tokens(text):
                if token.stop:
                    continue
                words[token.lemma] += weight
                spellings[token.text] += weight
                for part in token.parts:
                    words[part] += weight * PART_WEIGHT
        return Analysis(dict(words), dict(spellings), vector, situations)

    def _texts(self, item: Item) -> dict[str, str]:
        labels = [topic.label for slug in item.topics if (topic := self.vocabulary.topic(slug))]
        return {**item.texts(), "topics": ". ".join(labels)}

    def passage(self, item: Item) -> str:
        """This will return the text whose meaning stands for the item."""
        return ". ".join(text for name, text in self._texts(item).items() if text and name != SITUATIONS)

    def places(self, slot: int) -> dict[str, list[Place]]:
        """This will return the places of every word of an item, for showing why it was found."""
        places = self._places.get(slot)
        if places is None:
            if len(self._places) >= PLACES_KEPT:
                self._places.clear()
            places = {}
            item = self.items[slot]
            for field, text in (item.texts() if item else {}).items():
                for token in self.vocabulary.tokens(text):
                    for word in dict.fromkeys((token.lemma, *token.parts)):
                        places.setdefault(word, []).append(Place(field, token.start, token.end))
            self._places[slot] = places
        return places

    def put(self, item: Item, vector: np.ndarray | None, situations: np.ndarray | None = None) -> None:
        """This will add an item or replace the one with the same key; `situations` (n, 384) as questions."""
        self._place(item, self.analyze(item, vector, situations))

    def load(self, rows: Iterable[bytes], *, any_words: bool = False) -> None:
        """This will put stored rows in; `OutdatedIndex` when one was made by another version.

        `any_words` takes rows made with another word list as they are.
        """
        for row in rows:
            self._place(*unpack(row, None if any_words else self.vocabulary.digest))

    def row(self, key: str) -> bytes:
        """This will return one item as versioned bytes for the caller to keep."""
        slot = self.slots[key]
        item = self.items[slot]
        assert item is not None
        vector = self.vectors[slot] if self.has_vector[slot] else None
        analysis = self.analyze(item, vector, self.situations.of(slot))
        return pack(item, analysis, self.vocabulary.digest)

    def arrays(self) -> dict[str, np.ndarray]:
        """This will return all there is as a few long arrays, for a start without reading item by item.

        Made right after all items were put in; afterwards `ValueError`, for the places of removed items stay behind.
        """
        if len(self) != len(self.items):
            raise ValueError(
                f"expected no removed items, came {len(self.items) - len(self)}; build the index again"
            )
        lines = json.dumps([stored(item) for item in self.items if item], ensure_ascii=False)
        kept = {
            "version": np.array([VERSION]),
            "meaning": np.frombuffer(MEANING_VERSION.encode(), np.uint8),
            "items": np.frombuffer(lines.encode(), np.uint8),
            "vectors": self.vectors,
            "has_vector": self.has_vector,
        }
        kept["situation_slots"], kept["situations"] = self.situations.arrays()
        for name, postings in (("words", self.words), ("grams", self.grams)):
            kept |= {f"{name}_{part}": values for part, values in postings.arrays().items()}
        return kept

    @classmethod
    def from_arrays(cls, kept: Mapping[str, np.ndarray], vocabulary: Vocabulary) -> Store:
        """This will read what `arrays` gave; `OutdatedIndex` when another version wrote it or it is damaged."""
        found = cls(vocabulary)
        try:
            made_by = (int(kept["version"][0]), kept["meaning"].tobytes().decode())
            if made_by != (VERSION, MEANING_VERSION):
                raise OutdatedIndex(
                    f"expected {(VERSION, MEANING_VERSION)}, came {made_by}. Hint: build it again."
                )
            for name in ("words", "grams"):
                parts = {
                    part: kept[f"{name}_{part}"]
                    for part in ("terms", "counts", "slots", "weights", "lengths")
                }
                setattr(found, name, Postings.from_arrays(parts))
            found.situations = Situations.from_arrays(kept["situation_slots"], kept["situations"])
            found.items = [item_from(one) for one in json.loads(kept["items"].tobytes())]
        except (KeyError, ValueError, TypeError, IndexError) as error:
            raise OutdatedIndex(f"expected a kept index, came: {error!r}. Hint: build it again.") from error
        for slot, item in enumerate(found.items):
            found.slots[item.key] = slot
            found.members.add(slot, _values(item))
        found.spellings.add(found.words)
        found._vectors, found._has_vector = np.array(kept["vectors"]), np.array(kept["has_vector"])
        found._alive = np.ones(len(found.items), bool)
        return found

    def remove(self, key: str) -> bool:
        """This will take an item out; False when it was not there."""
        slot = self.slots.pop(key, None)
        if slot is None:
            return False
        item = self.items[slot]
        assert item is not None
        analysis = self.analyze(item, None)
        self.words.remove(slot, analysis.words)
        self.grams.remove(slot, _runs(analysis.spellings))
        self.members.remove(_values(item))
        self._places.pop(slot, None)
        self.situations.remove(slot)
        self.items[slot] = None
        self._alive[slot] = self._has_vector[slot] = False
        self._vectors[slot] = 0.0
        self._to_the_middle = None
        return True

    def _place(self, item: Item, analysis: Analysis) -> None:
        self.remove(item.key)
        slot = len(self.items)
        self._grow(slot)
        self.items.append(item)
        self.slots[item.key] = slot
        self.words.add(slot, analysis.words)
        self.grams.add(slot, _runs(analysis.spellings))
        self.members.add(slot, _values(item))
        self.spellings.add(analysis.words)
        self._alive[slot] = True
        self._to_the_middle = None
        if analysis.vector is not None:
            self._vectors[slot] = analysis.vector
            self._has_vector[slot] = True
        self.situations.put(slot, analysis.situations)

    def _grow(self, slot: int) -> None:
        if slot < len(self._alive):
            return
        more = max(64, len(self._alive))
        self._alive = np.append(self._alive, np.zeros(more, bool))
        self._has_vector = np.append(self._has_vector, np.zeros(more, bool))
        self._vectors = np.vstack([self._vectors, np.zeros((more, DIMENSIONS), np.float32)])

    def allowed(self, filters: Mapping[str, str | Sequence[str]]) -> np.ndarray:
        """This will return per slot (slots,) whether the item is there and passes every filter."""
        mask = self.alive.copy()
        for name, wanted in filters.items():
            one = np.zeros(len(mask), bool)
            for value in {wanted} if isinstance(wanted, str) else set(wanted):
                for narrower in self.vocabulary.within(value) if name == "topic" else (value,):
                    one[self.members.of(name, narrower)] = True
            mask &= one
        return mask


def _runs(spellings: Mapping[str, float]) -> dict[str, float]:
    runs: dict[str, float] = {}
    for word, weight in spellings.items():
        for run in grams(word):
            runs[run] = runs.get(run, 0.0) + weight
    return runs


def _values(item: Item) -> list[tuple[str, str]]:
    values = {("kind", item.kind)} | {("topic", slug) for slug in item.topics}
    values |= {(name, value) for name, all_of in item.facets.items() for value in all_of}
    return sorted(values)
