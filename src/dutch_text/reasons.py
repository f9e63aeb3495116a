"""Reasons: what in the question met what in the item, with the place in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dutch_text.items import Item, Place
from dutch_text.questions import Query
from dutch_text.vocabulary import FacetTerm, Term, Vocabulary

CODES = ("word", "spelling", "topic", "synonym", "trigger", "role", "form", "phase", "meaning")


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


def explain(
    query: Query, item: Item, places: Mapping[str, Sequence[Place]], vocabulary: Vocabulary, *, near: bool
) -> tuple[Reason, ...]:
    """This will list why an item was found.

    `places` are the places of each word in the item, `near` tells that it is among the nearest by meaning.
    """
    reasons = [*_words(query, places), *_terms(query, item, vocabulary)]
    return (*reasons, Reason("meaning")) if near else tuple(reasons)


def _words(query: Query, places: Mapping[str, Sequence[Place]]) -> list[Reason]:
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
