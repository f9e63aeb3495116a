"""Searching by meaning: made beforehand, never while a reader waits, and everything works without it."""

import numpy as np
import pytest

from kennismakelaar.catalog import api, vocabulary
from kennismakelaar.catalog.live_index import live
from kennismakelaar.catalog.models import TopicMeaning

from .conftest import SEEN


@pytest.fixture
def with_meaning(settings, monkeypatch, menu):
    """A stand-in for the model: as quick as it is simple, and counted."""
    settings.SEARCH_BY_MEANING = True
    made = []

    def vector(self, side, text):
        made.append(text)
        seed = sum(text.encode())
        found = np.random.default_rng(seed).normal(size=384).astype(np.float32)
        return found / np.linalg.norm(found)

    found = vocabulary.RememberedMeaning()
    monkeypatch.setattr(type(found), "_vector", vector)
    monkeypatch.setattr(vocabulary, "_meaning", lambda: found)
    return made


def test_a_reader_never_waits_for_the_meaning_of_topics(with_meaning):
    assert api.search_offers("azc").slugs
    assert live.current().meaning is None
    assert with_meaning == []


def test_reindex_makes_the_meaning_of_topics_and_offers_once(with_meaning):
    assert api.reindex() == 36
    assert live.current().meaning is not None
    topics = TopicMeaning.objects.count()
    assert topics >= 43
    before = len(with_meaning)
    assert api.reindex() == 0
    assert len(with_meaning) == before
    assert "meaning" in api.search_offers("azc").scores.lists


def test_an_offer_indexed_without_meaning_gets_it_at_the_next_reindex(with_meaning, adviser, now):
    api.reindex()
    api.create_offers([("los", SEEN)], by=adviser, at=now, by_meaning=False)
    assert api.reindex() == 1
