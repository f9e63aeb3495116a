"""Sentences are exact spans of the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutch_text.sentences import sentences


@given(st.text(max_size=400))
def test_a_sentence_is_exactly_its_span_and_only_white_space_is_left_out(text):
    last, left = 0, []
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        left.append(text[last : sentence.start])
        last = sentence.end
    assert "".join([*left, text[last:]]).strip() == ""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dhr. De Vries belde om 10.30 uur. Hij was boos!", 2),
        ("Zie art. 172 van de wet. De burgemeester beslist.", 2),
        ("Wij overleggen, d.w.z. de wijk en wij. Klopt dat?", 2),
        ("Een kop zonder punt\n\nDe tekst eronder.", 2),
        ("Wat nu?! Niemand weet het... Of toch?", 3),
        ("", 0),
    ],
)
def test_abbreviations_and_numbers_do_not_end_a_sentence(text, count):
    assert len(sentences(text)) == count


@pytest.mark.parametrize("unit", [".", '."', "? ", "\n ", "\n\r", "a.", "!)"])
def test_a_megabyte_of_the_worst_takes_no_more_than_linear_time(unit):
    small, large = (_seconds(unit * (size // len(unit))) for size in (100_000, 1_000_000))
    assert large < 30 * small + 1.0


def _seconds(text: str) -> float:
    start = time.process_time()
    sentences(text)
    return time.process_time() - start
