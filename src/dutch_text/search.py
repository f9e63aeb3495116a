"""Search: a question of one word or eighty, in somebody's own language, with reasons for every result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from functools import cached_property

import numpy as np

from dutch_text import questions, ranking, situations
from dutch_text.index import Store
from dutch_text.items import Item
from dutch_text.meaning import Meaning
from dutch_text.questions import Query
from dutch_text.reasons import Reason, explain
from dutch_text.vocabulary import Vocabulary

NEAREST = 5

Filters = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Result:
    """One found item; `score` orders the results of one question and says nothing by itself."""

    key: str
    kind: str
    title: str
    score: float
    reasons: tuple[Reason, ...]
    expired: bool


@dataclass(frozen=True)
class Scores:
    """The lists (slots,) behind a ranking, their fusion, and the meaning of the question.

    `most` is what a list could give at best, where that is known; `similarity` the cosine of every item.
    """

    lists: Mapping[str, np.ndarray]
    fused: np.ndarray
    most: Mapping[str, float] = dataclass_field(default_factory=dict)
    similarity: np.ndarray | None = None
    topic_similarity: np.ndarray | None = None
    vector: np.ndarray | None = None

    @cached_property
    def nearest(self) -> frozenset[int]:
        """This will return the slots of the few items nearest by meaning; asked for every item of a page."""
        meant = self.lists.get("meaning")
        if meant is None or not len(meant):
            return frozenset()
        count = min(NEAREST, len(meant))
        return frozenset(np.argpartition(-meant, count - 1)[:count].tolist())


class Index:
    """All that can be found. Build it, ask it, change one item, keep its rows."""

    def __init__(
        self,
        items: Iterable[Item] = (),
        *,
        vocabulary: Vocabulary | None = None,
        meaning: Meaning | None = None,
        field_weights: Mapping[str, float] | None = None,
    ) -> None:
        self.vocabulary = vocabulary or Vocabulary()
        self.meaning = meaning
        self.store = Store(self.vocabulary, field_weights=field_weights)
        for item in items:
            self.add(item)

    def __len__(self) -> int:
        return len(self.store)

    @classmethod
    def from_rows(
        cls, rows: Iterable[bytes], *, vocabulary: Vocabulary | None = None, meaning: Meaning | None = None
    ) -> Index:
        """This will load an index from stored rows; `OutdatedIndex` when they must be made again."""
        index = cls(vocabulary=vocabulary, meaning=meaning)
        index.store.load(rows)
        return index

    def add(self, item: Item) -> None:
        """This will add an item or replace the one with the same key."""
        vector = asked = None
        if self.meaning:
            vector = self.meaning.passages([self.store.passage(item)])[0]
            asked = self.meaning.queries(situations.lines(item.fields))
        self.store.put(item, vector, asked)

    def remove(self, key: str) -> bool:
        """This will take an item out; False when it was not there."""
        return self.store.remove(key)

    def row(self, key: str) -> bytes:
        """This will return one item as bytes to keep; give them back through `from_rows`."""
        return self.store.row(key)

    def rows(self) -> dict[str, bytes]:
        """This will return all items as bytes by key."""
        return {key: self.store.row(key) for key in sorted(self.store.slots)}

    def read(self, text: str) -> Query:
        """This will read a question: words, corrections, terms of the field."""
        return questions.read(text, vocabulary=self.vocabulary, spellings=self.store.spellings)

    def score(self, query: Query, *, use_meaning: bool = True) -> Scores:
        """This will return every list of scores and their fusion."""
        store = self.store
        if not query.content:
            return Scores({}, np.zeros(len(store.items)))
        runs = ranking.runs_of(query)
        lists = {
            "words": ranking.words(query, store),
            "characters": ranking.characters(runs, store),
            "topics": ranking.topics(query, store),
            "facets": ranking.facets(query, store),
        }
        most = {"characters": ranking.most(store.grams, runs, alive=len(store))}
        near_topics = similarity = vector = None
        if self.meaning and use_meaning and store.has_vector.any():
            vector = self.meaning.query(query.text)
            similarity = ranking.similarity(vector, store)
            lists["meaning"] = ranking.meaning(similarity, vector, store)
            if self.vocabulary.topics:
                near_topics = self.vocabulary.vectors(self.meaning) @ vector
                lists["topic_meaning"] = ranking.topic_meaning(near_topics, store)
        return Scores(lists, ranking.fuse(lists, store.alive, most), most, similarity, near_topics, vector)

    def search(
        self,
        query: str,
        filters: Filters | None = None,
        limit: int = 10,
        *,
        on: date | None = None,
        use_meaning: bool = True,
    ) -> list[Result]:
        """This will return the best items for a question, best first, with reasons.

        `filters` are exact: a facet name (role, phase, form, region), `kind` or `topic`, with one value or
        several of which one must hold. `on` is the day by which an item counts as expired.
        """
        read = self.read(query)
        return self.results(read, self.score(read, use_meaning=use_meaning), filters, limit, on=on)

    def results(
        self,
        query: Query,
        scores: Scores,
        filters: Filters | None = None,
        limit: int = 10,
        *,
        on: date | None = None,
    ) -> list[Result]:
        """This will turn scores into results: filtered, one of a series, explained."""
        found: list[Result] = []
        series: set[str] = set()
        near = scores.nearest
        for slot in self._best_first(scores.fused, self.store.allowed(filters or {}), limit):
            item = self.store.items[slot]
            if item is None or (item.series and item.series in series):
                continue
            series.add(item.series)
            expired = bool(on and item.valid_to and item.valid_to < on)
            reasons = explain(query, item, self.store.places(slot), self.vocabulary, near=slot in near)
            score = round(float(scores.fused[slot]), 4)
            found.append(Result(item.key, item.kind, item.title, score, reasons, expired))
            if len(found) >= limit:
                break
        return found

    def reasons(self, query: Query, scores: Scores, key: str) -> tuple[Reason, ...]:
        """This will list why one item was found, for a caller that pages through results itself."""
        slot = self.store.slots.get(key)
        item = self.store.items[slot] if slot is not None else None
        if slot is None or item is None:
            return ()
        near = slot in scores.nearest
        return explain(query, item, self.store.places(slot), self.vocabulary, near=near)

    def _best_first(self, fused: np.ndarray, allowed: np.ndarray, limit: int) -> Iterator[int]:
        """This will yield slots by falling score, equals by key; it sorts no more than is asked for."""
        slots = np.flatnonzero(allowed & (fused > 0))
        wanted = max(50, 5 * limit)
        while len(slots):
            best = slots
            if len(slots) > wanted:
                edge = np.partition(fused[slots], len(slots) - wanted)[len(slots) - wanted]
                best = slots[fused[slots] >= edge]
            yield from sorted(best.tolist(), key=lambda slot: (-fused[slot], self.store.items[slot].key))
            slots = np.setdiff1d(slots, best, assume_unique=True)
