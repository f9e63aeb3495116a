"""Searching by meaning: made beforehand, never while a reader waits, and everything works without it."""

import threading

import numpy as np
import pytest
from django.core.management import call_command

from kennismakelaar.catalog import api, live_index, vocabulary
from kennismakelaar.catalog.actions import index as index_actions
from kennismakelaar.catalog.live_index import LiveIndex, live
from kennismakelaar.catalog.models import TopicMeaning
from kennismakelaar.topics import actions as topics
from kennismakelaar.topics.datafiles import rows_of

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


@pytest.mark.parametrize("verbosity", [0, 1])
def test_the_command_builds_the_index_whether_or_not_it_may_talk(with_meaning, verbosity):
    call_command("reindex", verbosity=verbosity)
    assert live.current().meaning is not None


def test_an_offer_indexed_without_meaning_gets_it_at_the_next_reindex(with_meaning, adviser, now):
    api.reindex()
    api.create_offers([("los", SEEN)], by=adviser, at=now, by_meaning=False)
    assert api.reindex() == 1


def test_a_changed_topic_list_costs_no_meaning_of_offers(with_meaning, now):
    api.reindex()
    live.current()
    word = {"topic_slug": "polarisatie", "term": "kampvorming", "kind": "synonym"}
    topics.load_terms([*rows_of("synonyms.csv"), word], at=now)
    before = len(with_meaning)
    assert live.current().store.has_vector.any()
    assert api.reindex() == 36
    assert not [text for text in with_meaning[before:] if "Training" in text and "masterclasses" in text]


def test_what_was_made_before_a_stop_is_kept(with_meaning, monkeypatch):
    monkeypatch.setattr(index_actions, "AT_ONCE", 10)
    made = index_actions._make_again
    calls = iter([made, made, _stop])
    monkeypatch.setattr(index_actions, "_make_again", lambda *given: next(calls)(*given))
    with pytest.raises(KeyboardInterrupt):
        api.reindex()
    assert live.current().store.has_vector.sum() == 20


def _stop(*given):
    raise KeyboardInterrupt


def test_asking_while_another_thread_changes_the_index_breaks_nothing(menu, monkeypatch):
    """The lists of a search may not grow while they are read."""
    shared, failed = LiveIndex(), []
    index, now = shared.current(), live_index.state()
    monkeypatch.setattr(live_index, "state", lambda: now)
    monkeypatch.setattr(vocabulary, "current", lambda: index.vocabulary)

    def ask():
        try:
            for turn in range(150):
                with shared.asked("training polarisatie") as index:
                    index.search(f"training polarisatie {turn}")
        except Exception as problem:
            failed.append(problem)

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    item = shared._index.store.items[0]
    while any(asker.is_alive() for asker in askers):
        with shared._lock:
            shared._index.store.put(item, None)
    assert not failed
