"""Which topics are shown together when people choose the most and the least important one.

Every topic is shown equally often (at most one more or less) and meets the others about equally often; the same
topics always give the same sets, so that a paper form, a page and a later count agree.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

TIMES_SHOWN, SET_SIZE = 3, 4


def sets_of(
    topics: Sequence[str], *, size: int = SET_SIZE, times: int = TIMES_SHOWN
) -> tuple[tuple[str, ...], ...]:
    """Sets of topic names; each topic at least `times` times. Greedy: the least shown first, then who met least."""
    size = min(size, len(topics))
    if size < 2:
        return ()
    shown: Counter[str] = Counter(dict.fromkeys(topics, 0))
    met: Counter[frozenset[str]] = Counter()
    found = []
    for _number in range(-(-len(topics) * times // size)):
        chosen: list[str] = []
        while len(chosen) < size:
            chosen.append(_next(topics, chosen, shown, met))
        shown.update(chosen)
        met.update(frozenset(pair) for pair in combinations(chosen, 2))
        found.append(tuple(topic for topic in topics if topic in chosen))
    return tuple(found)


def _next(
    topics: Sequence[str], chosen: Sequence[str], shown: Counter[str], met: Counter[frozenset[str]]
) -> str:
    left = [topic for topic in topics if topic not in chosen]
    return min(left, key=lambda t: (shown[t], sum(met[frozenset((t, c))] for c in chosen), topics.index(t)))
