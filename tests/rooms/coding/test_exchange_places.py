"""Positions of other programs become places in our text: a mark never stands on other words than it had."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kennismakelaar.coding.refi.paragraphs import paragraphs, parts_in
from kennismakelaar.coding.refi.places import COUNTINGS, STANDARD, Span, cleaned, placed, positions

SIGNS = st.text(st.sampled_from("ab é́.👩‍🏳\n\r\u0301\ufe0f\u200f\u05d0\t"), max_size=60)
BOMS = st.sampled_from(["", "\ufeff"])


def counted(raw, counting, place):
    """The position in the file of a place in the cleaned text, counted by hand: sign by sign."""
    position, at, index = 0, 0, 0
    while index < len(raw):
        if at == place and not (index == 0 and raw[0] == "\ufeff") and raw[index - 1 : index + 1] != "\r\n":
            return position
        sign = raw[index]
        bom, pair = index == 0 and sign == "\ufeff", sign == "\r" and raw[index + 1 : index + 2] == "\n"
        width = 2 if counting.utf16 and ord(sign) > 0xFFFF else 1
        position += 0 if (bom and not counting.with_bom) or (pair and counting.line_end_as_one) else width
        at += 0 if bom or pair else 1
        index += 1
    return position


@given(BOMS, SIGNS, st.sampled_from(COUNTINGS), st.data())
def test_every_way_of_counting_leads_to_the_same_words(bom, body, counting, data):
    raw = bom + body
    text = cleaned(raw)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    places = positions(raw, counting)
    assert (
        text[places[counted(raw, counting, start)] : places[counted(raw, counting, end)]] == text[start:end]
    )


@given(BOMS, SIGNS, st.data())
def test_the_standard_counts_code_points(bom, body, data):
    raw = body.replace("\r", "")
    start = data.draw(st.integers(0, max(0, len(raw) - 1)))
    end = data.draw(st.integers(start, len(raw)))
    _counting, [place] = placed(bom + raw, [Span(start, end)])
    assert place == ((start, end) if start < end else None)


@pytest.mark.parametrize(
    "counting", [c for c in COUNTINGS if c != STANDARD], ids=lambda c: "-".join(n for n in ("utf16", "line_end_as_one", "with_bom", "last_included") if getattr(c, n))
)  # fmt: skip
def test_a_way_of_counting_is_found_by_the_quotes_in_the_file(counting):
    raw = "\ufeffEerste regel 👩‍🏫 van de les.\r\nTweede regel met 🎉 erin.\r\nDerde regel, de laatste."
    text = cleaned(raw)
    quotes = ["van de les.", "Tweede regel met 🎉", "de laatste."]
    spans = [
        Span(counted(raw, counting, text.index(q)), counted(raw, counting, text.index(q) + len(q)) - counting.last_included, q)
        for q in quotes
    ]  # fmt: skip
    found, places = placed(raw, spans)
    assert [text[start:end] for start, end in places] == quotes
    assert found == counting


def test_words_that_stand_elsewhere_are_not_marked_in_their_place():
    text = "Wij missen de school als partner. De politie is er wel."
    spans = [Span(0, 10, "Wij missen"), Span(34, 44, "De politie"), Span(11, 20, "De politie")]
    _counting, places = placed(text, spans)
    assert places == [(0, 10), (34, 44), None]


def test_names_that_are_no_quotes_say_nothing_about_places():
    _counting, places = placed("Wij missen de school.", [Span(0, 3, "citaat 1"), Span(4, 10, "citaat 2")])
    assert places == [(0, 3), (4, 10)]


@pytest.mark.parametrize("span", [Span(5, 5), Span(9, 3), Span(-1, 4), Span(0, 999)])
def test_a_mark_outside_the_text_is_not_placed(span):
    assert placed("Wij missen de school.", [span])[1] == [None]


@given(SIGNS, st.data())
def test_a_mark_over_several_paragraphs_covers_the_same_words_in_each(text, data):
    pieces = paragraphs(text)
    assert "".join("".join(text[s:e].split()) for s, e in pieces) == "".join(text.split())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    covered = "".join(
        text[pieces[n][0] + low : pieces[n][0] + high] for n, low, high in parts_in((start, end), pieces)
    )
    assert "".join(covered.split()) == "".join(text[start:end].split())
