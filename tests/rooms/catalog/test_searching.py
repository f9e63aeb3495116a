"""Finding offers: by word, by trigger, misspelled, as a question; with reasons, exact filters and an honest no."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from kennismakelaar.catalog import api
from kennismakelaar.catalog.live_index import LiveIndex
from kennismakelaar.catalog.models import IndexedItem
from kennismakelaar.topics import actions as topics
from kennismakelaar.topics.datafiles import rows_of

from .conftest import SEEN

ON = date(2026, 11, 2)


def keys(text: str, **wish) -> list[str]:
    return [result.key for result in api.find(text, on=ON, **wish).results]


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("rechtsextremisme", "training-rechts-extremisme"),
        ("rechts extremisme training", "training-rechts-extremisme"),
        ("azc", "ondersteuningsnetwerk-maatschappelijke-onrust"),
        ("raadsleden worden geïntimideerd, wie staat hen bij?", "ondersteuningsteam-weerbaar-bestuur"),
        ("nazorg na een schietpartij", "toolkit-nazorg-grof-en-extreem-geweld"),
        ("radikaliseering voorkomen wat werkt", "rapport-wat-werkt-bij-preventie-van-radicalisering"),
    ],
)
def test_an_offer_is_found_by_its_word_its_trigger_and_despite_errors(menu, question, slug):
    assert f"offer:{slug}" in keys(question, limit=5)


def test_a_result_says_why_it_was_found(menu):
    search = api.search_offers("azc")
    sentences = {api.sentence_of(search.reasons(slug)) for slug in search.slugs}
    assert "past bij: azc (onderwerp Opvang asielzoekers)" in sentences


def test_a_misspelled_word_is_read_as_the_known_one_and_that_is_said(menu):
    assert api.search_offers("radikalisering").corrected == {"radikalisering": "radicalisering"}


def test_filters_are_exact(menu):
    found = keys("radicalisering", filters={"form": ["factsheet"]}, limit=20)
    assert found == ["offer:factsheet-rol-van-gemeenten-radicalisering"]
    assert not keys("radicalisering", filters={"form": ["factsheet"], "role": ["street"]}, limit=20)


@pytest.mark.parametrize(
    "text", ["", "  ", "de het een", "🙂", "\x00", "<script>", "a" * 1_000_000, "((((((" * 1000]
)
def test_empty_odd_or_endless_questions_find_little_and_break_nothing(menu, text):
    assert not api.find(text, on=ON).known
    assert not api.search_offers(text).known


def test_an_offer_that_has_expired_is_marked(make):
    make(title="Cursus zandkastelen", valid_to=date(2026, 1, 1))
    assert api.find("zandkastelen", on=ON).results[0].expired
    assert not api.find("zandkastelen", on=date(2025, 12, 31)).results[0].expired


def test_a_changed_offer_is_found_by_its_new_words_and_not_by_its_old(make, adviser, now):
    offer = make(title="Cursus zandkastelen")
    assert f"offer:{offer.slug}" in keys("zandkastelen")
    api.edit_offer(offer, replace(SEEN, title="Cursus luchtballonnen"), by=adviser, at=now)
    assert f"offer:{offer.slug}" in keys("luchtballonnen")
    assert offer.slug not in api.search_offers("zandkastelen").slugs


def test_a_withdrawn_offer_is_not_found_and_its_words_are_gone(make, adviser, now):
    offer = make(title="Cursus zandkastelen")
    api.withdraw_offer(offer, by=adviser, at=now)
    row = IndexedItem.objects.get(kind="offer", key=offer.slug)
    assert (bytes(row.content), row.item) == (b"", {})
    assert f"offer:{offer.slug}" not in keys("zandkastelen", limit=50)


def test_another_worker_sees_a_change_without_reading_everything_again(make, django_assert_max_num_queries):
    other = LiveIndex()
    other.current()
    make(title="Cursus zandkastelen")
    with django_assert_max_num_queries(4):
        assert "offer:cursus-zandkastelen" in other.current().store.slots
    with django_assert_max_num_queries(3):
        other.current()


def test_the_shelf_shows_what_the_index_found_in_its_order_also_after_changes(make, adviser, now):
    first, second = make(title="Cursus zandkastelen"), make(title="Zandkastelen en luchtballonnen")
    assert {first.slug, second.slug} <= set(shown("zandkastelen"))
    api.edit_offer(first, replace(SEEN, title="Cursus bruggen"), by=adviser, at=now)
    api.withdraw_offer(second, by=adviser, at=now)
    third = make(title="Dagboek van zandkastelen")
    assert third.slug in shown("zandkastelen")
    assert not {first.slug, second.slug} & set(shown("zandkastelen"))
    assert shown("bruggen") == [slug for slug in api.search_offers("bruggen").slugs if slug != second.slug]


def shown(text: str) -> list[str]:
    """The short names of the offers on the menu card for these words, in its order."""
    found = api.look(api.Wish(text), on=ON)
    return [card.slug for card in found.cards_of(found.slots)]


def test_a_change_that_was_taken_back_is_not_remembered(menu, adviser, now):
    worker = LiveIndex()
    worker.current()
    kept = transaction.savepoint()
    api.create_offer(replace(SEEN, title="Cursus zandkastelen"), by=adviser, at=now)
    assert "offer:cursus-zandkastelen" in worker.current().store.slots
    transaction.savepoint_rollback(kept)
    assert "offer:cursus-zandkastelen" not in worker.current().store.slots


def test_other_rooms_make_their_own_things_findable(menu):
    api.index_item(
        "card",
        "azc-1",
        "Onrust rond een azc",
        {"summary": "Wat u als burgemeester doet."},
        {"role": ["mayor"]},
        topics=["opvang-asielzoekers"],
    )
    assert keys("azc", filters={"kind": "card"}) == ["card:azc-1"]
    assert "card:azc-1" not in {f"card:{slug}" for slug in api.search_offers("azc").slugs}
    api.unindex("card", "azc-1")
    assert keys("azc", filters={"kind": "card"}) == []


def test_indexing_the_same_thing_twice_changes_nothing(menu):
    entry = api.Entry("card", "x", "Titel", {"summary": "tekst"})
    assert api.index_items([entry]) == 1
    assert api.index_items([entry]) == 0
    assert api.reindex() == 0


def test_an_index_made_with_another_word_list_still_finds_and_is_built_again(menu, now):
    word = {"topic_slug": "polarisatie", "term": "kampvorming", "kind": "synonym"}
    topics.load_terms([*rows_of("synonyms.csv"), word], at=now)
    assert keys("kampvorming")
    assert api.reindex() == 36
    assert api.reindex() == 0


def test_words_that_led_nowhere_are_counted_per_day_and_forgotten_after_a_year(menu):
    for _ in range(3):
        api.count_search_without_result("  Zwerfkatten   opvangen ", on=ON)
    counted = api.searches_without_result()[0]
    assert (counted.words, counted.times) == ("zwerfkatten opvangen", 3)
    assert api.forget_old_searches(on=date(2027, 11, 1)) == 0
    assert api.forget_old_searches(on=date(2027, 11, 4)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Mevrouw Annelies van der Velde",
        "06-12345678",
        "iemand@example.org",
        "Dorpsstraat 12 1234 AB",
        "x" * 300,
        "a",
    ],
)
def test_searched_words_with_personal_data_are_not_kept(db, words):
    assert api.count_search_without_result(words, on=ON) is None
    assert not api.searches_without_result()
