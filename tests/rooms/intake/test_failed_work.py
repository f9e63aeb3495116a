"""Work on a delivered file that fails unexpectedly is told, leaves nothing half done, and is done again on request.

A worker also keeps the timetable, which clears away what was never confirmed: a delivery of these tests is of now.
"""

import pytest

from kennismakelaar.intake import api as intake
from kennismakelaar.intake import tasks
from kennismakelaar.intake.models import Import, Statement
from rooms.workers import do_what_waits

from .conftest import DAY

NOBODY = 2_000_000_000  # the account of who asked is gone: an error no page foresees
WORDS = b"Wij missen de school als partner in de wijk.\nEen training helpt ons verder.\n"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(client, ann):
    client.force_login(ann, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def recognized(ann, now):
    found = intake.recognize(intake.receive("groot.txt", WORDS, "notes", by=ann, at=now), at=now)
    choices = intake.NotesChoices(
        title="Sessie", channel=intake.Channel.EVENT, held_on=DAY, is_fictitious=True
    )
    return intake.keep_choices(found, choices, by=ann, at=now)


def test_a_file_that_was_cut_off_before_it_was_read_is_read_on_request(page, ann, now):
    found = intake.receive("groot.txt", WORDS, "notes", by=ann, at=now)
    where = f"/werk/import/{found.pk}"
    shown = page.get(where).content.decode()
    assert "Het lezen van het bestand is mislukt" in shown
    assert "hx-trigger" not in shown
    assert "Het bestand wordt gelezen" in page.post(f"{where}/opnieuw", follow=True).content.decode()
    do_what_waits()
    assert Import.objects.get().status == Import.Status.RECOGNIZED
    assert "mislukt" not in page.get(where).content.decode()


def test_storing_that_fails_stores_nothing_and_is_done_again_on_request(page, recognized):
    tasks.confirm_delivery.defer(delivery=recognized.pk, user=NOBODY)
    where = f"/werk/import/{recognized.pk}"
    assert "Het bestand wordt opgeslagen" in page.get(where).content.decode()
    do_what_waits()
    assert "Het opslaan van het bestand is mislukt" in page.get(where).content.decode()
    assert not Statement.objects.exists()
    page.post(f"{where}/opnieuw")
    do_what_waits()
    assert Statement.objects.count() == 2
    assert "mislukt" not in page.get(where).content.decode()


def test_what_did_not_fail_is_not_done_again(page, recognized):
    page.post(f"/werk/import/{recognized.pk}/opnieuw")
    assert not intake.work_waiting(recognized.pk)
    assert page.post("/werk/import/999999/opnieuw").status_code == 404
