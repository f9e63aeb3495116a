"""Every page that needs no further choice holds what every page must hold, whichever room it belongs to."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from journeys.browser import PageFault, check_page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# Other people's pages (allauth has its own journey), files and machines.
ELSEWHERE = ("account/", "beheer/", "metrics", "api/", "_health/")
FILES = (".csv", ".json", ".txt", ".xlsx", ".xml")
# Held in a journey of their own, with more care.
HELD = {"/", "/patronen", "/hoe-wij-rekenen", "/privacy", "/toegankelijkheid", "/contact", "/over"}


def pages(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """This will list the addresses without a parameter."""
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if "<" in address or address.startswith(ELSEWHERE) or address.endswith(FILES):
            continue
        if isinstance(pattern, URLPattern):
            yield "/" + address
        else:
            yield from pages(pattern, address)


PAGES = sorted(set(pages(get_resolver())) - HELD)


@pytest.fixture
def adviser():
    return get_user_model().objects.create_superuser(
        "adviseur", "adviseur@example.org", "een-lang-wachtwoord-1", position="adviser"
    )


def opens_as_a_page(user, path: str) -> bool:
    """This will tell a page from an address that only takes forms or gives files."""
    client = Client()
    client.force_login(user)
    try:
        response = client.get(path)
    except Exception:  # the browser will show it as a failure of the page
        return True
    if response.status_code in {301, 302, 405}:
        return False
    return response.headers.get("Content-Type", "").startswith("text/html")


def test_every_page_without_a_choice_holds_for_an_adviser(page_of, live_server, adviser):
    """One test for all, so that the database is emptied once; it tells every fault of every page."""
    faults, page = [], page_of(adviser)
    for path in PAGES:
        if opens_as_a_page(adviser, path):
            try:
                check_page(page, live_server.url + path)
            except PageFault as fault:
                faults.append(str(fault))
    assert faults == [], "\n".join(faults)


def test_the_walk_along_the_pages_meets_the_rooms():
    assert {"/menukaart", "/witte-vlekken", "/bereik"} < set(PAGES)
    assert not [path for path in PAGES if path.startswith(tuple(f"/{prefix}" for prefix in ELSEWHERE))]
