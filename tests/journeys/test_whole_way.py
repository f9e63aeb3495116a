"""The whole way: from the work list over a white spot to the words and what became of them; and a mayor's evening."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from demo import plan_of, voices
from demo.build import units
from journeys.browser import NARROW, WIDE, axe_faults, sideways_faults
from kennismakelaar.accounts.api import Position, add_account
from kennismakelaar.brokering import api as brokering
from kennismakelaar.coding import api as coding
from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.gaps import api as gaps
from kennismakelaar.intake import api as intake
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import Municipality

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

AT, DAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC), date(2026, 11, 2)
PASSWORD = "een-lang-wachtwoord-1"
WORDS = "Wij weten niet hoe wij onjuiste berichten beantwoorden."


@pytest.fixture(autouse=True)
def loaded(settings, database_with_cards, transactional_db):
    settings.SEARCH_BY_MEANING = False


@pytest.fixture
def adviser():
    return add_account(
        "adviseur@example.org", name="Fictieve Adviseur", position=Position.ADVISER, password=PASSWORD
    )


@pytest.fixture
def told(adviser):
    """A survey with public white spots, words that show a need, and a reply that was sent."""
    survey = voices.hold_survey(plan_of(units()), by=adviser)
    statement = said(adviser)
    book = coding.start_codebook_from_topics(by=adviser, at=AT)
    code = book.codes.get(slug="desinformatie")
    marked = coding.mark(statement, 0, len(statement.text), code, by=adviser, at=AT)
    draft = needs.Draft("Onjuiste berichten beantwoorden", topic=code.topic, kind="skill", is_fictitious=True)
    need = needs.write_need(draft, codings=[marked], by=adviser, at=AT)
    needs.set_status(need, "agreed", by=adviser, at=AT)
    gaps.publish(gaps.assess(survey, on=DAY, by=adviser, at=AT, draws=100), by=adviser, at=AT)
    reply = follow_up.Reply(
        "U vroeg om oefening", "Er komt een werkplaats.", "under_way", need=need, is_fictitious=True
    )
    written = follow_up.write(reply, statements=[statement], by=adviser, at=AT)
    follow_up.send(written, by=adviser, at=AT)


def said(adviser):
    source = intake.open_source(
        title="Themadag (fictief)", channel="event", held_on=DAY, processing="theme-day", by=adviser, at=AT,
        is_fictitious=True,
    )  # fmt: skip
    words = [intake.Words(WORDS, "regel 1", Municipality.objects.get(pk="GM0503"))]
    intake.collect(source, [intake.Words("Wij willen oefenen met de buurt.", "regel 2")], by=adviser, at=AT)
    return intake.collect(source, words, by=adviser, at=AT)[0]


def hold(page: Page, size: dict[str, int]) -> None:
    """The page as it stands has no fault that axe finds and does not scroll sideways."""
    page.set_viewport_size(size)
    faults = [*axe_faults(page, "light"), *sideways_faults(page, str(size["width"]))]
    assert not faults, (page.url, faults)


def test_an_adviser_goes_from_the_work_list_over_a_white_spot_to_the_words_and_the_reply(page, told):
    page.goto("/account/login/?next=/werk")
    page.get_by_label("E-mailadres").fill("adviseur@example.org")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Inloggen").click()
    page.wait_for_url("**/werk")
    waiting = page.locator("section[aria-labelledby=waiting]")
    expect(waiting.locator("a[href='/werk/terugkoppeling']")).to_contain_text("1")
    hold(page, WIDE)

    page.locator(".nav-main").get_by_role("link", name="Witte vlekken").click()
    hold(page, WIDE)
    page.locator("main a[href='/witte-vlekken/desinformatie']").first.click()
    hold(page, WIDE)
    page.get_by_role("link", name="Volg de draad").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    hold(page, WIDE)

    page.get_by_role("link", name="Wat er van deze woorden werd").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS)
    hold(page, WIDE)
    page.get_by_role("link", name="U vroeg om oefening").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U vroeg om oefening")
    expect(page.get_by_text(WORDS)).to_be_visible()
    hold(page, WIDE)


def test_a_visitor_follows_the_same_thread_and_meets_no_words(page, told):
    page.goto("/witte-vlekken/desinformatie")
    page.get_by_role("link", name="Volg de draad").click()
    expect(page.get_by_text("Onjuiste berichten beantwoorden")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_have_count(0)
    hold(page, NARROW)


def test_a_mayor_on_a_telephone_reaches_a_card_in_three_steps_and_asks_a_question(telephone):
    page = telephone
    page.goto("/")
    page.locator("main a.door[href='/er-speelt-iets']").click()
    hold(page, NARROW)
    steps = (
        "/er-speelt-iets/burgemeester",
        "/er-speelt-iets/burgemeester/online-onrust",
        "/er-speelt-iets/burgemeester/online-onrust/acuut",
    )
    for step in steps:
        page.locator(f"main a[href='{step}']").first.click()
        page.wait_for_url(f"**{step}")
        hold(page, NARROW)
    expect(page.locator("#h-call")).to_be_visible()
    expect(page.locator("#h-can_do")).to_be_visible()

    page.locator("main a[href^='/vraag']").first.click()
    hold(page, NARROW)
    page.locator("textarea[name=text]").fill("Wie helpt ons met onjuiste berichten op sociale media?")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/vraag/*")
    expect(page.get_by_text("Wie helpt ons met onjuiste berichten")).to_be_visible()
    hold(page, NARROW)
    assert brokering.Inquiry.objects.get().statement.status == "open"
