"""Two advisers bring in notes, decide what may be read, and code the words; without JavaScript and with it."""

from datetime import UTC, date, datetime

import pytest

from journeys.browser import check_page
from kennismakelaar.accounts.api import Position, User
from kennismakelaar.coding import api as coding
from kennismakelaar.intake import api as intake

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

AT = datetime(2026, 2, 7, 9, 0, tzinfo=UTC)
NOTES = """Sessie 3: polarisatie in de wijk

Wij missen de school als partner. Een training over polarisatie helpt ons verder, bijv. voor jongerenwerkers.

De samenwerking tussen veiligheid en sociaal domein loopt stroef. Wij weten niet wie wij moeten bellen.

Voor vragen is jan@voorbeeld.nl bereikbaar, zei de wethouder.

Inclusie vraagt om een lange adem. Het leernetwerk van vorig jaar was erg nuttig.
"""


@pytest.fixture
def advisers(database_with_register, transactional_db):
    return [
        User.objects.create_user(
            username=name,
            email=f"{name}@example.org",
            password=None,
            position=Position.ADVISER,
            first_name=name.title(),
        )
        for name in ("ann", "bob")
    ]


@pytest.fixture
def notes(tmp_path):
    path = tmp_path / "verslag sessie 3.txt"
    path.write_text(NOTES, encoding="utf-8")
    return path


def test_notes_become_statements_and_words_get_codes(page_of, advisers, notes):
    ann, bob = advisers
    coding.start_codebook_from_topics(by=ann, at=AT)
    event = intake.add_event(
        title="Themadag (fictief)", held_on=date(2026, 2, 6), by=ann, at=AT, is_fictitious=True
    )
    intake.add_session(event, number=3, title="Polarisatie in de wijk", by=ann, at=AT)
    page = page_of(ann)

    page.goto("/werk/import")
    page.set_input_files("input[type=file]", notes)
    page.get_by_role("button", name="Versturen en bekijken").click()
    page.get_by_text("Wij missen de school als partner.").wait_for()
    assert "jan@voorbeeld.nl" not in page.content()
    recognized = page.url
    page.get_by_label("Datum").fill("2026-02-06")
    page.get_by_label("Bijeenkomst", exact=False).first.select_option(label="Themadag (fictief)")
    page.get_by_label("oefenmateriaal").check()
    check_page(page_of(ann), recognized, name="werk-import-nakijken")
    page.get_by_role("button", name="Bevestigen en opslaan").click()
    page.get_by_role("link", name="Lees de uitspraken").wait_for()

    waiting = intake.held_back(bob).get()
    theirs = page_of(bob)
    theirs.goto(f"/werk/tegengehouden/{waiting.pk}")
    theirs.get_by_label("Laat de woorden weg").check()
    theirs.get_by_role("button", name="Beslissen").click()
    theirs.get_by_text("Er wordt niets tegengehouden").wait_for()
    assert "[e-mailadres]" in intake.readable_statements(ann).get(pk=waiting.pk).text

    page.goto("/werk/coderen")
    page.get_by_text("Teksten verdelen").click()
    page.get_by_label("Eerste codeur").select_option(label="Ann")
    page.locator("select[name=second]").select_option(label="Bob")
    page.get_by_label("Deel voor de tweede codeur").fill("100")
    page.get_by_role("button", name="Verdelen").click()
    page.get_by_role("link", name="Begin met de volgende tekst").click()
    page.locator("[data-keys=on]").wait_for()  # keys pressed before the page is there go nowhere
    page.keyboard.press("ArrowRight")
    page.keyboard.press("s")
    page.keyboard.press("/")
    page.keyboard.type("polarisatie")
    page.keyboard.press("Enter")
    page.locator(".coding__quote").first.wait_for()
    first = coding.Coding.objects.get()
    assert first.segment.quote == "Sessie 3: polarisatie in de wijk"
    page.locator("[data-keys=on]").wait_for()
    page.keyboard.press("z")
    page.get_by_text("Nog geen markeringen.").wait_for()
    page.locator("[data-word='1']").click()
    page.locator("[data-word='2']").click(modifiers=["Shift"])
    page.get_by_label("Inclusie", exact=True).check()
    page.get_by_role("button", name="Geef de code", exact=True).click()
    page.locator(".coding__quote").first.wait_for()
    assert coding.Coding.objects.filter(withdrawn_at=None).get().segment.quote == "3: polarisatie"


