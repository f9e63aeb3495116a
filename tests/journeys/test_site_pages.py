"""Every page of the website room holds in a real browser."""

import pytest

from journeys.browser import (
    NARROW,
    WIDE,
    axe_faults,
    check_page,
    context_with,
    sideways_faults,
    structure_faults,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PAGES = ["/", "/patronen", "/hoe-wij-rekenen", "/privacy", "/toegankelijkheid", "/contact", "/over"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_website_is_accessible_and_fits_a_telephone(page, live_server, path):
    check_page(page, live_server.url + path)


@pytest.mark.parametrize("path", ["/account/login/", "/account/password/reset/"])
def test_a_page_for_signing_in_is_accessible_and_fits_a_telephone(page, live_server, path):
    check_page(page, live_server.url + path)


def test_the_page_of_an_own_account_is_accessible(page_of, live_server, django_user_model):
    user = django_user_model.objects.create_user("adviseur", "adviseur@example.org", "een-lang-wachtwoord-1")
    check_page(page_of(user), live_server.url + "/account/2fa/")


def test_a_page_that_is_not_there_is_accessible_too(page, live_server):
    check_page(page, live_server.url + "/bestaat-niet", status=404)


def test_english_pages_are_held_to_the_same(page, live_server):
    page.goto(live_server.url)
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    check_page(page, live_server.url + "/patronen", name="patronen-en")


def test_the_first_key_leads_past_the_navigation(page, live_server):
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_menu_of_a_telephone_opens_without_javascript(browser, live_server):
    with context_with(browser, [], java_script_enabled=False, viewport=NARROW) as context:
        page = context.new_page()
        page.goto(live_server.url)
        link = page.locator(".menu").get_by_role("link", name="Witte vlekken")
        assert not link.is_visible()
        page.locator(".menu summary").click()
        assert link.is_visible()


def test_every_target_on_a_telephone_is_large_enough(telephone, live_server):
    telephone.goto(live_server.url)
    small = telephone.evaluate(
        """() => [...document.querySelectorAll('header a, header button, header summary, .door')]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 24).map(e => e.textContent.trim())"""
    )
    assert small == []


FAULTS = {
    "an image without a text": (
        "document.querySelector('main').innerHTML += '<img src=\"/static/website/mark.svg\">'",
        "image-alt",
    ),
    "a box wider than a telephone": (
        "document.querySelector('main').innerHTML += '<pre>' + 'x'.repeat(400) + '</pre>'",
        "sideways",
    ),
    "a second main heading": ("document.querySelector('main').innerHTML += '<h1>Nog een</h1>'", "h1"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_check_finds_a_planted_fault(browser, live_server, fault):
    script, expected = FAULTS[fault]
    with context_with(browser, [], bypass_csp=True, viewport=WIDE) as context:
        page = context.new_page()
        page.goto(live_server.url)
        page.evaluate(script)
        page.set_viewport_size(NARROW)
        faults = [*structure_faults(page), *sideways_faults(page, "320"), *axe_faults(page, "light")]
    assert any(expected in fault for fault in faults), faults
