"""Proposals of the machine are judged by three keys, one after the other, and the page of quality counts them."""

import pytest
from django.core.management import call_command

from journeys.browser import check_page
from kennismakelaar.accounts.api import Position, User
from kennismakelaar.coding import api as coding
from kennismakelaar.intake import api as intake
from rooms.coding.test_language_commands import SAID
from rooms.intake.conftest import AT

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CODES = {"veiligheid": "polarisatie", "onderwijs": "inclusie", "opvang": "horizontale-polarisatie"}
UNCODED = 5  # each fifth statement is left for the machine


@pytest.fixture
def adviser(settings):
    settings.SEARCH_BY_MEANING = False
    for command in ("load_register", "load_topics", "load_processing"):
        call_command(command, verbosity=0)
    return User.objects.create_user(username="ann", email="ann@example.org", position=Position.ADVISER)


@pytest.fixture
def proposed(adviser):
    """What the machine proposes, learned from what the adviser coded."""
    book = coding.start_codebook_from_topics(by=adviser, at=AT)
    source = intake.open_source(title="Sessie 3 (fictief)", channel="event", held_on=AT.date(), processing="theme-day",
                                by=adviser, at=AT, is_fictitious=True)  # fmt: skip
    words = [intake.Words(text, f"regel {n}") for n, (text, _subject) in enumerate(SAID)]
    said = intake.collect(source, words, by=adviser, at=AT)
    for number, (statement, (_text, subject)) in enumerate(zip(said, SAID, strict=True)):
        if number % UNCODED:
            code = book.codes.get(slug=CODES[subject])
            coding.mark(statement, 0, len(statement.text), code, by=adviser, at=AT)
    coding.suggest(book, at=AT)
    return list(coding.proposals_for(adviser))


def test_proposals_are_judged_by_three_keys_and_counted(page_of, adviser, proposed, live_server):
    assert len(proposed) > 3
    check_page(page_of(adviser), live_server.url + "/werk/coderen/voorstellen", name="werk-voorstellen")
    right, corrected, wrong, following = proposed[:4]
    other = next(slug for slug in CODES.values() if slug != corrected.code.slug)
    page = page_of(adviser)
    page.goto("/werk/coderen/voorstellen")
    ready(page)
    page.keyboard.press("j")
    goes_on(page, right, corrected)
    page.keyboard.press("c")
    page.locator(f"#code-{corrected.pk}:focus").select_option(other)
    page.keyboard.press("Enter")
    goes_on(page, corrected, wrong)
    page.keyboard.press("x")
    goes_on(page, wrong, following)
    page.keyboard.press("ArrowDown")
    assert page.locator("[data-proposal]:focus").get_attribute("id") != f"voorstel-{following.pk}"
    for one in (right, corrected, wrong):
        one.refresh_from_db()
    assert [one.verdict for one in (right, corrected, wrong)] == ["accepted", "other_code", "rejected"]
    assert (right.coding.code, corrected.coding.code.slug, wrong.coding) == (right.code, other, None)
    page.goto("/werk/coderen/voorstellen/kwaliteit")
    assert page.locator("tbody").get_by_text("Afgewezen: 1").count() == 1
    assert page.locator("tbody").get_by_text(f"{corrected.coding.code.label} (1)").count() == 1
    check_page(page_of(adviser), page.url, name="werk-voorstellen-kwaliteit")


def test_the_page_of_themes_says_what_stable_means(page_of, adviser, proposed, live_server):
    coding.seek_themes(by=adviser, at=AT)
    check_page(page_of(adviser), live_server.url + "/werk/coderen/themas", name="werk-themas")


def ready(page):
    page.locator("[data-proposal-keys=on]").wait_for()  # keys pressed before the page is there go nowhere


def goes_on(page, judged, following):
    """The page tells what became of one, which is gone, and the keys are for the next."""
    page.wait_for_url(f"**#voorstel-{following.pk}")
    ready(page)
    assert page.locator(".utrecht-alert").count() == 1
    assert page.locator(f"#voorstel-{judged.pk}").count() == 0
    page.locator(f"#voorstel-{following.pk}.proposal--current:focus").wait_for()
