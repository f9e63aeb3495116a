"""From writing a questionnaire to closing the survey, by an adviser at a desk and a colleague of a municipality with a
telephone of 320 pixels on which no JavaScript runs."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from journeys.browser import (
    NARROW,
    WIDE,
    axe_faults,
    check_page,
    context_with,
    sideways_faults,
    structure_faults,
)
from kennismakelaar.accounts.api import Position, add_account
from kennismakelaar.intake.api import Statement
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.surveys import api as surveys
from kennismakelaar.surveys.entrance import KEY
from kennismakelaar.topics.api import Topic
from rooms.surveys.questioning import ALL, published

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TODAY = timezone.now()  # a form is filled in on the day of the test
ASKED = ("horizontale-polarisatie", "rechtsextremisme", "linksextremisme", "discriminatie-en-racisme")


@pytest.fixture(autouse=True)
def loaded(settings, database_with_cards, transactional_db):
    settings.SEARCH_BY_MEANING = False


@pytest.fixture
def adviser():
    return add_account("adviseur@example.org", name="Fictieve Adviseur", position=Position.ADVISER)


@pytest.fixture
def survey(adviser):
    day = TODAY.date()
    wave = surveys.Wave(
        "Peiling (fictief)", day - timedelta(days=3), day + timedelta(days=30), is_fictitious=True
    )
    topics = list(Topic.objects.filter(slug__in=ASKED))
    return surveys.open_survey(wave, topics=topics, by=adviser, at=TODAY)


@pytest.fixture
def form(survey, adviser):
    """An open form of a municipality on a questionnaire with every kind of item."""
    published(survey, adviser, TODAY)
    return surveys.begin(survey, Municipality.objects.get(pk="GM0344"), role="safety", at=TODAY)


@pytest.fixture
def phone(browser, live_server):
    """Gives a function: a telephone without JavaScript that came in by the link of a form."""
    opened = []

    def with_form(draft, **options) -> Page:
        cookies = [{"name": "sessionid", "value": _session(draft), "url": live_server.url}]
        told = {"base_url": live_server.url, "viewport": NARROW, "java_script_enabled": False, **options}
        manager = context_with(browser, cookies, **told)
        opened.append(manager)
        return manager.__enter__().new_page()

    yield with_form
    for manager in opened:
        manager.__exit__(None, None, None)


def _session(draft) -> str:
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    surveys.enter(session, draft)
    session.save()
    assert session[KEY] == draft.pk
    return session.session_key


def hold(page: Page, size=NARROW) -> None:
    """What stands on the screen has no fault that axe finds and does not scroll sideways.

    A telephone without JavaScript cannot run axe: one with it, and the same cookies, opens the page again.
    """
    with context_with(page.context.browser, page.context.cookies(), viewport=size) as context:
        twin = context.new_page()
        twin.goto(page.url, wait_until="load")
        faults = [
            *structure_faults(twin),
            *axe_faults(twin, "light"),
            *sideways_faults(twin, str(size["width"])),
        ]
    assert not faults, (page.url, faults)


def onward(page: Page) -> None:
    page.get_by_role("button", name="Bewaar en ga verder").click()


def test_an_adviser_writes_looks_publishes_and_never_changes_it_again(page_of, adviser, survey):
    page = page_of(adviser)
    page.goto(f"/werk/peilingen/{survey.pk}")
    page.get_by_role("button", name="Vragenlijst schrijven").click()
    page.get_by_role("link", name="Keuze: één antwoord").click()
    page.get_by_label("Vraag in het Nederlands").fill("Heeft u een plan?")
    page.get_by_label("Keuzes").fill("Ja | Yes\nNee | No")
    page.get_by_role("button", name="Onderdeel bewaren").click()
    page.get_by_role("link", name="Lange tekst").click()
    page.get_by_label("Vraag in het Nederlands").fill("Wat staat erin?")
    page.get_by_label("Vraag dit alleen als").select_option("heeft-u-een-plan")
    page.get_by_label("deze waarde").fill("Ja")
    page.get_by_role("button", name="Onderdeel bewaren").click()
    expect(page.get_by_text("${heeft-u-een-plan} = 'ja'")).to_be_visible()
    check_page(page, page.url, name="vragenlijst")
    page.get_by_role("link", name="Onderwerpen, elk met dezelfde vragen").click()
    check_page(page, page.url, name="vragenlijst-onderwerpen")
    page.get_by_label("Vraag in het Nederlands").fill("Wat speelt er?")
    page.get_by_label("Rechtsextremisme").check()
    page.get_by_role("button", name="Onderdeel bewaren").click()
    page.get_by_role("link", name="Voorbeeld").click()
    page.get_by_role("link", name="pagina 3").click()
    expect(page.get_by_role("heading", name="Rechtsextremisme")).to_be_visible()
    check_page(page, page.url, name="vragenlijst-voorbeeld")
    page.go_back()
    page.goto(f"/werk/vragenlijsten/{survey.questionnaires.get().pk}")
    page.get_by_role("button", name="Definitief publiceren").click()
    expect(page.get_by_text("Gepubliceerd op")).to_be_visible()
    page.get_by_role("link", name="Versie 1").click()
    expect(page.get_by_text("Deze versie verandert nooit meer", exact=False)).to_be_visible()
    expect(page.get_by_role("button", name="Haal weg")).to_have_count(0)


def test_a_colleague_fills_in_on_a_telephone_stops_goes_on_elsewhere_sends_and_changes(
    phone, form, survey, adviser
):
    page = phone(form)
    page.goto("/peiling/invullen")
    hold(page)
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Ja", exact=True).check()
    hold(page)
    page.get_by_role("button", name="Bewaar en stop").click()
    expect(page.get_by_text("U kunt deze pagina sluiten")).to_be_visible()

    elsewhere = phone(form)  # the same link on another telephone
    elsewhere.goto("/peiling/invullen")
    elsewhere.get_by_role("button", name="Ga verder").or_(
        elsewhere.get_by_role("button", name="Verder")
    ).click()
    expect(elsewhere.get_by_label("Ja", exact=True)).to_be_checked()
    onward(elsewhere)
    elsewhere.get_by_label("Hoeveel mensen").fill("twaalf")
    onward(elsewhere)
    expect(elsewhere.get_by_role("alert").get_by_text("“twaalf” is geen getal", exact=False)).to_be_visible()
    expect(elsewhere.get_by_label("Hoeveel mensen")).to_have_value("twaalf")
    hold(elsewhere)
    elsewhere.get_by_label("Hoeveel mensen").fill("12")
    onward(elsewhere)
    topic = elsewhere.get_by_role("group", name="rechtsextremisme", exact=True)
    topic.get_by_role("group", name="Hoe belangrijk").get_by_label("5").check()
    topic.get_by_role("group", name="Hoe goed kunt u").get_by_label("weet niet").check()
    hold(elsewhere)
    onward(elsewhere)
    onward(elsewhere)
    hold(elsewhere)
    onward(elsewhere)
    elsewhere.get_by_label("Wat heeft u nodig?").fill("Meer oefenen met de buurt.")
    hold(elsewhere)
    onward(elsewhere)
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Overzicht van uw antwoorden")
    expect(elsewhere.get_by_text("Meer oefenen met de buurt.")).to_be_visible()
    hold(elsewhere)
    elsewhere.get_by_role("button", name="Verstuur").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Dank u wel")
    hold(elsewhere)
    response = surveys.Response.objects.get()
    assert response.answers == {"rechtsextremisme": {"importance": 5, "capability": None}}
    assert response.other_answers == {"plan": "ja", "mensen": 12}

    page.goto("/peiling/invullen?pagina=1")  # the first telephone sees it is sent, and changes something
    page.get_by_label("Nee", exact=True).check()
    page.get_by_role("button", name="Bewaar en toon het overzicht").click()
    expect(page.get_by_text("Nog niet opnieuw verstuurd")).to_be_visible()
    page.get_by_role("button", name="opnieuw").or_(page.get_by_role("button", name="Opnieuw")).click()
    assert surveys.Response.objects.get().other_answers["plan"] == "nee"
    surveys.close(survey, by=adviser, at=TODAY)
    assert Statement.objects.get().text == "Meer oefenen met de buurt."
    page.goto("/peiling/invullen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Geen formulier gevonden")


def test_two_colleagues_who_save_at_once_see_both_answers_and_choose(phone, form):
    first, second = phone(form), phone(form)
    for page in (first, second):
        page.goto("/peiling/invullen?pagina=1")
    first.get_by_label("Ja", exact=True).check()
    onward(first)
    second.get_by_label("Nee", exact=True).check()
    onward(second)
    expect(second.get_by_text("Een collega gaf een ander antwoord")).to_be_visible()
    choice = second.get_by_role("group", name="Heeft u een plan?").first
    expect(choice.get_by_text("telt nu")).to_be_visible()
    second.goto("/peiling/invullen?pagina=1")
    hold(second)
    second.get_by_role("group", name="Heeft u een plan?").first.get_by_label("Nee", exact=True).check()
    second.get_by_role("button", name="Deze antwoorden tellen").click()
    expect(second.get_by_text("Een collega gaf een ander antwoord")).to_have_count(0)
    form.refresh_from_db()
    assert form.answers["plan"] == "nee"


def test_what_was_typed_lands_also_when_the_session_is_over(phone, form):
    page = phone(form)
    page.goto("/peiling/invullen?pagina=2")
    page.get_by_label("Hoeveel mensen").fill("7")
    cookies = [cookie for cookie in page.context.cookies() if cookie["name"] != "sessionid"]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)
    onward(page)
    expect(page.get_by_text("Pagina 3 van")).to_be_visible()
    form.refresh_from_db()
    assert form.answers["mensen"] == "7"


def test_a_survey_that_closed_meanwhile_shows_what_was_typed(phone, form, survey, adviser):
    page = phone(form)
    page.goto("/peiling/invullen?pagina=5")
    words = "Dit schreef ik terwijl de peiling sloot."
    last = page.get_by_label("Wat heeft u nodig?")
    while not last.count():
        onward(page)
    last.fill(words)
    surveys.close(survey, by=adviser, at=TODAY)
    onward(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit kon niet worden bewaard")
    expect(page.get_by_text(words)).to_be_visible()


def test_at_a_desk_the_topics_stand_in_a_matrix(phone, form):
    page = phone(form, viewport=WIDE)
    page.goto("/peiling/invullen?pagina=3")
    tops = {
        round(cell.bounding_box()["y"]) for cell in page.locator("#rechtsextremisme .battery__cell").all()
    }
    assert max(tops) - min(tops) < 10  # the questions about a topic stand beside each other
    hold(page, WIDE)


def test_every_kind_of_item_is_on_the_list_of_the_adviser(page_of, adviser, form):
    page = page_of(adviser)
    number = form.questionnaire_id
    for address, name in ((f"/werk/vragenlijsten/{number}", "vragenlijst-klaar"), (f"/werk/peilingen/{form.survey_id}", "peiling"),
                          (f"/werk/peilingen/{form.survey_id}/sluiten", "peiling-sluiten"),
                          (f"/werk/peilingen/{form.survey_id}/invullen", "peiling-invullen-voor"),
                          (f"/werk/peilingen/{form.survey_id}/papier", "peiling-papier")):  # fmt: skip
        page.goto(address)
        check_page(page, page.url, name=name)
    page.goto(f"/werk/vragenlijsten/{number}")
    for item in ALL:
        expect(page.get_by_text(item.text_nl).first).to_be_visible()
