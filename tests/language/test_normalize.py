"""Normalization changes letters, never the place they came from."""

from hypothesis import given
from hypothesis import strategies as st

from dutch_text.normalize import fold, variant


@given(st.text(max_size=200))
def test_every_folded_character_points_at_where_it_came_from(text):
    folded = fold(text)
    for place, character in enumerate(folded.text):
        start, end = folded.span(place, place + 1)
        assert 0 <= start < end <= len(text)
        assert character in fold(text[start:end]).text


@given(st.text(max_size=200))
def test_spans_never_run_backwards(text):
    folded = fold(text)
    starts = [folded.span(place, place + 1)[0] for place in range(len(folded.text))]
    assert starts == sorted(starts)


def test_an_accent_belongs_to_the_letter_before_it():
    folded = fold("cafe\u0301 open")
    assert folded.text == "cafe open"
    assert folded.original[slice(*folded.span(0, 4))] == "cafe\u0301"


def test_a_ligature_that_becomes_two_letters_keeps_one_place():
    folded = fold("œuvre")
    assert folded.text == "oeuvre"
    assert folded.span(0, 1) == folded.span(1, 2) == (0, 1)


def test_curly_apostrophes_and_long_dashes_become_plain():
    assert fold("azc\u2019s \u2013 rechts\u2011extreem").text == "azc's - rechts-extreem"


def test_control_characters_part_words_and_do_not_join_them():
    assert fold("azc\x00wijk\x07").text == "azc wijk "


def test_old_spellings_meet_the_ones_we_index():
    assert [variant(word) for word in ("kontaktpunt", "radikalizatie", "aktiegroep")] == [
        "contactpunt",
        "radikalisatie",
        "actiegroep",
    ]
