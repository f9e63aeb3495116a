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
    """Sets of topic names; each topic at least `times` times.

    One set after the other: of all possible ones the set whose topics were shown least and met each other least.
    """
    size = min(size, len(topics))
    if size < 2:
        return ()
    shown: Counter[str] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    found = []
    for _number in range(-(-len(topics) * times // size)):
        chosen = min(combinations(topics, size), key=lambda one: _cost(one, shown, met))
        shown.update(chosen)
        met.update(combinations(chosen, 2))
        found.append(chosen)
    return tuple(found)


def _cost(one: Sequence[str], shown: Counter[str], met: Counter[tuple[str, str]]) -> tuple[int, int]:
    again = sum((met[pair] + 1) ** 2 for pair in combinations(one, 2))
    return sum((shown[topic] + 1) ** 2 for topic in one), again
