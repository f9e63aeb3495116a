"""Do those who stayed away and were called later speak of other things? And when do calls stop bringing anything new?

Both look at the same thing: which codes the words of a municipality got, whoever collected them. What was
counted in the survey is not mixed in, since nobody who was called filled it in.
"""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date

import numpy as np

from kennismakelaar.coding import api as coding
from kennismakelaar.intake.api import Channel
from kennismakelaar.topics.api import Topic
from needs_assessment import absent, saturation
from needs_assessment.errors import MethodError

from .models import Conversation
from .queries import Heard

SEED = 2026


@dataclass(frozen=True)
class TopicDifference:
    """How often a topic came up with those called later and with those who came by themselves (shares)."""

    topic: Topic
    called: float
    came: float
    found: absent.AbsentDifference


@dataclass(frozen=True)
class Differences:
    """All topics that came up at least once, the least likely chance first."""

    called: int
    came: int
    topics: tuple[TopicDifference, ...]


def differences(heard: Heard) -> Differences:
    """This will set the topics in the words of municipalities that were called beside those of who came."""
    spoken = _codes_by_municipality()
    called = {code: words for (code, channel), words in spoken.items() if channel == Channel.CONVERSATION}
    called = {code: words for code, words in called.items() if code not in heard.survey | heard.event}
    came = {code: words for (code, channel), words in spoken.items() if channel == Channel.EVENT}
    units = [*called.values(), *came.values()]
    late = np.array([True] * len(called) + [False] * len(came))
    slugs = sorted(set().union(*units)) if units else []
    found = [_difference(slug, units, late) for slug in slugs]
    names = Topic.objects.in_bulk(slugs)
    rows = [
        TopicDifference(names[slug], called_share, came_share, result)
        for slug, (called_share, came_share, result) in zip(slugs, found, strict=True)
        if result is not None and slug in names
    ]
    rows.sort(key=lambda row: (row.found.p_value, -abs(row.found.difference), row.topic.pk))
    return Differences(len(called), len(came), tuple(rows))


def _difference(
    slug: str, units: list[Set[str]], late: np.ndarray
) -> tuple[float, float, absent.AbsentDifference | None]:
    said = np.array([float(slug in words) for words in units])
    if not late.any() or late.all():
        return 0.0, 0.0, None
    found = absent.absent_differ(said, late, seed=SEED)
    return float(said[late].mean()), float(said[~late].mean()), found


def _codes_by_municipality() -> Mapping[tuple[str, str], Set[str]]:
    rows = (
        coding.counting_codings()
        .exclude(segment__statement__municipality=None)
        .exclude(code__topic=None)
        .values_list(
            "segment__statement__municipality_id", "segment__statement__source__channel", "code__topic_id"
        )
    )
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for municipality, channel, topic in rows:
        found[municipality, channel].add(topic)
    return found


@dataclass(frozen=True)
class Stopping:
    """New themes per talk, in the order they were held; `found` is None with too few talks to judge."""

    new: tuple[int, ...]
    found: saturation.SaturationInRandomOrder | None


def stopping(on: date) -> Stopping:
    """This will judge whether the next talk may be expected to bring something new."""
    talks = Conversation.objects.filter(status=Conversation.Status.HELD, planned_for__lte=on)
    order = list(talks.order_by("planned_for", "pk").values_list("source_id", flat=True))
    codes: dict[int, set[str]] = defaultdict(set)
    rows = coding.counting_codings().filter(segment__statement__source__in=order)
    for source, code in rows.values_list("segment__statement__source_id", "code__slug"):
        codes[source].add(code)
    conversations = [codes[source] for source in order if codes[source]]
    new = saturation.new_themes(conversations)
    if len(conversations) < saturation.BASE + saturation.RUN:
        return Stopping(new, None)
    try:
        return Stopping(new, saturation.in_random_order(conversations, seed=SEED))
    except MethodError:
        return Stopping(new, None)
