"""Questions in somebody's own words, found by words only."""

from datetime import timedelta

import pytest

from kennismakelaar.brokering import api as brokering
from kennismakelaar.organizations.api import Organization
from kennismakelaar.topics.api import Topic

PLAIN = "Hoe beantwoorden wij onjuiste berichten over de opvang?"


@pytest.fixture(autouse=True)
def by_words_only(settings):
    settings.SEARCH_BY_MEANING = False


@pytest.fixture
def topic(register):
    return Topic.objects.get(pk="desinformatie")


@pytest.fixture
def ask(register, now):
    """Gives a function that asks a question; nobody is signed in unless said otherwise."""
    return lambda text=PLAIN, by=None, **facts: brokering.ask(
        brokering.Question(text, is_fictitious=True, **facts), by=by, at=now
    )


@pytest.fixture
def expertise(topic, adviser, now, today):
    """Gives a function: somebody of KIS may be asked, until this many days from now."""
    return lambda days=30, since=-60: brokering.add_expertise(
        topic,
        organization=Organization.objects.get(slug="kis"),
        consented_on=today + timedelta(days=since),
        expires_on=today + timedelta(days=days),
        by=adviser,
        at=now,
        is_fictitious=True,
    )
