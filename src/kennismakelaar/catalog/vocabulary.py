"""The words and the meaning that the search works with; loaded once per worker."""

import logging
from functools import cache

from django.conf import settings

from dutch_text.meaning import Meaning, MeaningUnavailable
from dutch_text.vocabulary import Vocabulary
from kennismakelaar.topics import api as topics

logger = logging.getLogger(__name__)


def current() -> Vocabulary:
    """This will give the words of the topic list as it is now."""
    return topics.vocabulary()


def meaning() -> Meaning | None:
    """This will give the search by meaning, or nothing where it is switched off or cannot run."""
    return _meaning() if settings.SEARCH_BY_MEANING else None


@cache
def _meaning() -> Meaning | None:
    try:
        return Meaning()
    except MeaningUnavailable as problem:
        logger.warning("Searching without meaning: %s", problem)
        return None
