"""Was enough heard in a group of municipalities, or does the next one still bring something new?"""

import pytest
from django.urls import reverse

from kennismakelaar.coding import api as coding
from kennismakelaar.needs import saturation
from kennismakelaar.needs.presenters import saturation_lines
from kennismakelaar.organizations.api import frame_on


@pytest.fixture
def group(register, today):
    """The municipalities of the smallest size."""
    frame = frame_on(today)
    return frame.code[frame.size == "to20"].tolist()


@pytest.fixture
def mention(say, adviser, now):
    """Gives a function: a municipality says something with this code."""

    def mention(municipality: str, slug: str) -> None:
        book = coding.current_codebook() or coding.start_codebook_from_topics(by=adviser, at=now)
        statement = say("Hier lopen wij tegenaan.", municipality)
        coding.mark(statement, 0, 4, book.codes.get(slug=slug), by=adviser, at=now)

    return mention


def smallest(today):
    return next(one for one in saturation.per_size(today) if one.group == "to20")


def test_a_group_that_keeps_saying_the_same_is_heard_enough(group, mention, today):
    for municipality in group[:12]:
        mention(municipality, "desinformatie")
        mention(municipality, "nazorg")
    found = smallest(today)
    assert found.cumulative == (2,) * 12
    assert found.found.observed.reached_at == saturation.LEAST - 2
    assert found.found.good_turing == 1


def test_a_group_where_everybody_says_something_new_is_not_heard_enough(group, mention, today):
    slugs = [
        "desinformatie",
        "nazorg",
        "antisemitisme",
        "moslimhaat",
        "inclusie",
        "signalering",
        "demonstraties",
    ]
    for municipality, slug in zip(group, slugs, strict=False):
        mention(municipality, slug)
    found = smallest(today)
    assert found.cumulative == tuple(range(1, len(slugs) + 1))
    assert found.found.observed.reached_at is None


def test_too_few_municipalities_give_no_judgement(group, mention, today):
    mention(group[0], "desinformatie")
    found = smallest(today)
    assert found.found is None
    assert str(saturation.LEAST) in saturation_lines([found])[0].verdict


def test_the_page_says_it_per_size(client, adviser, register):
    client.force_login(adviser)
    page = client.get(reverse("needs:enough_heard"))
    assert page.status_code == 200
    assert page.content.decode().count("Te weinig gemeenten") == 4
