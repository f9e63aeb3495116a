"""Rules of stance cues and of the hints for plain language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutch_text.readability import readability
from dutch_text.stance import AGREEMENT, DISAGREEMENT, stance


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Daar ben ik het mee eens.", AGREEMENT),
        ("Daar ben ik het niet mee eens.", DISAGREEMENT),
        ("Wij steunen dit plan, het is terecht.", AGREEMENT),
        ("Dat is onzin en overbodig.", DISAGREEMENT),
        ("De bijeenkomst is op dinsdag.", ""),
    ],
)
def test_the_position_follows_the_cues_and_their_negation(text, position):
    assert stance(text).position == position


def test_wish_obstacle_practice_and_praise_are_told_apart():
    assert "wish" in stance("Wij zoeken een training.").kinds
    assert "obstacle" in stance("Er is te weinig capaciteit.").kinds
    assert "practice" in stance("Onze aanpak delen we graag.").kinds
    assert "praise" in stance("Het overleg werkt goed.").kinds


def test_cues_can_be_handed_in():
    assert stance("Top hoor!", cues=(("top", AGREEMENT),)).position == AGREEMENT
    assert stance("Dat is terecht.", cues=()).cues == ()


def test_a_long_sentence_a_passive_and_jargon_get_a_hint():
    text = "Indien nodig wordt er door het college een besluit genomen. " + " ".join(["woord"] * 21) + "."
    found = {hint.kind: hint for hint in readability(text).hints}
    assert found["jargon"].plainer == "als"
    assert found["passive"].text == "wordt"
    assert found["long_sentence"].text.startswith("woord")


def test_plain_text_gets_no_hint_and_fits():
    found = readability("Wij helpen u. U belt ons, bijv. op dinsdag. Daarna komen we langs.")
    assert (found.sentences, found.hints, found.fits_b1) == (3, (), True)


def test_the_jargon_list_can_be_handed_in():
    found = readability("De governance is goed.", jargon={"governance": "bestuur"})
    assert [(hint.text, hint.plainer) for hint in found.hints] == [("governance", "bestuur")]
    assert readability("Indien dat kan.", jargon={}).hints == ()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_hints_and_cues_of_any_text_are_verbatim(text):
    assert all(text[hint.start : hint.end] == hint.text for hint in readability(text).hints)
    assert all(text[cue.start : cue.end] == cue.text for cue in stance(text).cues)
