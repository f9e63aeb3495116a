"""A question read: its words, what they were corrected to, and the field's terms in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files

from dutch_text.spelling import Spellings
from dutch_text.vocabulary import FacetTerm, Found, Term, Vocabulary
from dutch_text.words import Token

# What stands after this is not read: a question has 80 words, not a megabyte.
LONGEST = 20_000
MOST_WORDS = 400
# Words that any question to a municipality may hold; they find nothing and are no reason for anything.
GENERAL = frozenset((files("dutch_text") / "data" / "general_words.txt").read_text("utf-8").split())


def is_telling(token: Token) -> bool:
    """This will tell whether a word says what a question is about."""
    return not token.stop and token.lemma not in GENERAL


@dataclass(frozen=True)
class Query:
    """A question with its words, corrections (as typed -> as meant) and the terms found in it."""

    text: str
    tokens: tuple[Token, ...]
    corrected: Mapping[str, str]
    found: tuple[Found, ...]

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """This will return the words that say what it is about."""
        return tuple(token for token in self.tokens if is_telling(token))

    @property
    def topics(self) -> dict[str, int]:
        """This will return the topics meant, with the number of places that mean them."""
        places: dict[str, set[int]] = {}
        for hit in self.found:
            if isinstance(hit.term, Term):
                places.setdefault(hit.term.topic, set()).add(hit.start)
        return {topic: len(starts) for topic, starts in places.items()}

    @property
    def facets(self) -> list[tuple[str, str]]:
        """This will return the roles, forms and phases named."""
        named = ((hit.term.facet, hit.term.value) for hit in self.found if isinstance(hit.term, FacetTerm))
        return list(dict.fromkeys(named))


def read(text: str, *, vocabulary: Vocabulary, spellings: Spellings) -> Query:
    """This will read a question in somebody's own words, forgiving typing errors."""
    text = text[:LONGEST]
    words = vocabulary.tokens(text, limit=MOST_WORDS)
    corrected: dict[str, str] = {}
    for token in words:
        if token.stop or token.parts or token.lemma in spellings or token.text in corrected:
            continue
        if better := spellings.correct(token.text):
            corrected[token.text] = better
    seen = tuple(_respelled(token, corrected, vocabulary) for token in words)
    return Query(text, seen, corrected, tuple(vocabulary.find_in(seen)))


def _respelled(token: Token, corrected: Mapping[str, str], vocabulary: Vocabulary) -> Token:
    if token.text not in corrected:
        return token
    return replace(vocabulary.tokens(corrected[token.text])[0], start=token.start, end=token.end)
