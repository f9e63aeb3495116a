"""Per group of municipalities: was enough heard, or does every next one still bring something new?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from kennismakelaar.coding import api as coding
from kennismakelaar.organizations.api import SizeClass, frame_on
from needs_assessment import saturation
from needs_assessment.errors import MethodError

SEED = 2026
LEAST = saturation.BASE + saturation.RUN


@dataclass(frozen=True)
class GroupSaturation:
    """One size class: who was heard with words that were coded, and what the next ones still brought.

    found: None when too few were heard to say anything. cumulative: themes known after each municipality.
    """

    group: str
    heard: int
    municipalities: int
    found: saturation.SaturationInRandomOrder | None
    cumulative: tuple[int, ...]


def per_size(on: date) -> list[GroupSaturation]:
    """This will judge for each size class whether the words of its municipalities still bring new themes.

    The words of one municipality count as one conversation, in the order in which they were first heard.
    """
    frame = frame_on(on)
    group = dict(zip(frame.code.tolist(), frame.size.tolist(), strict=True))
    heard: dict[str, list[Set[str]]] = defaultdict(list)
    for municipality, themes in _themes_by_municipality().items():
        if municipality in group:
            heard[group[municipality]].append(themes)
    return [_judged(size, heard[size], int((frame.size == size).sum())) for size in SizeClass.values]


def _themes_by_municipality() -> Mapping[str, Set[str]]:
    rows = (
        coding.counting_codings()
        .exclude(segment__statement__municipality=None)
        .order_by("segment__statement__source__held_on", "segment__statement_id")
        .values_list("segment__statement__municipality_id", "code__slug")
    )
    found: dict[str, set[str]] = defaultdict(set)
    for municipality, theme in rows:
        found[municipality].add(theme)
    return found


def _judged(group: str, conversations: Sequence[Set[str]], municipalities: int) -> GroupSaturation:
    known, cumulative = set[str](), []
    for themes in conversations:
        known |= themes
        cumulative.append(len(known))
    found = None
    if len(conversations) >= LEAST:
        try:
            found = saturation.in_random_order(conversations, seed=SEED)
        except MethodError:  # nothing coded in the first ones: no scale to judge by
            found = None
    return GroupSaturation(group, len(conversations), municipalities, found, tuple(cumulative))
