"""The ledger counts who asked which municipality what, over all departments, and warns before the next mailing."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kennismakelaar.intake import api as intake
from kennismakelaar.invitations import api as invitations
from kennismakelaar.organizations.api import Municipality, Succession
from kennismakelaar.shared.errors import NotAllowed
from kennismakelaar.shared.spreadsheet import write_csv

from .conftest import DELFT, NOW, UTRECHT

DAY = NOW.date()


def asked(about="Uitvraag weerbaarheid", on=DAY, minutes=15):
    return invitations.Asked(on, "mail", about, minutes, is_fictitious=True)


def times() -> dict[str, int]:
    return {row.municipality.pk: row.times for row in invitations.burdens(DAY) if row.times}


@pytest.fixture
def delft(register):
    return Municipality.objects.get(pk=DELFT)


def test_a_mailing_notes_every_municipality_once_however_many_colleagues_got_it(contact, send):
    contact()
    contact("sociaal@delft.example")
    contact("oov@utrecht.example", UTRECHT)
    send()
    assert times() == {DELFT: 1, UTRECHT: 1}
    moment = invitations.ContactMoment.objects.get(municipality=DELFT)
    assert (moment.organization.slug, moment.channel, moment.minutes) == ("ess", "mail", 20)


def test_a_reminder_counts_as_a_question_and_takes_a_minute(contact, send):
    contact()
    send()
    send("reminder", at=NOW + timedelta(days=8))
    found = invitations.ContactMoment.objects.filter(municipality=DELFT).order_by("pk")
    assert [moment.minutes for moment in found] == [20, 1]


def test_a_municipality_none_of_whose_mails_left_was_not_asked(contact, send, mailserver):
    contact()
    mailserver.answers["oov@delft.example"] = "550 5.1.1 unknown"
    send()
    assert times() == {}


def test_a_partner_notes_in_the_name_of_its_own_department(delft, partner_of):
    moment = invitations.note_contact(delft, asked(), by=partner_of("bzk"), at=NOW)
    assert moment.organization.slug == "bzk"


def test_the_same_note_twice_is_one(delft, partner_of):
    bzk = partner_of("bzk")
    for _time in range(2):
        invitations.note_contact(delft, asked(), by=bzk, at=NOW)
    assert times() == {DELFT: 1}


def test_two_departments_asking_the_same_is_asking_twice(delft, partner_of):
    for slug in ("bzk", "szw"):
        invitations.note_contact(delft, asked(), by=partner_of(slug), at=NOW)
    [row] = [row for row in invitations.burdens(DAY) if row.times]
    assert (row.times, row.minutes, row.by) == (2, 30, "BZK, SZW")


def test_only_the_last_weeks_count(delft, adviser, settings):
    since = DAY - timedelta(weeks=settings.BURDEN_WEEKS)
    invitations.note_contact(delft, asked("oud", on=since), by=adviser, at=NOW)
    assert times() == {}
    invitations.note_contact(delft, asked("nieuw", on=since + timedelta(days=1)), by=adviser, at=NOW)
    assert times() == {DELFT: 1}


def test_what_was_asked_of_a_predecessor_burdens_the_municipality_it_went_on_in(delft, adviser):
    former = Municipality.objects.get(pk=UTRECHT)
    Succession.objects.create(
        predecessor=former, successor=delft, on=DAY - timedelta(days=7), is_planned=False
    )
    invitations.note_contact(former, asked(on=DAY - timedelta(days=20)), by=adviser, at=NOW)
    assert times() == {DELFT: 1}
    assert [moment.municipality for moment in invitations.moments_of(delft, DAY)] == [former]


def test_who_was_asked_too_often_is_named_before_the_next_mailing_and_can_be_left_out(
    contact, survey, adviser, partner_of, delft, settings, mailserver
):
    contact()
    contact("oov@utrecht.example", UTRECHT)
    for number in range(settings.BURDEN_TIMES):
        invitations.note_contact(delft, asked(f"Uitvraag {number}"), by=partner_of("bzk"), at=NOW)
    mailing = invitations.write_mailing(
        survey, invitations.Letter("Peiling", "Beste collega,", 20), kind="invitation", by=adviser, at=NOW
    )
    client = Client()
    client.force_login(adviser)
    shown = client.get(f"/werk/verzending/{mailing.pk}").context["view"]
    assert [row.municipality.pk for row in shown.burdened] == [DELFT]
    client.post(f"/werk/verzending/{mailing.pk}/versturen", {"left_out": [DELFT]})
    mailing.refresh_from_db()
    assert mailing.left_out == [DELFT]
    assert [one.contact.municipality_id for one in invitations.recipients(mailing, at=NOW)] == [UTRECHT]


def test_a_note_names_no_people(delft, adviser):
    with pytest.raises(intake.PointsAtSomebody):
        invitations.note_contact(delft, asked("Gebeld met Jolanda Terwisscha"), by=adviser, at=NOW)
    assert times() == {}


def test_only_the_own_organization_takes_a_note_back_and_nobody_one_of_a_mailing(
    contact, send, delft, adviser, partner_of
):
    note = invitations.note_contact(delft, asked(), by=partner_of("bzk"), at=NOW)
    with pytest.raises(NotAllowed):
        invitations.forget_contact_moment(note, by=partner_of("szw"), at=NOW)
    contact()
    send()
    with pytest.raises(NotAllowed):
        invitations.forget_contact_moment(
            invitations.ContactMoment.objects.exclude(mailing=None).get(), by=adviser, at=NOW
        )
    invitations.forget_contact_moment(note, by=partner_of("bzk"), at=NOW)
    assert times() == {DELFT: 1}


def send_list(client, *rows):
    content = write_csv(["Gemeente", "Datum", "Onderwerp", "Kanaal", "Minuten"], rows).encode()
    return client.post("/werk/belasting/lijst", {"file": SimpleUploadedFile("lijst.csv", content)})


@pytest.fixture
def partner_client(partner_of):
    client = Client()
    client.force_login(partner_of("bzk"))
    return client


def test_a_department_delivers_a_list_and_twice_the_same_list_counts_once(partner_client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    rows = [
        ["Delft", "15-10-2026", "Monitor", "telefoon", "20"],
        ["Utrecht", "2026-10-16", "Monitor", "", ""],
    ]
    for _time in range(2):
        assert send_list(partner_client, *rows).status_code == 302
    found = {m.municipality_id: (m.on, m.channel, m.minutes) for m in invitations.ContactMoment.objects.all()}
    assert found == {DELFT: (date(2026, 10, 15), "call", 20), UTRECHT: (date(2026, 10, 16), "other", None)}


def test_a_list_with_a_wrong_row_is_noted_not_at_all_and_says_which_row(partner_client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    answer = send_list(
        partner_client,
        ["Delft", "15-10-2026", "Monitor", "", "20"],
        ["Nergenshuizen", "15-10-2026", "Monitor", "", ""],
        ["Utrecht", "15-10-2099", "Monitor", "", ""],
        ["Utrecht", "gisteren", "Monitor", "", ""],
        ["Utrecht", "15-10-2026", "", "", ""],
        ["Utrecht", "15-10-2026", "Monitor", "", "lang"],
    )
    assert answer.status_code == 400
    assert len(answer.context["found"].wrong) == 5
    assert not invitations.ContactMoment.objects.exists()


def test_a_municipality_reads_what_it_was_asked_and_not_what_others_were(official_of, delft, adviser):
    invitations.note_contact(delft, asked(), by=adviser, at=NOW)
    client = Client()
    client.force_login(official_of(DELFT))
    assert "Uitvraag weerbaarheid" in client.get(f"/werk/belasting/{DELFT}").content.decode()
    assert client.get(f"/werk/belasting/{UTRECHT}").status_code == 403
