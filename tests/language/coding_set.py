"""Statements with codes for proposals and groups: our own 303, and one public set to compare with."""

from __future__ import annotations

import csv
import json
import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dutch_text.meaning import Meaning
from language.evaluation import vocabulary

HERE = Path(__file__).parent
PUBLIC = Path(os.environ.get("EVALUATION_DATA", HERE.parents[2] / "shared" / "data" / "evaluation"))


@dataclass(frozen=True)
class CodedSet:
    """Texts with the codes people gave them, and what the codebook says of each code."""

    name: str
    texts: tuple[str, ...]
    codes: tuple[frozenset[str], ...]
    codebook: dict[str, str] = field(default_factory=dict)
    vectors: np.ndarray | None = None
    codebook_vectors: np.ndarray | None = None


def statements(meaning: Meaning | None = None, *, part: str | None = None, codebook: bool = True) -> CodedSet:
    """This will read the invented statements; the codebook is the editors' topic list, not made for this set."""
    with (HERE / "data" / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if part in (None, row["part"])]
    codes = tuple(frozenset(row["codes"].split()) for row in rows)
    book = topic_rules(frozenset().union(*codes)) if codebook else {}
    return _with_meaning(CodedSet("statements", tuple(row["text"] for row in rows), codes, book), meaning)


def topic_rules(slugs: frozenset[str]) -> dict[str, str]:
    """This will give per topic its name, definition and synonyms in one text."""
    words = vocabulary()
    terms: dict[str, list[str]] = defaultdict(list)
    for term in words.terms:
        terms[term.topic].append(term.text)
    return {
        topic.slug: f"{topic.label}: {topic.about} {', '.join(terms[topic.slug])}"
        for topic in sorted(words.topics, key=lambda topic: topic.slug)
        if topic.slug in slugs
    }


def of_outsiders(meaning: Meaning | None = None, *, name: str = "statements_outsider.csv") -> CodedSet:
    """This will read statements by people who knew nothing of the program; their codes are the broad topics."""
    with (HERE / "data" / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["codes"]]
    codes = tuple(frozenset(row["codes"].split()) for row in rows)
    book = {slug: broad_rule(slug) for slug in sorted(frozenset().union(*codes))}
    return _with_meaning(CodedSet(name, tuple(row["text"] for row in rows), codes, book), meaning)


def broad_rule(slug: str) -> str:
    """This will give what the topic list says of a broad topic and the narrower ones within it."""
    return " ".join(topic_rules(frozenset(vocabulary().within(slug))).values())


def utterances(meaning: Meaning | None = None) -> CodedSet | None:
    """This will read xSID (800 short texts in 16 classes, CC BY-SA 4.0), or give nothing when it is not there."""
    path = PUBLIC / "xsid_nl.jsonl"
    if not path.exists():
        return None
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    codes = tuple(frozenset({row["label"]}) for row in rows)
    return _with_meaning(CodedSet("xsid_nl", tuple(row["text"] for row in rows), codes), meaning)


def _with_meaning(found: CodedSet, meaning: Meaning | None) -> CodedSet:
    if meaning is None:
        return found
    rules = meaning.passages(list(found.codebook.values())) if found.codebook else None
    return CodedSet(
        found.name, found.texts, found.codes, found.codebook, meaning.passages(found.texts), rules
    )
