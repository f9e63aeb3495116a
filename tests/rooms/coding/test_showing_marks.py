"""A text is never shown with a shifted mark: from stored offsets to the page, whatever signs it holds."""

from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.urls import reverse
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kennismakelaar.coding import api as coding
from kennismakelaar.coding.reading import read
from kennismakelaar.coding.sentences import tidied

from .conftest import AT, TEXT

MIXED = st.text(
    st.sampled_from("ab. !?\n\r\té\u0301👩‍🏳\ufe0f\u200d\u05d0\u202e<&\"'"), min_size=1, max_size=60
)
PAGE = Template(
    "{% for sentence in sentences %}{% for word in sentence.words %}{% for run in word.runs %}"
    "{% if run.marks %}<mark>{{ run.text }}</mark>{% else %}{{ run.text }}{% endif %}{% endfor %}{% endfor %}{% endfor %}"
)


class Marks(HTMLParser):
    """Gathers the words of a page, and for each sign whether it is marked."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.signs, self.open = [], []

    def handle_starttag(self, tag, attrs):
        if tag != "input":
            self.open.append(tag == "mark" or (dict(attrs).get("class") or "").startswith("run"))

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        self.signs += [(sign, any(self.open)) for sign in data if not sign.isspace()]


@settings(max_examples=300, deadline=None)
@given(MIXED, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_every_sign_is_shown_once_and_marked_exactly_when_a_mark_covers_it(text, wanted):
    places = [p for low, high in wanted if (p := tidied(text, min(low, high), max(low, high)))[0] < p[1]]
    page = Marks()
    page.feed(PAGE.render(Context({"sentences": read(text, places)})))
    page.close()
    meant = [
        (sign, any(low <= at < high for low, high in places))
        for at, sign in enumerate(text)
        if not sign.isspace()
    ]
    assert page.signs == meant


@given(MIXED)
def test_words_and_the_white_space_behind_them_are_the_sentence(text):
    for sentence in read(text, []):
        shown = "".join("".join(run.text for run in word.runs) + word.behind for word in sentence.words)
        assert shown.rstrip() == sentence.piece.text.rstrip()


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
@given(text=MIXED, low=st.integers(0, 60), length=st.integers(1, 60))
def test_the_page_shows_the_stored_quote_in_its_place(client, ann, say, code, text, low, length):
    low = low % len(text)
    place = tidied(text, low, min(len(text), low + length))
    assume(place[0] < place[1])
    statement = say(text)
    assume(statement.status == "open")
    coding.mark(statement, *place, code("inclusie"), by=ann, at=AT)
    client.force_login(ann)
    shown = client.get(reverse("coding:code", args=[statement.pk])).content.decode()
    page = Marks()
    body = shown[shown.index("data-text>") : shown.index("<h2>", shown.index("data-text>"))]
    page.feed(body[body.index(">") + 1 : body.index("</div>")])
    marked = "".join(sign for sign, under in page.signs if under)
    assert marked == "".join(text[place[0] : place[1]].split())


def test_overlapping_marks_are_told_apart(statement):
    depths = [
        run.marks
        for sentence in read(TEXT, [(0, 20), (11, 33)])
        for word in sentence.words
        for run in word.runs
    ]
    assert set(depths) == {0, 1, 2}


def test_a_mark_that_ends_within_a_word_is_shown_to_the_letter():
    [sentence] = read("de samenwerking", [(3, 8)])
    assert [(run.text, run.marks) for run in sentence.words[1].runs] == [("samen", 1), ("werking", 0)]


@pytest.mark.parametrize("places", [[], [(0, 5)]])
def test_a_text_without_words_shows_nothing_and_does_not_fail(places):
    assert read(" \n ", places) == []
