"""What the tests of the menu card start from: the 36 offers, found by words only."""

import csv
from dataclasses import replace

import pytest

from kennismakelaar.accounts.api import Position, User, add_account
from kennismakelaar.catalog import api
from kennismakelaar.catalog.management.commands.load_offers import OFFERS
from kennismakelaar.organizations.api import Organization, place

SEEN = api.OfferFacts(
    title="Proefles omgaan met spanning",
    summary="Een les voor ambtenaren over spanning in de wijk.",
    providers=("movisie",),
    topics=("maatschappelijke-onrust",),
    forms=("training",),
    roles=("social",),
    phases=("preventive",),
)


@pytest.fixture(autouse=True)
def by_words_only(settings):
    settings.SEARCH_BY_MEANING = False


@pytest.fixture
def rows() -> list[dict[str, str]]:
    with OFFERS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def chief(db) -> User:
    return User.objects.create_superuser("chief", "chief@example.org")


@pytest.fixture
def movisie_partner(menu, chief, now) -> User:
    """Somebody who works at Movisie, a provider."""
    somebody = add_account("movisie@example.org", name="Fictieve Partner", position=Position.PARTNER)
    place(somebody, organization=Organization.objects.get(slug="movisie"), by=chief, at=now)
    return User.objects.get(pk=somebody.pk)


@pytest.fixture
def make(menu, adviser, now):
    """Gives a function that makes an offer with some facts of its own."""

    def made(**facts) -> api.Offer:
        return api.create_offer(replace(SEEN, **facts), by=adviser, at=now, is_fictitious=True)

    return made
