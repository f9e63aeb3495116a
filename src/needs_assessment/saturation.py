"""When are conversations enough? Base size, run length and new information after Guest, Namey & Chen (2020).

The first `base` conversations set the scale; a run of `run` conversations that brings at most `threshold` as
much new as the base did means that saturation was reached before that run. Random orders show how much hangs
on who happened to speak first; Good-Turing coverage (1 - f1/n) estimates which share of all that could be
said has been said.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np

from needs_assessment.errors import InvalidParameter, NobodyAnswered, OutsideScale, ZeroDenominator
from needs_assessment.reasons import Reason

BASE, RUN, THRESHOLD = 4, 2, 0.05


@dataclass(frozen=True)
class Saturation:
    """After how many conversations new information fell to the threshold (None = not yet).

    `ratios`: per run, (last conversation before it, new in the run / new in the base).
    """

    reached_at: int | None
    base_information: int
    ratios: tuple[tuple[int, float], ...]
    conversations: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class SaturationInRandomOrder:
    """Saturation over random orders of the same conversations.

    `share_reached`: share of orders in which it was reached; `median` and `upper` (the 90% point) count the
    orders that did not reach it as later than all, and are None when they fall among those.
    """

    observed: Saturation
    share_reached: float
    median: int | None
    upper: int | None
    mean_new: tuple[float, ...]
    good_turing: float
    themes: int
    orders: int


def saturation(
    new: Sequence[int], *, base: int = BASE, run: int = RUN, threshold: float = THRESHOLD
) -> Saturation:
    """This will tell after how many conversations the next ones hardly brought anything new.

    new: number of new themes in each conversation, in order. Raises `ZeroDenominator` when the base brought
    nothing, `InvalidParameter`, `OutsideScale`.
    """
    counts = np.asarray(new)
    _check(counts, base, run, threshold)
    if len(counts) < base + run:
        found = int(counts[:base].sum())
        return Saturation(None, found, (), len(counts), (Reason.TOO_FEW_CONVERSATIONS,))
    information = int(counts[:base].sum())
    if information == 0:
        raise ZeroDenominator("a theme in the first conversations", "none", "take a larger base")
    ratios = tuple(
        (k, float(counts[k : k + run].sum() / information)) for k in range(base, len(counts) - run + 1)
    )
    reached = next((k for k, ratio in ratios if ratio <= threshold + 1e-12), None)
    reasons = () if reached is not None else (Reason.NOT_SATURATED,)
    return Saturation(reached, information, ratios, len(counts), reasons)


def new_themes(conversations: Sequence[Set[str]]) -> tuple[int, ...]:
    """This will count in each conversation the themes that none before it mentioned."""
    heard: set[str] = set()
    counts = []
    for themes in conversations:
        counts.append(len(themes - heard))
        heard |= themes
    return tuple(counts)


def in_random_order(
    conversations: Sequence[Set[str]],
    *,
    seed: int,
    orders: int = 1000,
    base: int = BASE,
    run: int = RUN,
    threshold: float = THRESHOLD,
) -> SaturationInRandomOrder:
    """This will repeat the judgement over random orders of the conversations, with Good-Turing coverage.

    conversations: the themes of each, in the order they were held. Raises as `saturation`, and
    `NobodyAnswered` when no theme was mentioned at all.
    """
    if orders < 1:
        raise InvalidParameter("at least one order", f"{orders}", "1000 is usual")
    coverage = good_turing(conversations)
    observed = saturation(new_themes(conversations), base=base, run=run, threshold=threshold)
    random = np.random.default_rng(seed)
    mention = _mentions(conversations)
    total = np.zeros(len(conversations))
    reached = []
    for _ in range(orders):
        new = _first_heard(mention[random.permutation(len(conversations))])
        total += new
        reached.append(_reached(new, base, run, threshold))
    order = sorted(np.inf if r is None else float(r) for r in reached)
    return SaturationInRandomOrder(
        observed=observed,
        share_reached=float(np.isfinite(order).mean()),
        median=_point(order, 0.5),
        upper=_point(order, 0.9),
        mean_new=tuple(float(x) for x in total / orders),
        good_turing=coverage,
        themes=mention.shape[1],
        orders=orders,
    )


def good_turing(conversations: Sequence[Set[str]]) -> float:
    """This will estimate the share of what could be said that was said: 1 - f1/n.

    f1: themes mentioned in one conversation only; n: all mentions, one per conversation and theme.
    """
    mention = _mentions(conversations)
    times = mention.sum(axis=0)
    return float(1 - (times == 1).sum() / times.sum())


def _mentions(conversations: Sequence[Set[str]]) -> np.ndarray:
    themes = sorted(set().union(*conversations))
    if not themes:
        raise NobodyAnswered("a conversation with a theme", "none", "code the conversations first")
    return np.array([[theme in talk for theme in themes] for talk in conversations])


def _first_heard(mention: np.ndarray) -> np.ndarray:
    return np.bincount(mention.argmax(axis=0), minlength=len(mention))


def _reached(new: np.ndarray, base: int, run: int, threshold: float) -> int | None:
    information = new[:base].sum()
    if information == 0:
        return None
    sums = np.convolve(new, np.ones(run), "valid")[base:]
    low = np.flatnonzero(sums <= threshold * information + 1e-9)
    return int(low[0]) + base if low.size else None


def _point(ordered: list[float], share: float) -> int | None:
    value = ordered[min(int(np.ceil(share * len(ordered))) - 1, len(ordered) - 1)]
    return int(value) if np.isfinite(value) else None


def _check(counts: np.ndarray, base: int, run: int, threshold: float) -> None:
    if base < 1 or run < 1:
        raise InvalidParameter("a base and a run of at least 1", f"{base}, {run}", "4 and 2 are usual")
    if not 0 <= threshold < 1:
        raise InvalidParameter("a threshold from 0 to 1", f"{threshold}", "0.05 is usual")
    if (
        counts.ndim != 1
        or counts.size == 0
        or not np.issubdtype(counts.dtype, np.integer)
        or (counts < 0).any()
    ):
        raise OutsideScale("a number of new themes per conversation", "none, or not counts", "see new_themes")
