"""342 mails leave exactly once each, also when the worker that sends them is killed at random moments.

Between the end of a mail and the answer of the server nobody can know whether it was taken over (RFC 1047). A mail that
was there when the worker died is not sent again by itself: it is put before a person, who looks for its number.
"""

import os
import random
import signal
import time

import pytest

from kennismakelaar.invitations import api as invitations
from kennismakelaar.invitations import tasks
from kennismakelaar.invitations.models import Mail
from rooms.workers import do_what_waits, start_worker, wait_until

from .conftest import NOW, bring, everybody
from .mailserver import Received, serving

KILLS = 4
pytestmark = pytest.mark.django_db(transaction=True)


class Death(BaseException):
    """Stands for kill -9: nothing below catches it and nothing is tidied up."""


class DyingPostman:
    """Dies at one moment of one mail: before, halfway or after the moment a server takes it over."""

    def __init__(self, moment: str) -> None:
        self.moment = moment
        self.left = 0

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None

    def offer(self, message) -> None:
        if self.moment == "before the end":
            raise Death

    def hand_over(self) -> str:
        if self.moment == "before the end leaves":
            raise Death
        self.left += 1
        if self.moment == "before the answer":
            raise Death
        return "250 OK"


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("before the end", "waiting"),
        ("before the end leaves", "doubtful"),
        ("before the answer", "doubtful"),
        ("never", "sent"),
    ],
)
def test_a_mail_is_in_doubt_only_when_its_end_may_have_left(contact, write, moment, status):
    contact()
    mailing = write()
    invitations.send_due(at=NOW)
    postman = DyingPostman(moment)
    try:
        invitations.send_batch(mailing.pk, most=10, clock=lambda: NOW, postman=postman)
    except Death:
        invitations.send_batch(mailing.pk, most=0, clock=lambda: NOW, postman=postman)
    assert Mail.objects.get().status == status


def test_a_mail_in_doubt_is_sent_again_only_when_a_person_says_so(contact, write, adviser, mailserver):
    contact()
    mailing = write()
    invitations.send_due(at=NOW)
    with pytest.raises(Death):
        invitations.send_batch(
            mailing.pk, most=10, clock=lambda: NOW, postman=DyingPostman("before the end leaves")
        )
    bring()
    assert mailserver.mails == []
    [mail] = invitations.doubtful_mails()
    number = mail.message_id
    invitations.decide_doubtful(mail, arrived=False, by=adviser, at=NOW)
    bring()
    assert mailserver.times == {number: 1}
    assert Mail.objects.get().status == "sent"


def test_two_workers_at_once_send_every_mail_once(contact, write, mailserver):
    """The second finds the lock taken: it is held by another connection than the one of this test."""
    from django.db import connections

    contact()
    mailing = write()
    invitations.send_due(at=NOW)
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('invitations.mailing'), %s)", [mailing.pk])
        assert invitations.send_batch(mailing.pk, most=10, clock=lambda: NOW) is False
        assert mailserver.mails == []
    finally:
        other.close()
    bring()
    assert len(mailserver.mails) == 1


def by(server) -> dict[str, str]:
    """The settings with which a worker sends by this mail server."""
    return {"KENNISMAKELAAR_SMTP_HOST": "127.0.0.1", "KENNISMAKELAAR_SMTP_PORT": str(server.port)}


def test_342_mails_none_missing_none_double_with_a_worker_killed_at_random_moments(
    survey_of_today, adviser, settings
):
    contacts = invite_everybody(adviser)
    mailing = invitations.plan_mailing(
        invitations.write_mailing(
            survey_of_today.survey, invitations.Letter("Peiling", "Beste collega,", 20),
            kind="invitation", by=adviser, at=survey_of_today.now,
        ),
        by=adviser, at=survey_of_today.now,
    )  # fmt: skip
    chance = random.Random(342)
    with serving(Received(pause=0.004)) as server:
        for _kill in range(KILLS):
            tasks.send_mailing.defer(mailing=mailing.pk)
            worker, before = start_worker("--one-shot", **by(server)), len(server.mails)
            try:
                wait_until(lambda: len(server.mails) > before, "the worker sent nothing")  # noqa: B023
                time.sleep(chance.uniform(0, 0.5))
            finally:
                os.kill(worker.pid, signal.SIGKILL)
                worker.wait()
        assert len(server.mails) < len(contacts), "all mails left before the last kill"

        tasks.send_mailing.defer(mailing=mailing.pk)
        do_what_waits(**by(server))

        assert set(server.times.values()) == {1}, "a mail came twice"
        numbers = set(mailing.mails.values_list("message_id", flat=True))
        missing = numbers - set(server.times)
        doubtful = {mail.message_id for mail in invitations.doubtful_mails()}
        assert missing <= doubtful, "a mail is missing and nobody was told"
        assert len(doubtful) <= KILLS, "at most one mail is in doubt per death"

        # The person who runs the mail server looks for the numbers; the adviser presses the button that fits.
        for mail in invitations.doubtful_mails():
            arrived = mail.message_id in server.times
            invitations.decide_doubtful(mail, arrived=arrived, by=adviser, at=survey_of_today.now)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        bring(survey_of_today.now)
    assert server.addresses == sorted(contacts)
    assert set(server.times) == numbers
    assert set(server.times.values()) == {1}
    assert set(mailing.mails.values_list("status", flat=True)) == {"sent"}


def invite_everybody(adviser) -> list[str]:
    """One fictitious contact for each of the 342 municipalities."""
    rows = everybody()
    assert len(rows) == 342
    invitations.import_contacts(rows, by=adviser, at=NOW, is_fictitious=True)
    return [row.email for row in rows]
