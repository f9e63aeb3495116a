"""The field's own words: topics, synonyms, triggers, abbreviations, roles, forms and phases.

The data belongs to the editors and is handed in by the caller; here is only how it is found in a text.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from dutch_text.meaning import Meaning
from dutch_text.words import Token, tokens

# The first terms of a topic tell enough of what it is about; more cost time and add little.
TERMS_IN_MEANING = 25

KINDS = ("name", "synonym", "trigger", "abbreviation")


class UnreadableVocabulary(ValueError):
    """A term without text, of an unknown kind, or of a topic that is not in the list."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `parent` is the slug of the broader one, empty at the top; `about` its definition."""

    slug: str
    label: str
    parent: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One way people say a topic. `kind`: name, synonym, trigger (azc, windmolens) or abbreviation."""

    topic: str
    text: str
    kind: str = "synonym"


@dataclass(frozen=True, slots=True)
class FacetTerm:
    """One way people say a role, form or phase: facet `role`, value `mayor`, text `burgemeester`."""

    facet: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A subject that others answer (parking, passports), with its usual words: tells what is not ours."""

    subject: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A term found in a text, with its place in the original."""

    term: Term | FacetTerm
    start: int
    end: int


@dataclass(frozen=True)
class Vocabulary:
    """Topics with their terms, and the words for roles, forms and phases."""

    topics: tuple[Topic, ...] = ()
    terms: tuple[Term, ...] = ()
    facet_terms: tuple[FacetTerm, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    _by_slug: dict[str, Topic] = field(init=False, repr=False, compare=False)
    _vectors: dict[str, np.ndarray] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        by_slug = {topic.slug: topic for topic in self.topics}
        object.__setattr__(self, "_by_slug", by_slug)
        for term in self.terms:
            if not term.text.strip() or term.kind not in KINDS or term.topic not in by_slug:
                raise UnreadableVocabulary(
                    f"expected a text, a kind of {KINDS} and a known topic, came: {term}. "
                    "Hint: correct or remove this line of the term list."
                )

    @cached_property
    def digest(self) -> str:
        """This will tell two vocabularies apart, so an index knows by which words it was built."""
        return hashlib.sha256(repr((self.topics, self.terms, self.facet_terms)).encode()).hexdigest()[:16]

    @cached_property
    def all_terms(self) -> tuple[Term | FacetTerm, ...]:
        names = tuple(Term(topic.slug, topic.label, "name") for topic in self.topics if topic.label)
        return names + self.terms + self.facet_terms

    @cached_property
    def extra_parts(self) -> frozenset[str]:
        """This will return the single words of the field that may be part of a compound."""
        words: set[str] = set()
        for term in self.terms:
            plain = tokens(term.text)
            if len(plain) == 1 and len(plain[0].lemma) >= 3:
                words.update((plain[0].lemma, plain[0].text))
        return frozenset(word for word in words if word.isalpha())

    @cached_property
    def _phrases(self) -> dict[str, list[tuple[tuple[str, ...], Term | FacetTerm]]]:
        """Terms by the lemma of their first word."""
        phrases: dict[str, list[tuple[tuple[str, ...], Term | FacetTerm]]] = defaultdict(list)
        for term in self.all_terms:
            key = tuple(token.lemma for token in tokens(term.text))
            if key:
                phrases[key[0]].append((key, term))
        for options in phrases.values():
            options.sort(key=lambda option: (-len(option[0]), option[0], option[1].text))
        return dict(phrases)

    @cached_property
    def _others(self) -> Vocabulary:
        """The words of what is not ours, found in the same way."""
        subjects = tuple(Topic(one.subject, "") for one in self.elsewhere)
        terms = tuple(Term(one.subject, word) for one in self.elsewhere for word in one.words)
        return Vocabulary(subjects, terms)

    def find_elsewhere(self, found: Sequence[Token]) -> list[Found]:
        """This will return the words of what is not ours in tokens."""
        return self._others.find_in(found)

    @cached_property
    def words(self) -> frozenset[str]:
        """This will return every lemma that occurs in a term."""
        return frozenset(
            token.lemma for term in self.all_terms for token in tokens(term.text) if not token.stop
        )

    def topic(self, slug: str) -> Topic | None:
        return self._by_slug.get(slug)

    def within(self, slug: str) -> tuple[str, ...]:
        """This will return a topic and the narrower ones under it."""
        return (slug, *(topic.slug for topic in self.topics if topic.parent == slug))

    def related(self, one: str, other: str) -> bool:
        """This will tell whether two topics are the same or one lies within the other."""
        return one == other or self._parent(one) == other or self._parent(other) == one

    def _parent(self, slug: str) -> str | None:
        topic = self._by_slug.get(slug)
        return topic.parent if topic else None

    def vectors(self, meaning: Meaning) -> np.ndarray:
        """This will return what each topic is about as a vector (topics, 384); made once."""
        if meaning.version not in self._vectors:
            self._vectors[meaning.version] = meaning.passages(self.descriptions)
        return self._vectors[meaning.version]

    def knows_vectors(self, meaning: Meaning) -> bool:
        """This will tell whether `vectors` has them already."""
        return meaning.version in self._vectors

    @property
    def descriptions(self) -> list[str]:
        """This will return what each topic is about in words."""
        return [self._described(topic) for topic in self.topics]

    def _described(self, topic: Topic) -> str:
        terms = [term.text for term in self.terms if term.topic == topic.slug]
        return f"{topic.label}. {topic.about} {', '.join(terms[:TERMS_IN_MEANING])}"

    def tokens(self, text: str, *, limit: int | None = None) -> list[Token]:
        """This will return the words of a text, compounds split with the field's words too."""
        return tokens(text, extra=self.extra_parts, limit=limit)

    def find(self, text: str) -> list[Found]:
        """This will return the terms that occur in a text, in order."""
        return self.find_in(self.tokens(text))

    def find_in(self, found: Sequence[Token]) -> list[Found]:
        """This will return the terms in tokens, also as a part of a compound."""
        hits: dict[tuple[Term | FacetTerm, int], Found] = {}
        for place in range(len(found)):
            for hit in self._starting_at(place, found):
                hits.setdefault((hit.term, hit.start), hit)
        return sorted(hits.values(), key=lambda hit: (hit.start, hit.end, repr(hit.term)))

    def _starting_at(self, place: int, found: Sequence[Token]) -> Iterator[Found]:
        """This will yield the terms that start with a word or with a part of it, longest first."""
        token, named = found[place], ""
        words = (token.lemma, token.text, *sorted(token.parts, key=len, reverse=True))
        for word in dict.fromkeys(words):
            for key, term in self._phrases.get(word, ()):
                last = place + len(key) - 1
                if last >= len(found) or not _continues(found[place + 1 : last + 1], key[1:]):
                    continue
                # A burgemeester is no meester: inside a word that names a role, nothing else names one.
                if isinstance(term, FacetTerm):
                    if word != named and word in named:
                        continue
                    named = named or word
                yield Found(term, token.start, found[last].end)


def _continues(following: Sequence[Token], key: Sequence[str]) -> bool:
    return all(token.lemma == word or token.text == word for token, word in zip(following, key, strict=True))
