"""Signals beside the survey: free text, questions, searches without result.

They are self-selected and have no denominator, so they are never mixed into a prevalence. What is shown is
each signal's ranking and how many agree; one combined index only with rank acceptability over all weights
that anybody could give them (SMAA: Lahdelma & Salminen 2001).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from needs_assessment.errors import InvalidParameter, NotANumber
from needs_assessment.sensitivity import acceptability

Signals = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class SignalRow:
    """One topic: its rank in each signal (None = the signal is silent on it) and how many put it on top."""

    topic: str
    ranks: dict[str, float | None]
    in_top: int
    signals: int


@dataclass(frozen=True)
class SignalComparison:
    """Topics by how many signals put them on top, and Kendall's W over topics all signals speak of.

    `concordance` runs from 0 (no agreement) to 1 (the same order); None when it cannot be computed.
    """

    rows: tuple[SignalRow, ...]
    concordance: float | None
    k: int


@dataclass(frozen=True)
class CombinedTopic:
    """One topic under random weights: P(each rank), P(top k), and the mean weights that put it first."""

    topic: str
    ranks: tuple[float, ...]
    in_top: float
    central_weights: dict[str, float] | None


def compare_signals(signals: Signals, *, k: int = 3) -> SignalComparison:
    """This will rank topics per signal and tell how many signals put each in the top k.

    signals: name -> topic -> strength (any scale, larger is stronger). Ties share the mean rank.
    """
    names, topics, scores = _table(signals)
    _check_k(k, len(topics))
    ranks = _ranks(scores)
    rows = [
        SignalRow(
            topic,
            {name: None if np.isnan(ranks[s, t]) else float(ranks[s, t]) for s, name in enumerate(names)},
            int((ranks[:, t] <= k).sum()),
            int((~np.isnan(ranks[:, t])).sum()),
        )
        for t, topic in enumerate(topics)
    ]
    rows.sort(key=lambda r: (-r.in_top, np.mean([x for x in r.ranks.values() if x is not None]), r.topic))
    return SignalComparison(tuple(rows), _kendall_w(scores), k)


def combined_index(
    signals: Signals, *, seed: int, draws: int = 2000, k: int = 3
) -> tuple[CombinedTopic, ...]:
    """This will rank topics under random weights of the signals: how often each rank, most often on top first.

    Each signal counts by its order only (from 1 for the first to 0 for the last); a signal that is silent on
    a topic does not count for it. Weights are uniform over all weights that add up to 1.
    """
    names, topics, scores = _table(signals)
    _check_k(k, len(topics))
    if draws < 1:
        raise InvalidParameter("at least one draw", f"{draws}", "2000 is usual")
    ranks = _ranks(scores)
    spoken = ~np.isnan(ranks)
    last = np.maximum(spoken.sum(axis=1, keepdims=True) - 1, 1)
    strength = np.where(spoken, 1 - (np.nan_to_num(ranks, nan=1.0) - 1) / last, 0.0)
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(names)), draws)
    index = weights @ strength / (weights @ spoken)
    accepted = acceptability(index)
    first = index == index.max(axis=1, keepdims=True)
    found = []
    for t, topic in enumerate(topics):
        won = weights[first[:, t]]
        central = dict(zip(names, won.mean(axis=0).tolist(), strict=True)) if len(won) else None
        found.append(CombinedTopic(topic, tuple(accepted[t].tolist()), float(accepted[t, :k].sum()), central))
    return tuple(sorted(found, key=lambda c: (-c.in_top, -c.ranks[0], c.topic)))


def _table(signals: Signals) -> tuple[list[str], list[str], np.ndarray]:
    """Signals x topics, NaN where a signal is silent."""
    names = list(signals)
    topics = list(dict.fromkeys(t for values in signals.values() for t in values))
    if not names or not topics or any(not values for values in signals.values()):
        raise InvalidParameter("signals that each speak of a topic", "none, or an empty one", "leave it out")
    scores = np.array([[signals[n].get(t, np.nan) for t in topics] for n in names], float)
    if any(not np.isfinite(v) for values in signals.values() for v in values.values()):
        raise NotANumber(
            "a strength for every topic a signal speaks of", "a missing one", "leave the topic out"
        )
    return names, topics, scores


def _ranks(scores: np.ndarray) -> np.ndarray:
    """Rank 1 for the strongest of each signal; ties share the mean rank, silence stays NaN."""
    spoken = ~np.isnan(scores)
    above = (scores[:, None, :] > scores[:, :, None]).sum(axis=2)
    level = (scores[:, None, :] == scores[:, :, None]).sum(axis=2)
    return np.asarray(np.where(spoken, above + (level + 1) / 2, np.nan))


def _kendall_w(scores: np.ndarray) -> float | None:
    """Kendall's coefficient of concordance with its correction for ties."""

    common = scores[:, ~np.isnan(scores).any(axis=0)]
    judges, items = common.shape
    if judges < 2 or items < 2:
        return None
    ranks = _ranks(common)
    ties = sum((c**3 - c).sum() for c in (np.unique(row, return_counts=True)[1] for row in ranks))
    largest = judges**2 * (items**3 - items) - judges * ties
    return (
        None
        if largest <= 0
        else float(12 * ((ranks.sum(axis=0) - judges * (items + 1) / 2) ** 2).sum() / largest)
    )


def _check_k(k: int, topics: int) -> None:
    if not 1 <= k <= topics:
        raise InvalidParameter(f"k from 1 to {topics}", f"{k}", "the default is 3")
