"""Every kind of page, full of the demo year, holds what every page must hold, whichever room it belongs to."""

from collections.abc import Iterator, Sequence
from functools import cache

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from journeys.browser import PageFault, check_page
from kennismakelaar.accounts.api import User
from rooms.walking import route_of, walk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# Other people's pages (allauth has its own journey), files and machines.
ELSEWHERE = ("account/", "beheer/", "metrics", "api/", "_health/")
FILES = (".csv", ".json", ".txt", ".xlsx", ".xml", ".ics")
# Held in a journey of their own, with more care.
HELD = {"/", "/patronen", "/hoe-wij-rekenen", "/privacy", "/toegankelijkheid", "/contact", "/over"}


def pages(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """This will list the addresses without a parameter."""
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if {"<", "^"} & set(address) or address.startswith(ELSEWHERE) or address.endswith(FILES):
            continue
        if isinstance(pattern, URLPattern):
            yield "/" + address
        else:
            yield from pages(pattern, address)


PAGES = sorted(set(pages(get_resolver())) - HELD)


@pytest.fixture
def adviser(database_with_year, transactional_db, settings):
    settings.SEARCH_BY_MEANING = False  # the model has its own tests; here it only takes time
    return User.objects.get(email="adviseur1@demo.example")


def kinds_of(client: Client, starts: list[str]) -> list[str]:
    """One page of every kind that can be reached: what answers with a page, no file and no address for forms."""
    found = walk(client, starts, most_per_kind=1)
    kinds = {
        route_of(address): address for address, (status, html) in found.items() if status == 200 and html
    }
    return sorted(address for address in kinds.values() if address not in HELD)


@cache
def of_the_workbench(email: str) -> tuple[str, ...]:
    """The same for each part of the test below, for each of them has the same demo year; one walk per process."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    reached = kinds_of(client, ["/werk", *(a for a in PAGES if a.startswith("/werk"))])
    return tuple(address for address in reached if address.startswith("/werk"))


def faults_on(page, site: str, addresses: Sequence[str]) -> str:
    """Every fault of every page at once."""
    faults = []
    for address in addresses:
        try:
            check_page(page, site + address)
        except PageFault as fault:
            faults.append(str(fault))
    return "\n".join(faults)


def test_every_kind_of_public_page_holds(page, live_server, adviser):
    starts = [address for address in PAGES if not address.startswith(("/werk", "/taal", "/peiling/"))]
    addresses = kinds_of(Client(), starts)
    assert len(addresses) >= 15
    assert faults_on(page, live_server.url, addresses) == ""


@pytest.mark.parametrize("part", [0, 1, 2])
def test_every_kind_of_page_of_the_workbench_holds_for_an_adviser(page_of, live_server, adviser, part):
    own = of_the_workbench(adviser.email)
    assert len(own) >= 40
    assert faults_on(page_of(adviser), live_server.url, own[part::3]) == ""


def test_the_walk_along_the_pages_meets_the_rooms():
    assert {"/menukaart", "/witte-vlekken", "/bereik"} < set(PAGES)
    assert not [path for path in PAGES if path.startswith(tuple(f"/{prefix}" for prefix in ELSEWHERE))]
