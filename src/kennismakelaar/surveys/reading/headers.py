"""Which column of a survey export means what, from its header alone."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from rapidfuzz import fuzz, process

WORDS: dict[str, dict[str, list[str]]] = tomllib.loads(
    files("kennismakelaar.surveys").joinpath("data/words.toml").read_text(encoding="utf-8")
)
LEAST_LIKENESS = 88  # of 100: below this a misspelled topic is not recognized, but asked


@dataclass(frozen=True)
class Meaning:
    """What one column holds. `kind` is municipality, code, role, respondent, date, open, score or ignored."""

    kind: str
    topic: str = ""
    aspect: str = ""

    def __str__(self) -> str:
        return f"score:{self.topic}:{self.aspect}" if self.kind == "score" else self.kind


@dataclass(frozen=True)
class Vocabulary:
    """The names by which a topic may be called in a header: {plain name: topic slug}."""

    names: Mapping[str, str]

    @classmethod
    def of(
        cls, pairs: Iterable[tuple[str, str]], *, parents: Mapping[str, str] | None = None
    ) -> "Vocabulary":
        """From (name, slug) pairs. A name of two topics is left out: a header must not be guessed.

        parents: {slug: slug of the wider topic}. "Inclusie" as the name of a topic and of its part means the wider.
        """
        wider = parents or {}
        meant: dict[str, set[str]] = {}
        for name, slug in pairs:
            meant.setdefault(plain(name), set()).add(slug)
        sure = {
            name: {slug for slug in slugs if wider.get(slug) not in slugs} for name, slugs in meant.items()
        }
        return cls({name: next(iter(slugs)) for name, slugs in sure.items() if name and len(slugs) == 1})


def plain(text: str) -> str:
    """Lower case, without diacritics, punctuation and double spaces."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9+]+", " ", text).split())


def spelled(section: str) -> dict[str, tuple[str, ...]]:
    """One section of data/words.toml with its words in plain spelling."""
    return {key: tuple(plain(word) for word in words) for key, words in WORDS[section].items()}


_ASPECTS, _COLUMNS = spelled("aspects"), spelled("columns")


def recognize(headers: Sequence[str], vocabulary: Vocabulary) -> list[Meaning]:
    """One meaning per header; `ignored` for what is not understood (the caller lists those)."""
    return [_meaning(header, vocabulary) for header in headers]


def meanings_from(saved: Mapping[str, str], headers: Sequence[str], vocabulary: Vocabulary) -> list[Meaning]:
    """Meanings chosen by a person ({header: "score:slug:aspect"}), the rest recognized."""
    found = recognize(headers, vocabulary)
    return [
        _parse(saved[header]) if header in saved else meaning
        for header, meaning in zip(headers, found, strict=True)
    ]


def _parse(text: str) -> Meaning:
    kind, _, rest = text.partition(":")
    topic, _, aspect = rest.partition(":")
    return Meaning(kind, topic, aspect)


def _meaning(header: str, vocabulary: Vocabulary) -> Meaning:
    text = plain(header)
    aspect, rest = _aspect_in(text)
    topic = _topic_in(rest if aspect else text, vocabulary)
    if aspect and topic:
        return Meaning("score", topic, aspect)
    return Meaning(_column_kind(text))


def _aspect_in(text: str) -> tuple[str, str]:
    """The aspect named in a header and the header without it; the longest word wins."""
    hits = [
        (len(word), aspect, word)
        for aspect, words in _ASPECTS.items()
        for word in words
        if _stands_in(word, text)
    ]
    if not hits:
        return "", text
    _, aspect, word = max(hits)
    return aspect, " ".join(f" {text} ".replace(f" {word} ", " ", 1).split())


def _topic_in(text: str, vocabulary: Vocabulary) -> str:
    """The topic named in a header: the longest name in it, else the one that is spelled almost so."""
    whole = [name for name in vocabulary.names if _stands_in(name, text)]
    if whole:
        return vocabulary.names[max(whole, key=len)]
    long_names = [name for name in vocabulary.names if len(name) >= 6]
    best = process.extractOne(text, long_names, scorer=fuzz.partial_ratio, score_cutoff=LEAST_LIKENESS)
    if best is None or len(text) < 0.7 * len(best[0]):
        return ""
    return vocabulary.names[best[0]]


def _column_kind(text: str) -> str:
    exact = [kind for kind, words in _COLUMNS.items() if text in words]
    if exact:
        return exact[0]
    hits = [
        (len(word), kind)
        for kind, words in _COLUMNS.items()
        for word in words
        if len(word) > 2 and _stands_in(word, text)
    ]
    return max(hits)[1] if hits else "ignored"


def _stands_in(word: str, text: str) -> bool:
    """Whether a word (or words) in plain spelling stands in a plain text as a whole."""
    return f" {word} " in f" {text} "
