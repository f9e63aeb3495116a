"""Does anything fit at all? A calibrated decision, so that "we do not know" is said when it is true."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dutch_text.questions import Query
from dutch_text.search import Index, Result, Scores


@dataclass(frozen=True)
class Calibration:
    """A logistic model over the signals of a match; made on the development set, never by hand."""

    weights: Mapping[str, float]
    intercept: float
    threshold: float

    def confidence(self, signals: Mapping[str, float]) -> float:
        """This will return the probability that at least one shown item fits."""
        total = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in signals.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


WITH_MEANING = Calibration({"meaning": 30.0, "topics": 2.0, "words": 0.3}, -26.0, 0.5)
WITHOUT_MEANING = Calibration({"topics": 2.0, "words": 0.5}, -1.5, 0.5)


@dataclass(frozen=True)
class Match:
    """`known` is False when nothing is likely to fit; the results are shown as "perhaps" then."""

    known: bool
    confidence: float
    results: list[Result]


def match(
    index: Index,
    question: str,
    filters: Mapping[str, str | Sequence[str]] | None = None,
    limit: int = 5,
    *,
    on: date | None = None,
    use_meaning: bool = True,
    calibration: Calibration | None = None,
) -> Match:
    """This will find what fits a question and say how likely it is that anything does."""
    query = index.read(question)
    scores = index.score(query, use_meaning=use_meaning)
    results = index.results(query, scores, filters, limit, on=on)
    with_meaning = "meaning" in scores.lists
    chosen = calibration or (WITH_MEANING if with_meaning else WITHOUT_MEANING)
    if not results:
        return Match(False, 0.0, [])
    confidence = chosen.confidence(signals(query, scores))
    return Match(confidence >= chosen.threshold, round(confidence, 4), results)


def signals(query: Query, scores: Scores) -> dict[str, float]:
    """This will return what the decision looks at, from the question and its scores."""
    best = {name: float(np.max(values, initial=0.0)) for name, values in scores.lists.items()}
    return {
        "meaning": best.get("meaning", 0.0),
        "topics": min(1.0, best.get("topics", 0.0)),
        "words": math.log1p(best.get("words", 0.0)),
    }
