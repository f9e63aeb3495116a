"""Search: a question of one word or eighty, in somebody's own language, with reasons for every result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dutch_text import ranking
from dutch_text.index import FIELD_WEIGHTS, PART_WEIGHT, Store
from dutch_text.items import Item
from dutch_text.meaning import Meaning
from dutch_text.vocabulary import FacetTerm, Found, Term, Vocabulary, correct
from dutch_text.words import Token, grams

LONGEST_QUERY = 20_000
MOST_WORDS = 400
WEIGHTS: Mapping[str, float] = {"words": 1.0, "characters": 1.0, "meaning": 2.0, "topics": 1.5, "facets": 0.5}
NARROWER, BROADER, SIBLING = 0.7, 0.7, 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a text of the item: field name and span in code points."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a result was found. `code`: word, spelling, synonym, trigger, topic, role, form, phase, meaning.

    `said` is what stood in the question (with its span), `found` what it matched in the item.
    """

    code: str
    said: str = ""
    start: int = 0
    end: int = 0
    found: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One found item; `score` orders results of one question and says nothing by itself."""

    key: str
    kind: str
    title: str
    score: float
    reasons: tuple[Reason, ...]
    expired: bool


@dataclass(frozen=True)
class Query:
    """A question read: its words, what they were corrected to, and the terms of the field in it."""

    text: str
    tokens: tuple[Token, ...]
    corrected: Mapping[str, str]
    found: tuple[Found, ...]

    @property
    def topics(self) -> list[str]:
        return list(dict.fromkeys(hit.term.topic for hit in self.found if isinstance(hit.term, Term)))


@dataclass(frozen=True)
class Scores:
    """The raw lists (slots,) behind a ranking, before fusion."""

    lists: Mapping[str, np.ndarray]
    fused: np.ndarray


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
        self.store = Store(self.vocabulary, field_weights=field_weights or FIELD_WEIGHTS)
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
        vector = self.meaning.passages([self.store.passage(item)])[0] if self.meaning else None
        self.store.put(item, vector)

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
        text = text[:LONGEST_QUERY]
        words = self.vocabulary.tokens(text, limit=MOST_WORDS)
        corrected: dict[str, str] = {}
        for token in words:
            if token.stop or token.lemma in self.store.words or token.lemma in self.vocabulary.words:
                continue
            if better := correct(token.text, self._known_words):
                corrected[token.text] = better
        seen = [_respelled(token, corrected) for token in words]
        return Query(text, tuple(seen), corrected, tuple(self.vocabulary.find_in(seen)))

    @property
    def _known_words(self) -> Sequence[str]:
        return sorted(self.vocabulary.words | {word for word in self.store.words if word.isalpha()})

    def score(self, query: Query, *, use_meaning: bool = True) -> Scores:
        """This will return every list of scores and their fusion."""
        store = self.store
        size = len(store.items)
        alive = np.fromiter((item is not None for item in store.items), bool, size)
        lists = {
            "words": ranking.bm25(store.words, _words(query), alive=len(store), slots=size),
            "characters": ranking.bm25(store.grams, _grams(query), alive=len(store), slots=size),
            "topics": self._topic_scores(query),
            "facets": self._facet_scores(query),
        }
        content = any(not token.stop for token in query.tokens)
        if self.meaning and use_meaning and content and size:
            similarity = store.vectors[:size] @ self.meaning.query(query.text)
            lists["meaning"] = np.where(store.has_vector[:size], similarity, 0.0)
        return Scores(lists, ranking.fuse(lists, WEIGHTS, alive) if content else np.zeros(size))

    def _topic_scores(self, query: Query) -> np.ndarray:
        scores = np.zeros(len(self.store.items), np.float32)
        wanted = query.topics
        if wanted:
            for slot, item in enumerate(self.store.items):
                if item is not None and item.topics:
                    scores[slot] = sum(max(self._nearness(one, has) for has in item.topics) for one in wanted)
        return scores

    def _nearness(self, wanted: str, has: str) -> float:
        if wanted == has:
            return 1.0
        one, other = self.vocabulary.topic(wanted), self.vocabulary.topic(has)
        if one is None or other is None:
            return 0.0
        if one.parent == has:
            return BROADER
        if other.parent == wanted:
            return NARROWER
        return SIBLING if one.parent and one.parent == other.parent else 0.0

    def _facet_scores(self, query: Query) -> np.ndarray:
        scores = np.zeros(len(self.store.items), np.float32)
        wanted = {(hit.term.facet, hit.term.value) for hit in query.found if isinstance(hit.term, FacetTerm)}
        if wanted:
            for slot, item in enumerate(self.store.items):
                if item is not None:
                    scores[slot] = sum(value in item.facets.get(facet, ()) for facet, value in wanted)
        return scores

    def search(
        self,
        query: str,
        filters: Mapping[str, str | Sequence[str]] | None = None,
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
        read: Query,
        scores: Scores,
        filters: Mapping[str, str | Sequence[str]] | None = None,
        limit: int = 10,
        *,
        on: date | None = None,
    ) -> list[Result]:
        """This will turn scores into results: filtered, one per series, explained."""
        found: list[Result] = []
        series: Counter[str] = Counter()
        for slot in self._order(scores.fused):
            item = self.store.items[slot]
            if item is None or not _passes(item, filters or {}, self.vocabulary):
                continue
            if item.series and series[item.series]:
                continue
            series[item.series] += 1
            found.append(self._result(read, scores, slot, item, on))
            if len(found) >= limit:
                break
        return found

    def _order(self, fused: np.ndarray) -> list[int]:
        slots = np.flatnonzero(fused > 0).tolist()
        keys = {slot: item.key for slot in slots if (item := self.store.items[slot]) is not None}
        return sorted(keys, key=lambda slot: (-fused[slot], keys[slot]))

    def _result(self, read: Query, scores: Scores, slot: int, item: Item, on: date | None) -> Result:
        from dutch_text.reasons import explain

        expired = bool(on and item.valid_to and item.valid_to < on)
        similarity = scores.lists.get("meaning")
        rank = int((similarity > similarity[slot]).sum()) + 1 if similarity is not None else None
        reasons = explain(read, item, self.vocabulary, meaning_rank=rank)
        return Result(item.key, item.kind, item.title, round(float(scores.fused[slot]), 6), reasons, expired)


def _respelled(token: Token, corrected: Mapping[str, str]) -> Token:
    if token.text not in corrected:
        return token
    right = corrected[token.text]
    return Token(right, token.start, token.end, right, (), False)


def _words(query: Query) -> dict[str, float]:
    wanted: Counter[str] = Counter()
    for token in query.tokens:
        if not token.stop:
            wanted[token.lemma] = max(wanted[token.lemma], 1.0)
            for part in token.parts:
                wanted[part] = max(wanted[part], PART_WEIGHT)
    return dict(wanted)


def _grams(query: Query) -> dict[str, float]:
    return {gram: 1.0 for token in query.tokens if not token.stop for gram in grams(token.text)}


def _passes(item: Item, filters: Mapping[str, str | Sequence[str]], vocabulary: Vocabulary) -> bool:
    for name, wanted in filters.items():
        values = {wanted} if isinstance(wanted, str) else set(wanted)
        if name == "kind":
            has = {item.kind}
        elif name == "topic":
            has = set(item.topics) | {t.parent for slug in item.topics if (t := vocabulary.topic(slug))}
        else:
            has = set(item.facets.get(name, ()))
        if not values & has:
            return False
    return True
