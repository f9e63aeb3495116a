""" "We do not know" is said when nothing fits, and hardly ever when something does."""

import numpy as np
import pytest

from dutch_text import field, matching
from dutch_text.items import Item
from dutch_text.matching import calibration, match
from dutch_text.meaning import VERSION
from dutch_text.search import Index
from language import evaluation


@pytest.mark.parametrize("use_meaning", [True, False])
def test_at_most_one_in_ten_development_questions_is_answered_or_silenced_wrongly(index, use_meaning):
    told = [(match(index, one.text, use_meaning=use_meaning).known, one) for one in evaluation.development()]
    answers = np.mean([known for known, one in told if not one.acceptable])
    silence = np.mean([not known for known, one in told if one.acceptable])
    assert answers <= 0.10
    assert silence <= 0.10


@pytest.mark.parametrize("name", ["with_meaning", "without_meaning"])
def test_the_error_curve_runs_from_answering_all_to_answering_nothing(name):
    curve = calibration(name).curve
    answers, silence = [point[1] for point in curve], [point[2] for point in curve]
    assert answers == sorted(answers, reverse=True)
    assert silence == sorted(silence)
    assert calibration(name).threshold in {point[0] for point in curve}


def test_an_unsure_match_still_shows_what_is_nearest(index):
    found = match(index, "Hoe vraag ik een parkeervergunning aan?")
    assert not found.known
    assert 0 <= found.confidence < calibration("with_meaning").threshold


def test_meaning_switched_off_uses_its_own_calibration():
    index = Index(evaluation.offers(), vocabulary=evaluation.vocabulary())
    assert match(index, "training rechtsextremisme").known
    assert not match(index, "paspoort verlengen").known


def test_a_topic_for_which_there_is_no_offer_is_known_to_be_missing(index):
    read = index.read("antisemitisme op school")
    assert matching.signals(index, read, index.score(read))["uncovered"] > 0


def test_nothing_is_known_of_an_empty_index():
    assert match(Index(), "polarisatie") == matching.Match(False, 0.0, [])
    assert match(Index([Item("a", "offer", "Iets")]), "polarisatie").known is False


@pytest.mark.parametrize(
    "question",
    ["Toolkit aanpak aardgasvrije wijken voor gemeenten", "masterclass rond inkoop voor wethouders"],
)
def test_words_that_any_question_may_hold_do_not_make_it_ours(index, question):
    assert not match(index, question).known


def test_only_general_words_are_no_question():
    assert match(Index(evaluation.offers()), "aanpak rond een thema in de gemeente").results == []


def test_what_speaks_for_the_field_was_learned_with_the_meaning_in_use():
    assert field.learned().meaning_version == VERSION


def test_no_weight_pushes_the_wrong_way():
    falling = {"elsewhere_share", "uncovered"}
    for name in ("with_meaning", "without_meaning"):
        weights = calibration(name).weights
        assert all((weight <= 0) == (signal in falling) or weight == 0 for signal, weight in weights.items())
