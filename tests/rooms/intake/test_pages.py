"""The pages of intake: who may open them, and the way of a file from upload to undo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kennismakelaar.intake import api as intake
from kennismakelaar.intake.models import Import, Statement

from .conftest import AT, DAY
from .test_deliveries import NOTES

PAGES = ["intake:imports", "intake:events", "intake:held_list"]


@pytest.fixture
def at_work(client, ann):
    client.force_login(ann)
    return client


def upload(client, name="sessie3.csv", content=NOTES):
    return client.post(reverse("intake:imports"), {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("page", [*PAGES, "intake:statements"])
def test_nobody_opens_the_workbench_without_an_account(client, db, page):
    assert client.get(reverse(page)).status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_partners_and_municipalities_do_not_open_pages_of_advisers(client, partner, of_delft, page):
    for user in (partner, of_delft):
        client.force_login(user)
        assert client.get(reverse(page)).status_code == 403


@pytest.mark.parametrize("page", [*PAGES, "intake:statements"])
def test_an_adviser_opens_every_page(at_work, page):
    assert at_work.get(reverse(page)).status_code == 200


def test_a_file_goes_from_upload_to_statements_and_back(at_work):
    page = upload(at_work)
    number = Import.objects.get().pk
    assert page.url == reverse("intake:import", args=[number])
    shown = at_work.get(page.url).content.decode()
    assert "Wij missen de school als partner." in shown
    assert "jan@voorbeeld.nl" not in shown
    answer = at_work.post(page.url, {"title": "Sessie 3", "channel": "event", "held_on": "2026-02-06",
                                     "municipality_column": "Gemeente", "role_column": "Functie"})  # fmt: skip
    assert answer.status_code == 302
    assert Statement.objects.count() == 4
    assert "Verwegistan" in at_work.get(page.url).content.decode()
    at_work.post(reverse("intake:undo", args=[number]))
    assert not Statement.objects.exists()


def test_a_bad_file_is_explained_on_the_page(at_work):
    page = upload(at_work, "foto.docx", b"\x89PNG\r\n\x1a\n\0\0")
    assert page.status_code == 400
    assert "foto.docx" in page.content.decode()


def test_the_same_file_again_is_explained_on_the_page(at_work):
    number = upload(at_work).url.rsplit("/", 1)[1]
    at_work.post(
        reverse("intake:import", args=[number]), {"title": "x", "channel": "event", "held_on": "2026-02-06"}
    )
    again = upload(at_work, "andere naam.csv")
    assert again.status_code == 400
    assert "sessie3.csv" in again.content.decode()


def test_a_form_with_a_mistake_keeps_the_file_and_says_what_is_wrong(at_work):
    page = upload(at_work)
    answer = at_work.post(page.url, {"title": "", "channel": "event", "held_on": "gisteren"})
    assert answer.status_code == 200
    assert not Statement.objects.exists()
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_large_file_is_read_by_the_task_worker_and_the_page_waits(at_work, monkeypatch):
    from kennismakelaar.intake import tasks
    from kennismakelaar.intake.views import deliveries

    monkeypatch.setattr(deliveries, "READ_AT_ONCE", 10)
    page = upload(at_work)
    assert Import.objects.get().status == Import.Status.UPLOADED
    waiting = at_work.get(page.url).content.decode()
    assert 'hx-trigger="every 3s"' in waiting
    assert f'href="{page.url}"' in waiting
    assert "http-equiv" not in waiting
    tasks.recognize_delivery(Import.objects.get().pk)
    assert Import.objects.get().status == Import.Status.RECOGNIZED
    monkeypatch.setattr(deliveries, "STORE_AT_ONCE", 1)
    at_work.post(page.url, {"title": "Sessie 3", "channel": "event", "held_on": "2026-02-06"})
    assert not Statement.objects.exists()
    for _twice in range(2):
        tasks.confirm_delivery(Import.objects.get().pk, at_work.session["_auth_user_id"])
    assert Statement.objects.count() == 4


def test_the_original_is_a_download_only(at_work):
    number = upload(at_work).url.rsplit("/", 1)[1]
    answer = at_work.get(reverse("intake:original", args=[number]))
    assert answer.content == NOTES
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"


def test_the_queue_covers_suspected_words_and_the_second_person_decides(client, say, ann, bob):
    statement = say("Vraag het aan jan@voorbeeld.nl, die weet het.")
    address = reverse("intake:held", args=[statement.pk])
    for user, may in ((ann, False), (bob, True)):
        client.force_login(user)
        assert "jan@voorbeeld.nl" not in client.get(reverse("intake:held_list")).content.decode()
        assert ('value="release"' in client.get(address).content.decode()) is may
    finding = statement.findings.get()
    data = {"finding": finding.pk, f"f{finding.pk}-decision": "release", f"f{finding.pk}-reason": ""}
    assert client.post(address, data).status_code == 200
    assert client.post(address, {**data, f"f{finding.pk}-reason": "algemeen adres"}).status_code == 302
    assert client.get(reverse("intake:statement", args=[statement.pk])).status_code == 200


def test_who_brought_words_in_cannot_release_them_by_hand_made_request(client, say, ann):
    statement = say("Vraag het aan jan@voorbeeld.nl, die weet het.")
    client.force_login(ann)
    finding = statement.findings.get()
    data = {"finding": finding.pk, f"f{finding.pk}-decision": "release", f"f{finding.pk}-reason": "mag"}
    client.post(reverse("intake:held", args=[statement.pk]), data)
    finding.refresh_from_db()
    assert finding.decision == "pending"


def test_a_municipality_reads_its_own_statement_and_finds_no_other(client, say, of_delft, delft, utrecht):
    own, other = say("Wij missen de school.", delft), say("Wij missen de wijkagent.", utrecht)
    client.force_login(of_delft)
    shown = client.get(reverse("intake:statements")).content.decode()
    assert "school" in shown
    assert "wijkagent" not in shown
    assert client.get(reverse("intake:statement", args=[own.pk])).status_code == 200
    assert client.get(reverse("intake:statement", args=[other.pk])).status_code == 404
    assert client.post(reverse("intake:erase", args=[own.pk]), {"reason": "zomaar"}).status_code == 403


def test_words_are_left_out_and_erased_from_the_page_of_a_statement(at_work, say):
    statement = say("De voorzitter van de sportbond weet dit.")
    page = reverse("intake:statement", args=[statement.pk])
    at_work.post(
        reverse("intake:redact", args=[statement.pk]),
        {"words": "voorzitter van de sportbond", "reason": "te herkennen"},
    )
    assert "voorzitter" not in at_work.get(page).content.decode()
    at_work.post(reverse("intake:erase", args=[statement.pk]), {"reason": "op verzoek"})
    assert "sportbond" not in at_work.get(page).content.decode()
    assert at_work.get(page).status_code == 200


def test_an_event_shows_sessions_numbers_and_statements(at_work, ann, delft, utrecht):
    event = intake.add_event(title="Themadag", held_on=DAY, by=ann, at=AT)
    at_work.post(
        reverse("intake:event", args=[event.pk]),
        {"kind": "session", "session-number": 1, "session-title": "Polarisatie"},
    )
    again = at_work.post(
        reverse("intake:event", args=[event.pk]),
        {"kind": "session", "session-number": 1, "session-title": "Dubbel"},
    )
    assert again.status_code == 200
    for municipality, people in ((delft, 3), (utrecht, 4)):
        at_work.post(reverse("intake:event", args=[event.pk]), {"kind": "attendance", "attendance-municipality": municipality.pk,
                                                               "attendance-role": "mayor", "attendance-people": people})  # fmt: skip
    source = intake.open_source(title="V", channel="event", held_on=DAY, processing="theme-day", by=ann, at=AT,
                                session=event.sessions.get())  # fmt: skip
    intake.collect(source, [intake.Words("Wij missen de school als partner.", "regel 1")], by=ann, at=AT)
    shown = at_work.get(reverse("intake:event", args=[event.pk])).content.decode()
    assert "Wij missen de school als partner." in shown
    assert "7 " in shown
    assert "2 " in shown
