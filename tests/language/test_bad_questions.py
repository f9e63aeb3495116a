"""Whatever comes as a question gets an answer in time, and the same one each time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutch_text.items import Item
from dutch_text.matching import match
from dutch_text.search import Index
from language import evaluation

PLAIN = Index(evaluation.offers(), vocabulary=evaluation.vocabulary())

NOTHING_IN_IT = {
    "empty": "",
    "white space": " \n\t ",
    "stop words": "wat kan ik dan nu nog doen met het en de",
    "emoji": "😀🔥👮‍♀️",
    "control characters": "\x00\x01\x07\x1b",
    "signs": "?!... --- ''' +++",
    "broken half of a pair": "\ud800",
}
STRANGE = {
    "English": "How do I renew my driving licence?",
    "Arabic, right to left": "كيف أجدد جواز سفري؟",
    "right-to-left override": "\u202epaspoort\u202c verlengen",
    "HTML": "<script>alert('x')</script><b onclick=x>paspoort</b> &amp; &lt;",
    "SQL": "'; DROP TABLE offers; --",
    "one letter": "q",
    "digits": "1234567890 " * 50,
}
WORST = ["a", "a ", "a-", "'", ".", "<", "polarisatie ", "polarisatieaanpak", "é", "\u0301", "azc-"]


@pytest.mark.parametrize("text", NOTHING_IN_IT.values(), ids=NOTHING_IN_IT)
def test_a_question_without_content_is_not_known_and_finds_nothing(index, text):
    found = match(index, text)
    assert (found.known, found.results) == (False, [])


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("use_meaning", [True, False])
def test_a_strange_question_is_answered_with_we_do_not_know(index, text, use_meaning):
    assert match(index, text, use_meaning=use_meaning).known is False


@pytest.mark.parametrize(
    "text", ["polarizatie <b>training</b>", "POLARISATIE\x00TRAINING", "🔥 polarisatie 🔥"]
)
def test_noise_around_a_real_question_does_not_hide_it(index, text):
    found = match(index, text)
    assert found.known
    assert "polarisatie" in " ".join(result.title for result in found.results).lower()


@pytest.mark.parametrize("unit", WORST)
def test_a_megabyte_of_the_worst_is_answered_within_two_seconds(index, unit):
    start = time.process_time()
    match(index, unit * (1_000_000 // len(unit)))
    assert time.process_time() - start < 2.0


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_the_same_answer_twice_with_spans_inside_it(text):
    one, other = match(PLAIN, text), match(PLAIN, text)
    assert one == other
    for result in one.results:
        for reason in result.reasons:
            assert text[reason.start : reason.end] == reason.said


def test_an_item_of_a_megabyte_can_be_indexed_and_found():
    index = Index([big_item("polarisatie " * 80_000)])
    assert index.search("polarisatie")[0].key == "big"


def big_item(text: str) -> Item:
    return Item("big", "offer", "Groot", {"description": text})
