"""Does anything fit at all? A calibrated decision, so that "we do not know" is said when it is true."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np

from dutch_text import field
from dutch_text.questions import Query
from dutch_text.search import Filters, Index, Result, Scores
from dutch_text.vocabulary import Term, Vocabulary

BEST = 3
COVERED = 0.7


@dataclass(frozen=True)
class Calibration:
    """A logistic model over the signals of a match, made on the development questions, never by hand.

    `curve` tells per threshold the share of false answers and of false silence (cross-validated).
    """

    weights: Mapping[str, float]
    intercept: float
    threshold: float
    curve: tuple[tuple[float, float, float], ...] = ()

    def confidence(self, signals: Mapping[str, float]) -> float:
        """This will return the probability that at least one item fits."""
        total = self.intercept + sum(self.weights[name] * signals[name] for name in self.weights)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True)
class Match:
    """`known` is False when nothing is likely to fit; the results are shown as "perhaps" then."""

    known: bool
    confidence: float
    results: list[Result]


@cache
def calibration(name: str) -> Calibration:
    """This will read the calibration `with_meaning` or `without_meaning` that ships with the package."""
    stored = json.loads((files("dutch_text") / "data" / "calibration.json").read_text("utf-8"))[name]
    curve = tuple((float(a), float(b), float(c)) for a, b, c in stored["curve"])
    return Calibration(stored["weights"], stored["intercept"], stored["threshold"], curve)


def match(
    index: Index,
    question: str,
    filters: Filters | None = None,
    limit: int = 5,
    *,
    on: date | None = None,
    use_meaning: bool = True,
    chosen: Calibration | None = None,
) -> Match:
    """This will find what fits a question and say how likely it is that anything does."""
    query = index.read(question)
    scores = index.score(query, use_meaning=use_meaning)
    results = index.results(query, scores, filters, limit, on=on)
    if not results:
        return Match(False, 0.0, [])
    if chosen is None:
        chosen = calibration("with_meaning" if "meaning" in scores.lists else "without_meaning")
    confidence = chosen.confidence(signals(index, query, scores))
    return Match(confidence >= chosen.threshold, round(confidence, 4), results)


def signals(index: Index, query: Query, scores: Scores) -> dict[str, float]:
    """This will return what the decision looks at, from a question with content and its scores.

    topic: how well the best item covers the topics named; elsewhere_share: how many of the words name what
    others answer; uncovered: share of the named topics no item has; spelling: how much of the question's
    character runs the best item holds; nearness: cosine with the best items; field_words, field_meaning:
    how much its words and its meaning speak for a question of the field at all.
    """
    words = len(query.content)
    others = index.vocabulary.find_elsewhere(query.content)
    ours = {hit.start for hit in query.found if isinstance(hit.term, Term)}
    return {
        "topic": float(np.max(scores.lists["topics"], initial=0.0)),
        "elsewhere_share": len({hit.start for hit in others} - ours) / words,
        "uncovered": _uncovered(query, index),
        "spelling": _spelling(scores),
        "nearness": _mean_of_best(scores.similarity) if scores.similarity is not None else 0.0,
        "field_words": field.learned().by_words(query.tokens),
        "field_meaning": field.learned().by_meaning(scores.vector) if scores.vector is not None else 0.0,
    }


def _uncovered(query: Query, index: Index) -> float:
    places = query.topics
    if not places:
        return 0.0
    missing = [count for slug, count in places.items() if not _covered(slug, index.vocabulary, index)]
    return sum(missing) / sum(places.values())


def _covered(slug: str, vocabulary: Vocabulary, index: Index) -> bool:
    topic = vocabulary.topic(slug)
    near = {*vocabulary.within(slug), topic.parent if topic else ""}
    return any(index.store.members.count("topic", other) for other in near)


def _spelling(scores: Scores) -> float:
    most = scores.most.get("characters", 0.0)
    return float(np.max(scores.lists["characters"], initial=0.0)) / most if most else 0.0


def _mean_of_best(values: np.ndarray) -> float:
    if not len(values):
        return 0.0
    return float(np.sort(np.partition(values, max(0, len(values) - BEST))[-BEST:]).mean())
