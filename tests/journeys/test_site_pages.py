"""Every page of the website room holds in a real browser."""

import pytest

from journeys.browser import check_page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PAGES = ["/", "/patronen", "/hoe-wij-rekenen", "/privacy", "/toegankelijkheid", "/contact", "/over"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_website_is_accessible_and_fits_a_telephone(page, live_server, path):
    check_page(page, live_server.url + path)
