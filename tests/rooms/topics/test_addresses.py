"""Closed lists stand in addresses as Dutch words, one for each value and back again."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from kennismakelaar.topics.addresses import VALUES, WORDS, value_of, word_of
from kennismakelaar.topics.api import OfferForm, Phase, Role

# Words that are the same in both languages, or have become Dutch.
BORROWED = {
    "training", "workshop", "masterclass", "webinar", "e-learning", "factsheet", "toolkit",
}  # fmt: skip


@pytest.mark.parametrize("kind", list(WORDS))
def test_every_value_has_one_word_and_every_word_one_value(kind):
    assert set(WORDS[kind]) == set(kind)
    assert {value_of(kind, word_of(kind, value)) for value in kind.values} == set(kind.values)
    assert len(VALUES[kind]) == len(kind.values)


@pytest.mark.parametrize("kind", list(WORDS))
def test_a_word_in_an_address_is_plain_and_not_the_english_name(kind):
    for value, word in WORDS[kind].items():
        assert re.fullmatch(r"[a-z-]+", word)
        assert word != str(value) or word in BORROWED


def test_a_word_that_stands_for_nothing_gives_nothing():
    assert value_of(Role, "koning") == ""
    assert value_of(OfferForm, "") == ""


def test_the_address_of_a_card_is_dutch():
    address = reverse("guidance:card", args=[Role.MAYOR, "online-onrust", Phase.ACUTE])
    assert address == "/er-speelt-iets/burgemeester/online-onrust/acuut"
    with pytest.raises(NoReverseMatch):
        reverse("guidance:card", args=["koning", "online-onrust", Phase.ACUTE])


def test_a_choice_on_the_menu_card_stands_in_the_address_in_dutch(client, menu, settings):
    settings.SEARCH_BY_MEANING = False
    page = client.get("/menukaart?rol=burgemeester").content.decode()
    assert 'name="rol" value="burgemeester" checked' in page
    assert 'value="mayor"' not in page
    assert client.get("/menukaart?rol=mayor").context["wish"].choices == {}
