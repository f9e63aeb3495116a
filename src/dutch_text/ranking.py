"""Scores: BM25 on words and character runs, meaning, topics, facets; and how they become one.

Each list is brought between 0 and 1 within the question before it is added, so that one list cannot drown
the others, whatever the number of items.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np

from dutch_text.index import PART_WEIGHT, Store
from dutch_text.postings import Postings
from dutch_text.questions import Query
from dutch_text.vocabulary import Vocabulary
from dutch_text.words import grams

K1, B = 1.2, 0.6
# Set on the development questions; see tests/benchmarks/language_search.py.
WEIGHTS: Mapping[str, float] = {
    "words": 1.0, "characters": 1.0, "meaning": 1.5, "topics": 1.0, "facets": 0.6, "topic_meaning": 1.4
}  # fmt: skip
NARROWER, BROADER, SIBLING, BROADER_MEANING = 0.7, 0.7, 0.3, 0.9
# Items that stand in the middle of all others are near to any question; this share of the middle is taken off
# (centering against hubs, Suzuki et al. 2013). The shift keeps what is left above nothing.
MIDDLE, SHIFT = 0.75, 2.0
# How much the nearest of the situations of an item says, beside its description.
SITUATION = 0.5
# A list whose best item holds less than this share of the question is no full proof.
FULL = {"characters": 0.3}
# In a large index runs that many items share say little and cost most.
MANY_ITEMS, COMMON, MOST_RUNS = 2_000, 0.1, 150


def bm25(postings: Postings, wanted: Mapping[str, float], *, alive: int, slots: int) -> np.ndarray:
    """This will return the BM25 score (slots,) of weighted terms against every slot.

    Source: Robertson and Zaragoza 2009; the field weights are in the term weights.
    """
    scores = np.zeros(slots, np.float32)
    if not alive or postings.total <= 0:
        return scores
    norm = K1 * (1 - B + B * postings.lengths() / (postings.total / alive))
    for term in sorted(wanted):
        count = postings.count(term)
        if not count:
            continue
        inverse = math.log(1 + (alive - count + 0.5) / (count + 0.5))
        places, weights = postings.of(term)
        scores[places] += wanted[term] * inverse * (K1 + 1) * weights / (weights + norm[places])
    return scores


def most(postings: Postings, terms: Iterable[str], *, alive: int) -> float:
    """This will return the BM25 score of an item that holds all terms ever so often."""
    counts = (postings.count(term) for term in sorted(terms))
    return (K1 + 1) * sum(math.log(1 + (alive - count + 0.5) / (count + 0.5)) for count in counts)


def words(query: Query, store: Store) -> np.ndarray:
    """This will score lemmas and, at half weight, the parts of compounds."""
    wanted: dict[str, float] = {}
    for token in query.content:
        wanted[token.lemma] = 1.0
        for part in token.parts:
            wanted.setdefault(part, PART_WEIGHT)
    return bm25(store.words, wanted, alive=len(store), slots=len(store.items))


def runs_of(query: Query) -> set[str]:
    """This will return the runs of characters of all words that say what a question is about."""
    return {run for token in query.content for run in grams(token.text)}


def characters(runs: set[str], store: Store) -> np.ndarray:
    """This will score runs of characters, which forgives typing errors and unknown endings."""
    if len(store) > MANY_ITEMS:
        limit = COMMON * len(store)
        rare = ((store.grams.count(run), run) for run in runs)
        runs = {run for _, run in sorted(pair for pair in rare if 0 < pair[0] <= limit)[:MOST_RUNS]}
    return bm25(store.grams, dict.fromkeys(runs, 1.0), alive=len(store), slots=len(store.items))


def topics(query: Query, store: Store) -> np.ndarray:
    """This will score items by the topics named in the question; rare topics say more."""
    scores = np.zeros(len(store.items), np.float32)
    alive = len(store)
    for wanted, places in query.topics.items():
        one = np.zeros(len(scores), np.float32)
        for slug, nearness in _near(wanted, store.vocabulary):
            slots = store.members.of("topic", slug)
            one[slots] = np.maximum(one[slots], nearness)
        count = int(np.count_nonzero(one[store.alive] >= NARROWER))
        weight = math.sqrt(places) * math.log(1 + alive / (count + 1)) / math.log(2 + alive)
        scores += weight * one
    return scores


def _near(wanted: str, vocabulary: Vocabulary) -> Iterable[tuple[str, float]]:
    """This will yield the topics an item may have to count for a wanted one, with their nearness."""
    topic = vocabulary.topic(wanted)
    yield wanted, 1.0
    for other in vocabulary.topics:
        if other.slug == wanted or topic is None:
            continue
        if other.slug == topic.parent:
            yield other.slug, BROADER
        elif other.parent == wanted:
            yield other.slug, NARROWER
        elif other.parent and other.parent == topic.parent:
            yield other.slug, SIBLING


def facets(query: Query, store: Store) -> np.ndarray:
    """This will score items by the roles, forms and phases named in the question."""
    scores = np.zeros(len(store.items), np.float32)
    for name, value in query.facets:
        scores[store.members.of(name, value)] += 1.0
    return scores


def similarity(vector: np.ndarray, store: Store) -> np.ndarray:
    """This will return the cosine of the question with every item; 0 where the item has no vector."""
    # Rounded, so that the place of an item in the table, which changes the last bits, changes no rank.
    return np.where(store.has_vector, np.round(store.vectors @ vector, 5), 0.0).astype(np.float32)


def meaning(similarity: np.ndarray, vector: np.ndarray, store: Store) -> np.ndarray:
    """This will score items by what they share with the question beyond what they share with all items."""
    own = _with_situations(similarity - MIDDLE * store.to_the_middle(), vector, store) + SHIFT
    return np.where(store.has_vector, own, 0.0).astype(np.float32)


def _with_situations(own: np.ndarray, vector: np.ndarray, store: Store) -> np.ndarray:
    """This will let the nearest situation count where an item has any.

    Brought to the same mean first, so that having situations is no advantage by itself.
    """
    if not len(store.situations):
        return own
    nearest = store.situations.nearest(vector, len(own), MIDDLE)
    told = np.isfinite(nearest)
    level = float(np.sort(own[told] - nearest[told]).mean())
    joined = np.where(told, (1 - SITUATION) * own + SITUATION * (np.where(told, nearest, 0.0) + level), own)
    return np.round(joined, 5)


def topic_meaning(similarity: np.ndarray, store: Store) -> np.ndarray:
    """This will score items by how near the question is to what their topics are about.

    `similarity` has one cosine per topic of the vocabulary; a broad topic also takes from its narrower ones.
    """
    scores = np.zeros(len(store.items), np.float32)
    spread = float(similarity.std()) or 1.0
    slugs = (topic.slug for topic in store.vocabulary.topics)
    standard = dict(zip(slugs, (similarity - similarity.mean()) / spread, strict=True))
    shift = 10.0  # keeps every item that has a topic above those that have none
    for topic in store.vocabulary.topics:
        below = [standard[other.slug] for other in store.vocabulary.topics if other.parent == topic.slug]
        best = max([standard[topic.slug], *(BROADER_MEANING * value for value in below)])
        slots = store.members.of("topic", topic.slug)
        scores[slots] = np.maximum(scores[slots], best + shift)
    return scores


def fuse(
    lists: Mapping[str, np.ndarray], alive: np.ndarray, most: Mapping[str, float] | None = None
) -> np.ndarray:
    """This will bring each list between 0 and 1 among the items that are there, and add them by weight.

    `most` is what a list could give at best: one whose best item stays far below it counts for less.
    Lists that give nearly every item something (meaning) start at their mean, the others at nothing.
    """
    total = np.zeros(len(alive), np.float64)
    for name in sorted(lists):
        scores = np.where(alive, lists[name], 0.0).astype(np.float64)
        given = scores[scores > 0]
        if not len(given):
            continue
        floor = float(np.sort(given).mean(dtype=np.float64)) if name in ("meaning", "topic_meaning") else 0.0
        top = max(float(given.max()), FULL.get(name, 0.0) * (most or {}).get(name, 0.0))
        if top > floor:
            total += WEIGHTS[name] * np.where(scores > 0, (scores - floor) / (top - floor), 0.0)
    return np.round(total, 5)
