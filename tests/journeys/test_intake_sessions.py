"""Two colleagues take notes of one session at the same time; without JavaScript it works by looking again."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from journeys.browser import check_page, context_with
from kennismakelaar.accounts.api import Position, User
from kennismakelaar.intake import api as intake

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

AT = datetime(2026, 2, 7, 9, 0, tzinfo=UTC)
FIRST = "\n\n".join(f"Punt {n} van de tafel, over de wijk en de school." for n in range(1, 7))


@pytest.fixture
def advisers():
    for command in ("load_register", "load_topics", "load_processing"):
        call_command(command, verbosity=0)
    return [
        User.objects.create_user(
            username=name, email=f"{name}@example.org", password=None, position=Position.ADVISER, first_name=name.title()
        )
        for name in ("ann", "bob")
    ]  # fmt: skip


@pytest.fixture
def session(advisers):
    ann, _bob = advisers
    event = intake.add_event(
        title="Themadag (fictief)", held_on=date(2026, 2, 6), by=ann, at=AT, is_fictitious=True
    )
    return intake.add_session(event, number=3, title="Polarisatie", by=ann, at=AT)


def test_a_note_of_one_colleague_appears_with_the_other_while_she_writes(page_of, advisers, session):
    ann, bob = advisers
    address = f"/werk/sessies/{session.pk}/notities"
    hers, his = page_of(ann), page_of(bob)
    hers.goto(address)
    hers.get_by_label("Wat er is gezegd").fill("Ik ben nog aan het")
    his.goto(address)
    his.get_by_label("Wat er is gezegd").fill("Wij missen de school als partner.")
    his.get_by_role("button", name="Bewaar deze aantekening").click()
    hers.get_by_text("Wij missen de school als partner.").wait_for(timeout=60_000)  # by itself
    assert hers.get_by_label("Wat er is gezegd").input_value() == "Ik ben nog aan het"
    check_page(page_of(ann), address, name="werk-sessie-notities")
    check_page(page_of(ann), f"/werk/sessies/{session.pk}/beoordeling", name="werk-sessie-beoordeling")


def test_notes_are_taken_without_javascript(browser, live_server, page_of, advisers, session):
    ann, bob = advisers
    cookies = page_of(ann).context.cookies()
    with context_with(browser, cookies, base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/werk/sessies/{session.pk}/notities")
        page.get_by_label("Wat er is gezegd").fill("Er is te weinig tijd.")
        page.get_by_role("button", name="Bewaar deze aantekening").click()
        page.get_by_text("Er is te weinig tijd.").wait_for()
        intake.take_note(session, "De raad vraagt om uitleg.", by=bob, at=AT)
        page.get_by_role("link", name="Kijk of er nieuwe aantekeningen zijn").click()
        page.get_by_text("De raad vraagt om uitleg.").wait_for()


def test_a_newer_version_is_looked_at_before_it_is_stored(page_of, advisers, live_server, tmp_path):
    ann, _bob = advisers
    delivery = intake.recognize(intake.receive("verslag.txt", FIRST.encode(), "notes", by=ann, at=AT), at=AT)
    choices = intake.NotesChoices(title="Verslag (fictief)", channel=intake.Channel.EVENT, held_on=AT.date())
    intake.confirm_notes(delivery, choices, by=ann, at=AT)
    newer = tmp_path / "verslag v2.txt"
    newer.write_text(
        FIRST.replace("Punt 2", "Punt twee") + "\n\nEen heel nieuw punt over het netwerk.", encoding="utf-8"
    )
    page = page_of(ann)
    page.goto("/werk/import")
    page.get_by_label("Bestand met verslag").set_input_files(newer)
    page.get_by_role("button", name="Versturen en bekijken").click()
    page.get_by_text("Dit lijkt een nieuwere versie").wait_for()
    assert (
        page.get_by_label("Nieuwere versie van").locator("option:checked").inner_text() == "Verslag (fictief)"
    )
    check_page(page_of(ann), page.url, name="werk-import-nieuwere-versie")
    page.get_by_role("button", name="Bevestigen en opslaan").click()
    page.get_by_role("heading", name="Wat veranderde sinds de eerdere versie").wait_for()
    assert intake.readable_statements(ann).count() == 8
    check_page(page_of(ann), page.url, name="werk-import-nieuwere-versie-bewaard")
