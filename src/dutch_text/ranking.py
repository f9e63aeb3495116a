"""Ranks: BM25 on words and on character runs, meaning, topics; fused by reciprocal rank."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from dutch_text.index import Postings

K1, B = 1.2, 0.6
FUSION_K = 10.0
DEPTH = 200


def bm25(postings: Postings, query: Mapping[str, float], *, alive: int, slots: int) -> np.ndarray:
    """This will return the BM25 score (slots,) of a weighted query against every slot."""
    scores = np.zeros(slots, np.float32)
    if not alive or not postings.total:
        return scores
    mean = postings.total / alive
    norm = K1 * (1 - B + B * np.frombuffer(postings.lengths, np.float32) / mean)
    for term in sorted(query):
        count = postings.count(term)
        if not count:
            continue
        inverse = math.log(1 + (alive - count + 0.5) / (count + 0.5))
        places, weights = postings.of(term)
        scores[places] += query[term] * inverse * weights * (K1 + 1) / (weights + norm[places])
    return scores


def fuse(lists: Mapping[str, np.ndarray], weights: Mapping[str, float], alive: np.ndarray) -> np.ndarray:
    """This will fuse score lists (slots,) by reciprocal rank; equal scores share a rank.

    Source: Cormack, Clarke and Buettcher 2009, with a weight per list.
    """
    total = np.zeros(len(alive), np.float64)
    for name in sorted(lists):
        scores = np.where(alive, lists[name], 0.0)
        best = _top(scores)
        if not len(best):
            continue
        ordered = np.sort(scores[best])
        ranks = len(best) - np.searchsorted(ordered, scores[best], side="right") + 1
        total[best] += weights.get(name, 1.0) / (FUSION_K + ranks)
    return total


def _top(scores: np.ndarray) -> np.ndarray:
    """This will return the slots of the best scores above nothing, all equals of the last included."""
    found = np.flatnonzero(scores > 0)
    if len(found) <= DEPTH:
        return found
    limit = np.partition(scores[found], len(found) - DEPTH)[len(found) - DEPTH]
    return found[scores[found] >= limit]
