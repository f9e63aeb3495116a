"""Finding: a word or a whole question, with whether anything fits at all and why each thing was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from dutch_text import matching
from dutch_text.index import Store
from dutch_text.questions import Query
from dutch_text.reasons import Reason
from dutch_text.search import NEAREST, Index, Result, Scores

from . import live_index, vocabulary
from .live_index import OFFER

# What may stand in the list of a search, each on its own: near the best, on the topic, or with its words.
NEAR_THE_BEST = 0.3
ON_TOPIC = 0.7
SAME_WORDS = 0.5
PERHAPS = 5  # shown when nothing is likely to fit


@dataclass(frozen=True)
class Found:
    """`known` is False when nothing is likely to fit; the results are the nearest there is."""

    known: bool
    confidence: float
    results: list[Result] = field(default_factory=list)


def find(
    text: str,
    *,
    on: date,
    filters: Mapping[str, str | Sequence[str]] | None = None,
    limit: int = 5,
) -> Found:
    """This will find what fits a question among all that is indexed.

    Filters are exact: kind (offer, card, ...), topic, role, form, phase, region. A result's `key` is "kind:key".
    """
    with live_index.live.asked(text) as index:
        found = matching.match(index, text, filters, limit, on=on)
    return Found(found.known, found.confidence, found.results)


@dataclass(frozen=True)
class OfferSearch:
    """The offers a search found, best first, and what it takes to say why.

    `slots` are places in `store`, which never moves what it holds: thousands of offers may fit a broad question,
    and only those of one page are looked at one by one.
    """

    known: bool
    slots: np.ndarray
    corrected: Mapping[str, str]
    index: Index
    query: Query
    scores: Scores

    @property
    def is_by_words_for_now(self) -> bool:
        """This will tell whether the search by meaning was still being loaded."""
        return "meaning" not in self.scores.lists and vocabulary.is_meaning_coming()

    @property
    def store(self) -> Store:
        return self.index.store

    @property
    def slugs(self) -> list[str]:
        """This will list all offers found, best first."""
        items = (self.store.items[slot] for slot in self.slots.tolist())
        return [item.key.removeprefix(OFFER) for item in items if item]

    def reasons(self, slug: str) -> tuple[Reason, ...]:
        """This will tell why one offer was found; asked for the offers of one page only."""
        return self.index.reasons(self.query, self.scores, OFFER + slug)


def search_offers(text: str) -> OfferSearch:
    """This will find offers for the menu card: all that fit, best first."""
    with live_index.live.asked(text) as index:
        query = index.read(text)
        scores = index.score(query)
        shown = _worth_showing(scores)
        slots = shown[index.store.allowed({"kind": "offer"})[shown]]
        known = bool(len(slots)) and _is_known(index, query, scores)
    return OfferSearch(known, slots, query.corrected, index, query, scores)


def _worth_showing(scores: Scores) -> np.ndarray:
    fused = scores.fused
    best = float(fused.max(initial=0.0))
    if best <= 0:
        return np.zeros(0, int)
    words, topics = scores.lists["words"], scores.lists["topics"]
    near = (fused >= NEAR_THE_BEST * best) & _has_evidence(scores)
    near |= topics >= ON_TOPIC * topics.max(initial=0.0) if topics.any() else False
    near |= words >= SAME_WORDS * words.max(initial=0.0) if words.any() else False
    slots = np.flatnonzero(near)
    return slots[np.lexsort((slots, -words[slots], -topics[slots], -fused[slots]))]


def _has_evidence(scores: Scores) -> np.ndarray:
    """A word, a topic, or being among the nearest by meaning: without one of these no reason could be given."""
    evident = (scores.lists["words"] > 0) | (scores.lists["topics"] > 0)
    similar = scores.lists.get("meaning")
    if similar is not None and len(similar):
        fewest = min(NEAREST, len(similar))
        evident |= similar >= np.partition(similar, -fewest)[-fewest]
    return evident


def _is_known(index: Index, query: Query, scores: Scores) -> bool:
    chosen = matching.calibration("with_meaning" if "meaning" in scores.lists else "without_meaning")
    return chosen.confidence(matching.signals(index, query, scores)) >= chosen.threshold
