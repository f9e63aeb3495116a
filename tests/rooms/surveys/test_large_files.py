"""A large survey export is read and stored by the task worker: nobody waits for it, and a killed worker loses nothing."""

import os
import random
import signal
import time

import pytest
from asgiref.sync import async_to_sync
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from kennismakelaar.accounts.api import Position, add_account
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import municipalities
from kennismakelaar.shared.tasks import retry_stalled
from kennismakelaar.surveys import actions, tasks
from kennismakelaar.surveys import api as surveys
from kennismakelaar.surveys.views import deliveries
from rooms.surveys.answering import Asker
from rooms.workers import do_what_waits, start_worker, wait_until

ROWS = 6_000
TOPICS = ("Rechtsextremisme", "Polarisatie")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def adviser(database_with_register, transactional_db):
    return add_account("adviseur@example.org", name="Fictieve Adviseur", position=Position.ADVISER)


@pytest.fixture
def page(client, adviser):
    client.force_login(adviser, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def survey(adviser, now):
    return Asker(adviser, now).wave()


@pytest.fixture
def export(adviser, today):
    """Gives a function: an export with this many rows, in which no two are the same."""

    def made(rows, *, ids=False):
        names = list(municipalities(today).order_by("code").values_list("name", flat=True))
        chance = random.Random(2026)
        head = ["Gemeente", *(["Respondentnummer"] if ids else []), "Functie"]
        lines = [
            [*head, *(f"{topic} - {aspect}" for topic in TOPICS for aspect in ("belang", "eigen kunnen"))]
        ]
        for row in range(rows):
            who = [str(row)] if ids else []
            lines.append(
                [
                    names[row % len(names)],
                    *who,
                    "Burgemeester",
                    *(str(chance.randint(1, 5)) for _ in range(4)),
                ]
            )
        return "\n".join(";".join(line) for line in lines).encode()

    return made


def states():
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", "status"))


def test_a_large_file_goes_the_whole_way_by_the_worker(page, survey, export, monkeypatch):
    monkeypatch.setattr(deliveries, "READ_AT_ONCE", 10_000)
    file = SimpleUploadedFile("groot.csv", export(ROWS, ids=True))
    first = page.post("/werk/peilingen/upload", {"file": file}, follow=True)
    where = first.redirect_chain[-1][0]
    assert "Het bestand wordt gelezen" in first.content.decode()
    assert intake.Import.objects.get().status == "uploaded"

    do_what_waits()
    found = page.get(where).context["recognized"]
    assert (found["rows"], found["forms"], found["unread_count"]) == (ROWS, ROWS, 0)

    stored = page.post(f"{where}/bevestig", {"survey": survey.pk}, follow=True)
    assert "De antwoorden worden opgeslagen" in stored.content.decode()
    page.post(f"{where}/bevestig", {"survey": survey.pk})
    assert [name for name, _status in states()].count("surveys.confirm_delivery") == 1
    assert not surveys.Response.objects.exists()

    do_what_waits()
    assert surveys.Response.objects.filter(survey=survey).count() == ROWS
    page.post(f"{where}/ongedaan")
    assert not surveys.Response.objects.exists()


def test_a_worker_that_is_killed_while_storing_leaves_nothing_half_done_and_loses_no_job(
    page, adviser, survey, export, now, today
):
    delivery = intake.receive("groot.csv", export(ROWS, ids=True), "responses", by=adviser, at=now)
    delivery = actions.recognize(delivery, on=today, by=adviser, at=now)
    page.post(f"/werk/peilingen/bestand/{delivery.pk}/bevestig", {"survey": survey.pk})

    worker = start_worker()
    try:
        # What the timetable asks of every worker may stand beside it.
        wait_until(
            lambda: ("surveys.confirm_delivery", "doing") in states(), "the worker did not take the job"
        )
        time.sleep(0.3)
        assert ("surveys.confirm_delivery", "doing") in states(), "done before it could be interrupted"
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    assert not surveys.Response.objects.exists()
    assert (
        "De antwoorden worden opgeslagen"
        in page.get(f"/werk/peilingen/bestand/{delivery.pk}").content.decode()
    )

    time.sleep(1.1)
    assert async_to_sync(retry_stalled)(silent_seconds=1) == 1
    do_what_waits()
    assert surveys.Response.objects.count() == ROWS
    assert intake.Import.objects.get().status == "confirmed"


def test_of_a_colleague_who_answers_again_much_later_in_the_file_the_later_answers_are_stored(
    adviser, survey, export, now, today, monkeypatch
):
    monkeypatch.setattr(actions.deliveries, "CHUNK", 10)
    lines = export(60, ids=True).decode().split("\n")
    again = lines[1].split(";")
    again[3:] = ["1", "1", "1", "1"]
    content = "\n".join([*lines, ";".join(again)]).encode()
    delivery = intake.receive("twee keer.csv", content, "responses", by=adviser, at=now)
    delivery = actions.recognize(delivery, on=today, by=adviser, at=now)
    assert delivery.recognized["forms"] == 60
    assert actions.confirm(delivery, survey, on=today, by=adviser, at=now) == 60
    assert surveys.Response.objects.count() == 60
    rows = set(surveys.Response.objects.values_list("row", flat=True))
    assert 2 not in rows
    assert 62 in rows


NOBODY = 2_000_000_000  # the account of who asked is gone: an error no page foresees


def test_reading_that_fails_unexpectedly_is_said_and_can_be_done_again(page, adviser, export, now):
    delivery = intake.receive("groot.csv", export(20), "responses", by=adviser, at=now)
    tasks.recognize_delivery.defer(delivery=delivery.pk, user=NOBODY)
    do_what_waits()
    where = f"/werk/peilingen/bestand/{delivery.pk}"
    shown = page.get(where).content.decode()
    assert "Het lezen van het bestand is mislukt" in shown
    assert "hx-trigger" not in shown

    assert "Het bestand wordt gelezen" in page.post(f"{where}/opnieuw", follow=True).content.decode()
    page.post(f"{where}/opnieuw")
    # What the timetable asks of every worker may stand beside it.
    ours = [status for name, status in states() if name == "surveys.recognize_delivery"]
    assert ours == ["failed", "todo"]
    do_what_waits()
    shown = page.get(where)
    assert "mislukt" not in shown.content.decode()
    assert shown.context["recognized"]["rows"] == 20


def test_storing_that_fails_unexpectedly_stores_nothing_and_can_be_done_again(
    page, adviser, survey, export, now, today
):
    delivery = intake.receive("groot.csv", export(20), "responses", by=adviser, at=now)
    actions.recognize(delivery, on=today, by=adviser, at=now)
    tasks.confirm_delivery.defer(delivery=delivery.pk, survey=survey.pk, user=NOBODY)
    do_what_waits()
    where = f"/werk/peilingen/bestand/{delivery.pk}"
    assert "Het opslaan van de antwoorden is mislukt" in page.get(where).content.decode()
    assert not surveys.Response.objects.exists()

    page.post(f"{where}/opnieuw")
    do_what_waits()
    assert surveys.Response.objects.count() == 20
    assert "mislukt" not in page.get(where).content.decode()


def test_what_did_not_fail_is_not_done_again(page, adviser, export, now, today):
    delivery = intake.receive("groot.csv", export(20), "responses", by=adviser, at=now)
    actions.recognize(delivery, on=today, by=adviser, at=now)
    assert page.post(f"/werk/peilingen/bestand/{delivery.pk}/opnieuw").status_code == 302
    assert states() == []
    assert page.post("/werk/peilingen/bestand/999999/opnieuw").status_code == 404
