"""Search finds with reasons, filters exactly, shows one of a series, and always answers the same."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dutch_text import ranking
from dutch_text.items import Item
from dutch_text.search import Index
from language import evaluation

ON = date(2026, 11, 1)


def codes(result) -> set[str]:
    return {reason.code for reason in result.reasons}


def test_a_matched_word_is_shown_in_place_in_question_and_item(index):
    question = "Is er een TRAINING over rechts-extremisme?"
    best = index.search(question)[0]
    item = index.store.items[index.store.slots[best.key]]
    words = [reason for reason in best.reasons if reason.code == "word"]
    assert words
    for reason in words:
        assert question[reason.start : reason.end] == reason.said
        assert reason.places
        for place in reason.places:
            shown = item.texts()[place.field][place.start : place.end]
            assert index.vocabulary.tokens(shown)[0].lemma or shown


def test_a_trigger_finds_what_carries_the_theme_and_says_so(index):
    results = index.search("er komt een azc", use_meaning=False)
    assert "maatschappelijke-onrust" in index.store.items[index.store.slots[results[0].key]].topics
    assert "trigger" in codes(results[0])


def test_a_typing_error_is_forgiven_and_told(index):
    results = index.search("polarissatie", use_meaning=False)
    assert "polarisatie" in results[0].title.lower()
    assert "spelling" in codes(results[0])


def test_meaning_is_a_reason_only_when_it_is_on(index):
    question = "mensen staan lijnrecht tegenover elkaar"
    assert any("meaning" in codes(result) for result in index.search(question))
    assert not any("meaning" in codes(result) for result in index.search(question, use_meaning=False))


@pytest.mark.parametrize(
    "filters", [{"role": "mayor"}, {"form": ["training", "webinar"]}, {"phase": "acute", "kind": "offer"}]
)
def test_filters_are_exact(index, filters):
    results = index.search("polarisatie radicalisering onrust", filters, limit=50)
    assert results
    for result in results:
        item = index.store.items[index.store.slots[result.key]]
        for name, wanted in filters.items():
            has = {item.kind} if name == "kind" else set(item.facets[name])
            assert has & ({wanted} if isinstance(wanted, str) else set(wanted))


def test_filtering_by_a_broad_topic_keeps_the_narrower_ones(index):
    results = index.search("extremisme", {"topic": "extremisme"}, limit=50)
    found = {slug for result in results for slug in index.store.items[index.store.slots[result.key]].topics}
    assert "rechtsextremisme" in found


def test_a_filter_nothing_passes_gives_nothing(index):
    assert index.search("polarisatie", {"role": "astronaut"}) == []


def test_editions_of_the_same_thing_show_once():
    editions = [
        Item(f"e{year}", "offer", f"Leernetwerk polarisatie {year}", series="ln") for year in (1, 2, 3)
    ]
    index = Index([*editions, Item("x", "offer", "Polarisatie in de wijk")])
    assert len(index.search("leernetwerk polarisatie")) == 2


def test_expired_is_marked_by_the_day_that_is_given_and_stays_findable():
    item = Item("a", "offer", "Training polarisatie", valid_to=date(2026, 10, 31))
    index = Index([item, replace(item, key="b", valid_to=ON)])
    expired = {result.key: result.expired for result in index.search("polarisatie", on=ON)}
    assert expired == {"a": True, "b": False}


def test_the_same_question_gets_the_same_answer_whatever_the_order_of_the_items(meaning):
    forward = Index(evaluation.offers(), vocabulary=evaluation.vocabulary(), meaning=meaning)
    backward = Index(evaluation.offers()[::-1], vocabulary=evaluation.vocabulary(), meaning=meaning)
    for question in evaluation.development()[::10]:
        one, other = forward.search(question.text), backward.search(question.text)
        assert [result.key for result in one] == [result.key for result in other]


def test_it_finds_without_a_vocabulary_too():
    index = Index([Item("a", "offer", "Training polarisatie"), Item("b", "offer", "Handboek crisis")])
    assert index.search("polarisatietraining")[0].key == "a"


@pytest.mark.parametrize(("use_meaning", "goal"), [(True, 0.9), (False, 0.9)])
def test_nine_in_ten_development_questions_find_a_right_offer_in_the_first_three(index, use_meaning, goal):
    def ask(text):
        return [result.title for result in index.search(text, limit=3, use_meaning=use_meaning)]

    assert evaluation.hits(evaluation.development(), ask).mean() >= goal


def test_nine_in_ten_questions_of_an_outsider_find_a_right_offer_in_the_first_three(index):
    def ask(text):
        return [result.title for result in index.search(text, limit=3)]

    assert evaluation.hits(evaluation.questions_of_a_third_hand(), ask).mean() >= 0.9


def test_the_end_of_a_long_question_is_read_for_meaning(index):
    story = (
        "Gisteren liep ik met mijn hond langs het water en sprak ik een buurman over het weer en zijn tuin. "
        * 2
    )
    asked = index.score(index.read(story + "Waar vinden wij training over rechtsextremisme?")).vector
    assert not np.allclose(asked, index.score(index.read(story)).vector)


def test_what_stands_in_the_middle_of_all_items_is_not_nearest_to_every_question():
    store = Index([Item(key, "offer", key) for key in ("far", "middle", "other")]).store
    store._vectors[:3, :2] = [[0.8, 0.6], [1.0, 0.0], [0.8, -0.6]]
    store._has_vector[:3] = True
    asked = np.zeros(384, np.float32)
    asked[:2] = 0.955, 0.296
    similarity = ranking.similarity(asked, store)
    assert similarity.argmax() == 1
    assert ranking.meaning(similarity, asked, store).argmax() == 0


def test_the_middle_is_that_of_the_items_that_are_there(meaning):
    index = Index(evaluation.offers()[:3], vocabulary=evaluation.vocabulary(), meaning=meaning)
    before = index.store.to_the_middle().copy()
    index.add(evaluation.offers()[3])
    assert len(index.store.to_the_middle()) == 4
    index.remove(evaluation.offers()[3].key)
    assert np.allclose(index.store.to_the_middle()[:3], before, atol=1e-5)


def test_a_list_that_holds_little_of_the_question_counts_for_less():
    alive = np.ones(2, bool)
    little = {"characters": np.array([1.0, 0.0])}
    assert ranking.fuse(little, alive, {"characters": 100.0})[0] < ranking.fuse(little, alive)[0]