def test_words_are_coded_without_javascript(browser, live_server, advisers, page_of):
    ann, _bob = advisers
    book = coding.start_codebook_from_topics(by=ann, at=AT)
    statement = _said(
        ann, "Wij missen de school als partner. Een training over polarisatie helpt ons verder."
    )
    cookies = page_of(ann).context.cookies()
    from journeys.browser import context_with

    with context_with(browser, cookies, base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/werk/coderen/{statement.pk}")
        page.locator("input[name=sentence]").nth(1).check()
        page.locator("input[name=code][value=polarisatie]").check()
        page.locator("input[name=code][value=inclusie]").check()
        page.get_by_role("button", name="Geef de code", exact=True).click()
        assert page.locator(".coding__quote").count() == 2
    found = coding.visible_codings(statement, ann)
    assert {c.segment.quote for c in found} == {"Een training over polarisatie helpt ons verder."}
    assert book.codes.exists()


def _said(by, text):
    source = intake.open_source(title="Sessie 3 (fictief)", channel="event", held_on=AT.date(), processing="theme-day",
                                by=by, at=AT, is_fictitious=True)  # fmt: skip
    return intake.collect(source, [intake.Words(text, "regel 1")], by=by, at=AT)[0]


def test_pages_in_a_state_that_the_demo_year_does_not_show_hold_what_a_page_must(
    page_of, advisers, live_server
):
    ann, bob = advisers
    book = coding.start_codebook_from_topics(by=ann, at=AT)
    event = intake.add_event(title="Themadag (fictief)", held_on=AT.date(), by=ann, at=AT, is_fictitious=True)
    session = intake.add_session(event, number=1, title="Polarisatie", by=ann, at=AT, is_taster=True)
    delft = _municipality()
    intake.record_attendance(event, delft, role="mayor", people=3, by=ann, at=AT)
    source = intake.open_source(title="Sessie 1", channel="event", held_on=AT.date(), processing="theme-day", by=ann,
                                at=AT, session=session, is_fictitious=True)  # fmt: skip
    texts = [
        f"Wij missen de school als partner in ronde {n}. Een training helpt ons verder." for n in range(12)
    ]
    said = intake.collect(
        source, [intake.Words(t, f"regel {n}", delft, "mayor") for n, t in enumerate(texts)], by=ann, at=AT
    )
    held = intake.collect(
        source, [intake.Words("Mail jan@voorbeeld.nl of bel 06-12345678.", "regel 13")], by=ann, at=AT
    )[0]
    for number, statement in enumerate(said):
        for order, coder in enumerate((ann, bob), start=1):
            coding.assign([statement], coder, order=order, by=ann, at=AT)
            code = book.codes.get(slug="polarisatie" if number % 3 or order == 1 else "inclusie")
            coding.mark(statement, 0, 30, code, by=coder, at=AT, stance="wish")
            coding.finish(statement, by=coder, at=AT)
    delivery = intake.receive(
        "a.csv", b"Gemeente;Uitspraak\nDelft;Wij willen oefenen.\n", "notes", by=ann, at=AT
    )
    intake.recognize(delivery, at=AT)
    loose = _said(ann, "De samenwerking tussen veiligheid en sociaal domein loopt stroef.")
    pages = {
        "import-stap": f"/werk/import/{delivery.pk}", "beslissen": f"/werk/tegengehouden/{held.pk}",
        "coderen-tekst": f"/werk/coderen/{loose.pk}", "coderen-klaar": f"/werk/coderen/{said[0].pk}",
    }  # fmt: skip
    for name, path in pages.items():
        check_page(page_of(bob), live_server.url + path, name=f"werk-{name}")


def _municipality():
    from kennismakelaar.organizations.api import Municipality

    return Municipality.objects.get(pk="GM0503")
