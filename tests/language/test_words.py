"""Words keep their place, find their lemma and fall apart into the parts they are made of."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutch_text import wordlist
from dutch_text.words import tokens
from language import evaluation


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_word_lies_where_it_says_and_words_come_in_order(text):
    last = 0
    for token in tokens(text):
        assert last <= token.start < token.end <= len(text)
        last = token.start


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("gemeenten", "gemeente"), ("jongerenwerkers", "jongerenwerker"), ("liepen", "lopen")],
)
def test_a_form_finds_its_lemma(form, lemma):
    assert tokens(form)[0].lemma == lemma


@pytest.mark.parametrize(
    ("compound", "part"),
    [
        ("asielzoekerscentrum", "asielzoeker"),
        ("polarisatieaanpak", "polarisatie"),
        ("noodopvanglocatie", "opvang"),
        ("radicaliseringsbeleid", "radicalisering"),
        ("azc-locatie", "azc"),
    ],
)
def test_a_compound_is_found_by_its_parts(compound, part):
    found = evaluation.vocabulary().tokens(compound)
    assert part in found[0].parts


@pytest.mark.parametrize("word", ["gemeente", "samenleving", "polarisatie", "wethouder"])
def test_a_plain_word_is_not_torn_apart_into_nonsense(word):
    assert len(tokens(word)) == 1
    assert tokens(word)[0].lemma == word


def test_a_hyphen_makes_no_difference():
    assert tokens("rechts-extremisme")[0].lemma == tokens("rechtsextremisme")[0].lemma


def test_a_plus_belongs_to_the_abbreviation():
    assert [token.text for token in tokens("lhbtiq+ en azc's")] == ["lhbtiq+", "en", "azc"]


def test_known_words_are_known_with_capitals_and_accents():
    assert wordlist.is_known("Gemeente")
    assert wordlist.is_known("financiële")
    assert not wordlist.is_known("polarisasie")


@pytest.mark.parametrize("unit", ["a", "jongeren", "a-", "'a", "é", "a ", "wethoudersambtenaren "])
def test_a_megabyte_of_the_worst_takes_no_more_than_linear_time(unit):
    small, large = (_seconds(unit * (size // len(unit))) for size in (100_000, 1_000_000))
    assert large < 30 * small + 1.0


def _seconds(text: str) -> float:
    start = time.process_time()
    tokens(text)
    return time.process_time() - start
