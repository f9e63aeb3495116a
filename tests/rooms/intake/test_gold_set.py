"""Of messy files every piece lands with its place, or is named as not read: nothing is lost without a word."""

import pytest
from django.utils import translation

from kennismakelaar.intake.reading import read_words
from rooms.intake.gold import files
from rooms.intake.gold.pieces import compared

GOLD = files()


def test_the_set_has_at_least_forty_files_of_every_kind_that_is_read():
    assert len(GOLD) >= 40
    assert {gold.name.rsplit(".", 1)[1] for gold in GOLD} == {
        "docx",
        "odt",
        "ods",
        "xlsx",
        "csv",
        "txt",
        "pdf",
        "eml",
    }
    assert len({gold.name for gold in GOLD}) == len(GOLD)


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.name)
def test_every_piece_of_a_messy_file_lands_or_is_told(gold):
    with translation.override("en"):
        outcome = compared(gold, read_words(gold.name, gold.content))
    assert outcome.lost == []
    assert outcome.too_many == []
    assert outcome.told_too_much == []
