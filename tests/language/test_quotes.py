"""Rules of quotes: verbatim or not at all, and which quotes show a group."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutch_text.quotes import ABSENT, EXACT, NORMALIZED, shorten, telling, verify


def test_an_exact_quote_has_its_place():
    found = verify("zoeken een training", source="Wij zoeken een training.")
    assert (found.how, found.start, found.end) == (EXACT, 4, 23)


def test_case_accents_spaces_and_quotes_may_differ_and_the_original_words_come_back():
    source = "Ja, wij zóeken\n een  ’training’ nu."
    found = verify("“WIJ zoeken een 'training'”", source=source)
    assert found.how == NORMALIZED
    assert found.text == source[found.start : found.end] == "wij zóeken\n een  ’training"


@pytest.mark.parametrize(
    "quote",
    [
        "wij zoeken geen training",
        "wij zoeken training",
        "een trainin",
        "",
        "  ",
        "...",
        "zoeken wij een training",
    ],
)
def test_nearly_the_same_is_not_the_same(quote):
    assert verify(quote, source="Wij zoeken een training.").how == ABSENT


def test_a_quote_does_not_begin_inside_a_word():
    assert not verify("een man", source="Geen mannen.").found
    assert not verify("EEN man", source="Geen mannen.").found


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1, max_size=80), st.text(max_size=20), st.text(max_size=20))
def test_whatever_is_found_stands_in_the_source(source, before, after):
    for quote in (source, before + after, source[2:9], source.upper()):
        found = verify(quote, source=before + source + after)
        assert (before + source + after)[found.start : found.end] == found.text


def test_representative_stand_in_the_middle_and_deviant_at_the_edge():
    points = np.array([[0.0], [0.1], [-0.1], [1.0], [-1.0], [1.1], [5.0]])
    found = telling(points, center=np.array([0.0]), n=2)
    assert found.representative == (0, 1)
    assert found.deviant == (6, 5)
    assert set(found.typical) <= {2, 3, 4}


def test_a_small_group_shows_each_quote_once():
    found = telling(np.array([[0.0], [1.0]]), n=3)
    assert sorted(found.representative + found.typical + found.deviant) == [0, 1]


def test_a_shortened_quote_is_verbatim_up_to_the_mark():
    text = "woord " * 100
    cut = shorten(text, longest=50)
    assert cut.endswith(" […]")
    assert text.startswith(cut[:-4])
