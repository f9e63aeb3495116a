"""Every page of the website room holds in a real browser."""

import pytest

from journeys.browser import (
    NARROW,
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
    "words too faint to read": (
        "document.querySelector('h1').style.color = 'color-mix(in srgb, currentColor 20%, transparent)'",
        "color-contrast",
    ),
    "a second main heading": ("document.querySelector('main').innerHTML += '<h1>Nog een</h1>'", "h1"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_check_finds_a_planted_fault(page, live_server, fault):
    script, expected = FAULTS[fault]
    page.goto(live_server.url)
    page.evaluate(script)
    page.set_viewport_size(NARROW)
    faults = [*structure_faults(page), *sideways_faults(page, "320"), *axe_faults(page, "light")]
    assert any(expected in fault for fault in faults), faults


OWN_PAGES = [
    "reauthenticate/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/add/",
    "password/change/",
    "logout/",
]


@pytest.fixture
def signed_in(page, live_server, django_user_model):
    """A page in which somebody signed in with the form, as people do."""
    django_user_model.objects.create_user("adviseur", "adviseur@example.org", "een-lang-wachtwoord-1")
    page.goto(live_server.url + "/account/login/?next=/privacy")
    page.get_by_label("E-mailadres").fill("adviseur@example.org")
    page.get_by_label("Wachtwoord", exact=True).fill("een-lang-wachtwoord-1")
    page.get_by_role("main").get_by_role("button", name="Inloggen").click()
    page.wait_for_url("**/privacy")
    return page


@pytest.mark.parametrize("path", OWN_PAGES)
def test_a_page_of_an_own_account_is_accessible(signed_in, live_server, path):
    signed_in.goto(live_server.url + "/account/reauthenticate/?next=/privacy")
    signed_in.get_by_label("Wachtwoord", exact=True).fill("een-lang-wachtwoord-1")
    signed_in.get_by_role("button", name="Bevestigen").click()
    signed_in.wait_for_url("**/privacy")
    check_page(signed_in, live_server.url + "/account/" + path)
    assert signed_in.url.rstrip("/").endswith(path.rstrip("/"))


def test_somebody_who_signed_in_finds_the_workbench_and_the_way_out(signed_in):
    assert signed_in.locator(".nav-main").get_by_role("link", name="Werkbank").is_visible()
    signed_in.get_by_role("button", name="Uitloggen").click()
    signed_in.wait_for_load_state()
    assert signed_in.get_by_role("banner").get_by_role("link", name="Inloggen").is_visible()


def test_a_wrong_password_is_told_in_the_summary_of_errors(page, live_server):
    page.goto(live_server.url + "/account/login/")
    page.get_by_label("E-mailadres").fill("niemand@example.org")
    page.get_by_label("Wachtwoord", exact=True).fill("verkeerd-wachtwoord")
    page.get_by_role("main").get_by_role("button", name="Inloggen").click()
    assert page.get_by_role("alert").is_visible()
