"""Screening of odd and hostile texts: offsets hold, every text gets an answer, and none takes more than linear time."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutch_text.screening import Finding, redact, screen


def test_offsets_count_code_points_of_the_original_text():
    text = "😀 Bel Rene\u0301e\u200b Ducha\u0302teau, fullwidth ０６１２３４５６７８ 😀"
    found = screen(text)
    assert [(one.kind, text[one.start : one.end]) for one in found] == [
        ("name", "Rene\u0301e\u200b Ducha\u0302teau"),
        ("phone", "０６１２３４５６７８"),
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_findings_of_any_text_are_verbatim_ordered_and_apart(text):
    found = screen(text)
    assert all(text[one.start : one.end] == one.text and one.text for one in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert screen(text) == found
    redact(text, found)


PIECES = st.sampled_from(
    [
        "Fatima",
        " ",
        "e\u0301",
        "\u200b",
        "06-12345678",
        "@voorbeeld.nl",
        "İ",
        "ﬁ",
        "😀",
        "De Vries",
        "ب",
        "١٢٣",
        ".",
        "mevrouw ",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_findings_in_odd_unicode_are_verbatim(text):
    assert all(text[one.start : one.end] == one.text for one in screen(text))


def seconds(piece: str, size: int) -> float:
    text = (piece * (size // len(piece) + 1))[:size]
    began = time.process_time()
    screen(text)
    return time.process_time() - began


WORST = [
    "a",
    "A",
    "1",
    "@",
    "a@",
    "a.",
    "A.",
    "A ",
    "06 ",
    "1-",
    "1 ",
    "Van ",
    "-",
    "a-",
    "'",
    "(at)",
    "1234 ",
    "\u0301",
]


@pytest.mark.parametrize("piece", WORST)
def test_time_grows_no_faster_than_the_text(piece):
    seconds(piece, 1_000)
    small, large = seconds(piece, 15_000), seconds(piece, 150_000)
    assert large < 25 * small + 0.5, f"15 kB took {small:.2f} s, 150 kB {large:.2f} s"


@pytest.mark.parametrize(
    "piece",
    [
        "@a.",
        "De Van ",
        "hij moslim ",
        "Bram/",
        "Roos: ",
        "kenteken ab 12 cd ",
        "'t Zand 1 ",
        "geb 1-1-80 ",
        "A.v.d.",
        "stemt op de ",
        "a. ",
        "Aa, B. ",
        "melder HJ/",
        "auto AB 12 ",
        "dat ze ",
        "over de turkse ",
        "M. (15) ",
        "geb zes mei ",
    ],
)
def test_a_megabyte_of_the_worst_case_ends(piece):
    assert seconds(piece, 1_000_000) < 20


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "de het een",
        "😀😀",
        "\x00\x01",
        "مرحبا بالعالم",
        "<b>Hallo</b> wereld",
        "The quick brown fox",
    ],
)
def test_bad_input_gets_an_answer(text):
    assert isinstance(screen(text), tuple)


def test_a_finding_is_frozen():
    with pytest.raises(AttributeError):
        Finding(0, 1, "name", "A", 0.5, "[naam]").start = 3
