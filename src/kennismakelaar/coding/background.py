"""What the machine may know before it has seen a coding: what the topic list says, and what words mean."""

import logging
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from django.conf import settings

from dutch_text.meaning import Meaning, MeaningUnavailable
from kennismakelaar.topics import api as topics

logger = logging.getLogger(__name__)

MOST_WITH_MEANING = 2_000  # some 20 ms a text: above this a person waits too long for what it adds


def rules(codes: Iterable[str]) -> dict[str, str]:
    """This will give for each code that is a topic (slug, name or synonym) what the topic list says of it."""
    found = {}
    for code in sorted(set(codes)):
        topic = topics.topic_named(code)
        if topic is not None:
            terms = topics.terms().filter(topic=topic).values_list("term", flat=True)
            found[code] = f"{topic.label}: {topic.definition} {', '.join(terms)}"
    return found


def steering() -> tuple[str, ...]:
    """This will give what the topic list says of each topic: what statements have in common is sought along it."""
    named: dict[int, list[str]] = {}
    for topic, term in topics.terms().values_list("topic", "term"):
        named.setdefault(topic, []).append(term)
    return tuple(
        f"{topic.label}: {topic.definition} {', '.join(named.get(topic.pk, ()))}" for topic in topics.topics()
    )


def meaning_of(texts: Sequence[str], described: Sequence[str]) -> tuple[np.ndarray | None, np.ndarray | None]:
    """This will give the meaning of texts and of rules, or of neither: off, unavailable, or too many to wait for."""
    if not settings.SEARCH_BY_MEANING or len(texts) > MOST_WITH_MEANING:
        return None, None
    meaning = _meaning()
    if meaning is None:
        return None, None
    return meaning.passages(texts), meaning.passages(described) if described else None


@cache
def _meaning() -> Meaning | None:
    """Loaded once a process: it remembers the texts it has seen, in memory only, so erased words are gone with it."""
    try:
        return Meaning()
    except MeaningUnavailable as problem:
        logger.warning("Proposing without meaning: %s", problem)
        return None
