"""The words and the meaning that the search works with; loaded once per worker."""

import hashlib
import logging
import threading
from collections.abc import Sequence
from functools import cache

import numpy as np
from django.conf import settings

from dutch_text.meaning import Meaning, MeaningUnavailable
from dutch_text.vocabulary import Vocabulary
from kennismakelaar.topics import api as topics

from .models import TopicMeaning

logger = logging.getLogger(__name__)
_coming = threading.Event()


class RememberedMeaning(Meaning):
    """Meaning whose topics come from the database: making them takes seconds, and a reader would wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self.fresh: dict[str, np.ndarray] = {}

    def vector_of(self, text: str) -> np.ndarray:
        """This will make the vector of one text to be found."""
        return super().passages([text])[0]

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        """This will read the vectors of topics from the database and make those that lack."""
        digests = [self._digest(text) for text in texts]
        known = dict(TopicMeaning.objects.filter(pk__in=digests).values_list("digest", "vector"))
        rows = []
        for digest, text in zip(digests, texts, strict=True):
            if digest in known:
                rows.append(np.frombuffer(known[digest], np.float32))
            else:
                self.fresh[digest] = self.vector_of(text)
                rows.append(self.fresh[digest])
        return np.vstack(rows)

    def has_made(self, texts: Sequence[str]) -> bool:
        """This will tell whether the vectors of all these topics are in the database."""
        digests = {self._digest(text) for text in texts}
        return TopicMeaning.objects.filter(pk__in=digests).count() == len(digests)

    def _digest(self, text: str) -> str:
        return hashlib.sha256(f"{self.version}\0{text}".encode()).hexdigest()


def current() -> Vocabulary:
    """This will give the words of the topic list as it is now."""
    return topics.vocabulary()


def meaning() -> RememberedMeaning | None:
    """This will give the search by meaning, or nothing where it is switched off or cannot run."""
    return _meaning() if settings.SEARCH_BY_MEANING else None


def expect_meaning() -> None:
    """This will let searches go by words until `load_meaning` is done, so that the first visitor need not wait."""
    if settings.SEARCH_BY_MEANING:
        _coming.set()


def load_meaning() -> None:
    """This will load the search by meaning, which takes seconds; from then on every search uses it."""
    try:
        meaning()
    finally:
        _coming.clear()


def is_meaning_coming() -> bool:
    """This will tell whether searches go by words for now, because the meaning is still being loaded."""
    return _coming.is_set()


def meaning_when_ready(words: Vocabulary) -> RememberedMeaning | None:
    """This will give the search by meaning once it is loaded and `reindex` has made the meaning of all topics."""
    if is_meaning_coming():
        return None
    found = meaning()
    if found is None or words.knows_vectors(found):
        return found
    if not found.has_made(words.descriptions):
        return None
    words.vectors(found)
    return found


@cache
def _meaning() -> RememberedMeaning | None:
    try:
        return RememberedMeaning()
    except MeaningUnavailable as problem:
        logger.warning("Searching without meaning: %s", problem)
        return None
