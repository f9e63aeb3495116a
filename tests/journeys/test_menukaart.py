"""The menu card in a real browser: from a question to an offer, on a telephone, and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from journeys.browser import check_page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def menu(settings, database_with_offers, transactional_db):
    settings.SEARCH_BY_MEANING = False


@pytest.mark.parametrize(
    "address",
    ["/menukaart", "/menukaart?onderwerp=polarisatie&rol=burgemeester", "/menukaart?q=azc", "/menukaart?q=zwerfkatten",
     "/menukaart/jep-advieslijn"],
)  # fmt: skip
def test_every_page_of_the_menu_card_is_as_a_page_must_be(page: Page, live_server, address):
    check_page(page, f"{live_server.url}{address}")


def test_a_mayor_finds_where_to_be_from_a_question_without_javascript(page_without_javascript: Page):
    page = page_without_javascript
    page.goto("/menukaart")
    page.get_by_role(
        "link", name="Ik sta als bestuurder onder druk of word bedreigd. Wie staat mij bij?"
    ).click()
    expect(page.get_by_role("heading", name="Hier moet u zijn")).to_be_visible()
    page.get_by_text("Voor wie", exact=True).first.click()
    page.get_by_label("Burgemeester").check()
    page.get_by_role("button", name="Tonen").click()
    expect(page.get_by_role("link", name="Burgemeester (weghalen)")).to_be_visible()
    page.locator("#results").get_by_role("link", name="Ondersteuningsteam Weerbaar Bestuur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ondersteuningsteam Weerbaar Bestuur")
    expect(page.get_by_text("nog niet bevestigd als actueel")).to_be_visible()


def test_a_misspelled_search_finds_and_says_how_it_was_read(page: Page):
    page.goto("/menukaart")
    page.get_by_label("Zoek met een woord of een hele vraag").fill("radikalisering")
    page.locator("main").get_by_role("button", name="Zoeken").click()
    expect(page.get_by_text("‘radikalisering’ is gelezen als ‘radicalisering’.")).to_be_visible()


def test_a_search_in_vain_leads_to_asking(page: Page):
    page.goto("/menukaart?q=zwerfkatten+opvangen")
    ask = page.locator("#results").get_by_role("link", name="Stel uw vraag")
    assert ask.get_attribute("href") == "/vraag?vraag=zwerfkatten+opvangen"


def test_on_a_telephone_the_list_comes_before_the_choices(telephone: Page):
    telephone.goto("/menukaart?onderwerp=polarisatie")
    expect(telephone.get_by_label("Horizontale", exact=False)).to_have_count(0)
    expect(telephone.get_by_role("button", name="Tonen")).to_be_hidden()
    telephone.get_by_text("Lijst verfijnen").click()
    expect(telephone.get_by_role("button", name="Tonen")).to_be_visible()
