"""Reasons: what in the question met what in the item, with the place in both."""

from __future__ import annotations

from dataclasses import dataclass

from dutch_text.items import Item
from dutch_text.questions import Query
from dutch_text.vocabulary import FacetTerm, Term, Vocabulary

CODES = ("word", "spelling", "topic", "synonym", "trigger", "role", "form", "phase", "meaning")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a text of the item: field name and span in code points."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a result was found, as a code of `CODES`.

    `said` is what stood in the question, with its span; `found` what it met: a word (with its places in the
    item), a topic slug, or the value of a facet.
    """

    code: str
    said: str = ""
    start: int = 0
    end: int = 0
    found: str = ""
    places: tuple[Place, ...] = ()


def explain(query: Query, item: Item, vocabulary: Vocabulary, *, near: bool) -> tuple[Reason, ...]:
    """This will list why an item was found; `near` when it is among the nearest by meaning."""
    reasons = [*_words(query, _places(item, vocabulary)), *_terms(query, item, vocabulary)]
    return (*reasons, Reason("meaning")) if near else tuple(reasons)


def _places(item: Item, vocabulary: Vocabulary) -> dict[str, list[Place]]:
    places: dict[str, list[Place]] = {}
    for field, text in item.texts().items():
        for token in vocabulary.tokens(text):
            for word in {token.lemma, *token.parts}:
                places.setdefault(word, []).append(Place(field, token.start, token.end))
    return places


def _words(query: Query, places: dict[str, list[Place]]) -> list[Reason]:
    reasons: dict[str, Reason] = {}
    meant = set(query.corrected.values())
    for token in query.content:
        said = query.text[token.start : token.end]
        code = "spelling" if token.text in meant and token.text != said.lower() else "word"
        for word in (token.lemma, *token.parts):
            if word in places:
                reason = Reason(code, said, token.start, token.end, word, tuple(places[word]))
                reasons.setdefault(word, reason)
                break
    return list(reasons.values())


def _terms(query: Query, item: Item, vocabulary: Vocabulary) -> list[Reason]:
    reasons: dict[tuple[str, str], Reason] = {}
    for hit in query.found:
        said, term = query.text[hit.start : hit.end], hit.term
        if isinstance(term, FacetTerm):
            if term.value in item.facets.get(term.facet, ()):
                reason = Reason(term.facet, said, hit.start, hit.end, term.value)
                reasons.setdefault((term.facet, term.value), reason)
        elif any(vocabulary.related(term.topic, own) for own in item.topics):
            code = _code(term)
            reasons.setdefault((code, term.topic), Reason(code, said, hit.start, hit.end, term.topic))
    return list(reasons.values())


def _code(term: Term) -> str:
    return {"name": "topic", "trigger": "trigger"}.get(term.kind, "synonym")
