"""Reasons: what in the question met what in the item, with the place in both."""

from __future__ import annotations

from dutch_text.items import Item
from dutch_text.search import Place, Query, Reason
from dutch_text.vocabulary import FacetTerm, Term, Vocabulary

MEANING_WORTH_TELLING = 5


def explain(
    query: Query, item: Item, vocabulary: Vocabulary, *, meaning_rank: int | None
) -> tuple[Reason, ...]:
    """This will list why an item was found for a question."""
    places = _places(item, vocabulary)
    reasons = [*_words(query, places), *_terms(query, item, vocabulary)]
    if meaning_rank is not None and meaning_rank <= MEANING_WORTH_TELLING:
        reasons.append(Reason("meaning"))
    return tuple(reasons)


def _places(item: Item, vocabulary: Vocabulary) -> dict[str, list[Place]]:
    places: dict[str, list[Place]] = {}
    for field, text in item.texts().items():
        for token in vocabulary.tokens(text):
            for word in {token.lemma, *token.parts}:
                places.setdefault(word, []).append(Place(field, token.start, token.end))
    return places


def _words(query: Query, places: dict[str, list[Place]]) -> list[Reason]:
    reasons: dict[str, Reason] = {}
    for token in query.tokens:
        if token.stop:
            continue
        said = query.text[token.start : token.end]
        code = "spelling" if token.text in query.corrected.values() else "word"
        for word in (token.lemma, *token.parts):
            if word in places and word not in reasons:
                reasons[word] = Reason(code, said, token.start, token.end, word, tuple(places[word]))
                break
    return list(reasons.values())


def _terms(query: Query, item: Item, vocabulary: Vocabulary) -> list[Reason]:
    reasons: dict[tuple[str, str], Reason] = {}
    own = set(item.topics)
    near = own | {topic.parent for slug in own if (topic := vocabulary.topic(slug)) and topic.parent}
    for hit in query.found:
        said = query.text[hit.start : hit.end]
        term = hit.term
        if isinstance(term, FacetTerm) and term.value in item.facets.get(term.facet, ()):
            reason = Reason(term.facet, said, hit.start, hit.end, term.value)
            reasons.setdefault((term.facet, term.value), reason)
        elif isinstance(term, Term) and (term.topic in near or _parent(term.topic, vocabulary) in own):
            code = {"name": "topic", "abbreviation": "synonym"}.get(term.kind, term.kind)
            reasons.setdefault((code, term.topic), Reason(code, said, hit.start, hit.end, term.topic))
    return list(reasons.values())


def _parent(slug: str, vocabulary: Vocabulary) -> str:
    topic = vocabulary.topic(slug)
    return topic.parent if topic and topic.parent else slug
