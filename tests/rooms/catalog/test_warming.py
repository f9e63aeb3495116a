"""No visitor waits for what can be loaded before the first search."""

import pytest
from django.db import connection

from kennismakelaar.catalog import api, live_index, shelf, vocabulary, warming


@pytest.fixture
def cold(monkeypatch):
    """An index and a shelf that have not been asked for yet."""
    monkeypatch.setattr(live_index, "live", live_index.LiveIndex())
    monkeypatch.setattr(shelf, "live", shelf.LiveShelf())


def test_after_warming_a_search_reads_no_index_any_more(menu, cold, today, django_assert_max_num_queries):
    api.warm(today)
    with django_assert_max_num_queries(6) as asked:
        assert api.find("training polarisatie", on=today).known
    assert not [query for query in asked if '"content"' in query["sql"]]


def test_without_warming_the_search_would_read_it(menu, cold, today, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as asked:
        api.find("training polarisatie", on=today)
    assert [query for query in asked if '"content"' in query["sql"]]


def test_a_database_that_is_not_ready_does_not_stop_the_worker(db, cold, today, caplog):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE catalog_indexstate RENAME TO elsewhere")
    api.warm(today)
    assert "could not be loaded ahead" in caplog.text


def test_warming_waits_for_the_first_pages_and_then_happens_beside_them(monkeypatch, today):
    asked = []
    monkeypatch.setattr(warming, "warm", asked.append)
    thread = api.warm_soon(today, after=0.05)
    assert thread.daemon
    assert asked == []
    thread.join(timeout=10)
    assert asked == [today]


def test_the_first_visitor_gets_answers_by_words_while_the_meaning_is_loaded(
    client, menu, settings, monkeypatch
):
    settings.SEARCH_BY_MEANING, loaded = True, []
    monkeypatch.setattr(vocabulary, "_meaning", lambda: loaded.append(1))
    vocabulary.expect_meaning()
    try:
        page = client.get("/menukaart?q=polarisatie").content.decode()
        assert "klaargemaakt" in page
        assert "/menukaart/" in page
        assert not loaded
    finally:
        vocabulary.load_meaning()
    assert loaded
    assert "klaargemaakt" not in client.get("/menukaart?q=polarisatie").content.decode()


def test_a_model_that_cannot_be_loaded_leaves_no_search_waiting_for_it(settings, monkeypatch):
    settings.SEARCH_BY_MEANING = True

    def broken():
        raise RuntimeError

    monkeypatch.setattr(vocabulary, "_meaning", broken)
    vocabulary.expect_meaning()
    with pytest.raises(RuntimeError):
        vocabulary.load_meaning()
    assert not vocabulary.is_meaning_coming()
