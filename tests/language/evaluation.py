"""Questions, offers and the field's words as the language tests and benchmarks read them."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from dutch_text.items import Item
from dutch_text.vocabulary import Elsewhere, FacetTerm, Term, Topic, Vocabulary

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CATALOG = ROOT / "src" / "kennismakelaar" / "catalog" / "data" / "offers.csv"
TOPICS = ROOT / "src" / "kennismakelaar" / "topics" / "data"


@dataclass(frozen=True)
class Question:
    """One question of the set, with the titles of all offers that answer it."""

    id: str
    kind: str
    text: str
    acceptable: frozenset[str]

    @property
    def untouched(self) -> bool:
        return int(self.id[1:]) % 3 == 0


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(name: str) -> tuple[Question, ...]:
    return tuple(
        Question(
            row["id"], row["kind"], row["question"], frozenset(filter(None, row["acceptable"].split(" | ")))
        )
        for row in rows(HERE / "data" / name)
    )


@cache
def questions() -> tuple[Question, ...]:
    return _read("questions.csv")


@cache
def questions_of_another_hand(part: str) -> tuple[Question, ...]:
    """This will read a third of the questions by somebody who had not read our word lists; see data/README.md."""
    left_over = {"calibration": 1, "development": 2, "untouched": 0}[part]
    return tuple(one for one in _read("questions_other_hand.csv") if int(one.id[1:]) % 3 == left_over)


@cache
def questions_of_a_third_hand(part: str = "development") -> tuple[Question, ...]:
    """This will read the half of an outsider's questions that was used to mend, or the untouched one; see data/README.md."""
    return _read(
        {"development": "questions_third_hand.csv", "untouched": "questions_third_hand_final.csv"}[part]
    )


def development() -> list[Question]:
    return [question for question in questions() if not question.untouched]


def untouched() -> list[Question]:
    return [question for question in questions() if question.untouched]


def to_learn_from() -> list[Question]:
    """This will return every question the decision to stay silent may be learned from; no untouched ones."""
    others = questions_of_another_hand("calibration") + questions_of_another_hand("development")
    outsider = questions_of_a_third_hand("development")
    return [*development(), *others, *outsider, *_read("questions_for_calibration.csv")]


def public_questions() -> list[str]:
    """This will read real questions of citizens to the government, nearly all about something else.

    They are not ours to ship (see `bare_facts_file` for where shared data lies); empty where they are missing.
    """
    path = bare_facts_file().parent / "evaluation" / "government_questions.jsonl"
    if not path.exists():
        return []
    return [json.loads(line)["query"] for line in path.read_text("utf-8").splitlines()]


@cache
def vocabulary() -> Vocabulary:
    topics = tuple(
        Topic(row["slug"], row["label"], row["parent"], row["definition"])
        for row in rows(TOPICS / "topics.csv")
    )
    terms = tuple(Term(row["topic_slug"], row["term"], row["kind"]) for row in rows(TOPICS / "synonyms.csv"))
    facets = tuple(
        FacetTerm(row["facet"], row["value"], row["term"]) for row in rows(TOPICS / "facet_terms.csv")
    )
    return Vocabulary(topics, terms, facets, elsewhere())


def elsewhere() -> tuple[Elsewhere, ...]:
    """This will read what is not ours, half of the words left out by a fixed rule.

    The same hands wrote these words and the questions: with all of them the figures would flatter.
    """
    words: dict[str, list[str]] = {}
    for row in rows(TOPICS / "elsewhere.csv"):
        kept = hashlib.sha256(row["word"].encode()).digest()[0] % 2
        words.setdefault(row["subject"], []).extend([row["word"]] * kept)
    return tuple(Elsewhere(subject, tuple(known)) for subject, known in words.items())


@cache
def offers() -> tuple[Item, ...]:
    """This will read the offers as the menu card shows them, described in our own words."""
    return tuple(
        Item(
            row["slug"],
            "offer",
            row["title"],
            {
                "summary": row["summary"],
                "situations": row["situations"].replace(" | ", "\n"),
                "audience": row["audience"],
                "provider": row["providers"],
            },
            _listed(row["topics"]),
            {"role": _listed(row["roles"]), "form": _listed(row["forms"]), "phase": _listed(row["phases"])},
        )
        for row in rows(CATALOG)
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(";")))


def bare_facts_file() -> Path:
    """This will return where the bare facts of the offers lie; KENNISMAKELAAR_OFFERS names another place."""
    return Path(os.environ.get("KENNISMAKELAAR_OFFERS", ROOT.parent / "shared" / "data" / "offers.csv"))


@cache
def bare_offers() -> tuple[Item, ...]:
    """This will read the same offers by their bare facts only, without a description."""
    topic_of: dict[str, list[str]] = {}
    for row in rows(HERE / "data" / "themes.csv"):
        topic_of.setdefault(row["theme"], []).extend(filter(None, [row["topic_slug"]]))
    return tuple(_bare(number, row, topic_of) for number, row in enumerate(rows(bare_facts_file())))


def _bare(number: int, row: dict[str, str], topic_of: dict[str, list[str]]) -> Item:
    slugs = [slug for theme in row["themas"].split("; ") for slug in topic_of[theme]]
    fields = {
        "description": ". ".join(filter(None, (row["themas"], row["opmerking"], row["situatie"]))),
        "audience": row["doelgroep"],
        "form": row["vorm"],
        "provider": row["aanbieder"],
    }
    facets = {
        facet: _values(facet, row[column])
        for facet, column in (("role", "doelgroep"), ("form", "vorm"), ("phase", "situatie"))
    }
    return Item(f"offer-{number:02d}", "offer", row["titel"], fields, tuple(dict.fromkeys(slugs)), facets)


def _values(facet: str, text: str) -> tuple[str, ...]:
    found = vocabulary().find(text)
    values = [hit.term.value for hit in found if isinstance(hit.term, FacetTerm) and hit.term.facet == facet]
    return tuple(dict.fromkeys(values))


def first_hit(question: Question, titles: Sequence[str]) -> int:
    """This will return the rank of the first acceptable title, 0 when there is none."""
    return next((rank for rank, title in enumerate(titles, 1) if title in question.acceptable), 0)


def hits(asked: Sequence[Question], ask: Callable[[str], Sequence[str]], *, at: int = 3) -> np.ndarray:
    """This will return per answerable question whether an acceptable title stands in the first `at`."""
    ranks = [first_hit(question, ask(question.text)[:at]) for question in asked if question.acceptable]
    return np.array([rank > 0 for rank in ranks])
