"""Mails brought to the mail server, each exactly once, also when the worker is killed halfway.

A mail goes from waiting to claimed (safe to do again: the server has not got its end), to handing over (its end may
have reached the server), to sent (the server said so). Each step is a transaction of its own, before the next begins.
One worker at a time sends a mailing: it holds a lock that the database lets go the moment the worker dies. So whoever
gets the lock knows that what stands at claimed or handing over was left behind.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.invitations import letters
from kennismakelaar.invitations.addresses import domain_of
from kennismakelaar.invitations.models import Invitation, Mail, Mailing, PersonalLink
from kennismakelaar.invitations.postman import MailRefused, NoAnswer, Postman, ServerOutOfReach
from kennismakelaar.invitations.queries import recipients, why_not
from kennismakelaar.records import api as records
from kennismakelaar.shared.tokens import new_token

from .burden import note_mailing

ATTEMPTS = 6
WAIT_MINUTES = (5, 15, 60, 240, 720)  # after a server said: not now
Clock = Callable[[], datetime]  # every mail notes its own moment


@transaction.atomic
def send_due(*, at: datetime) -> list[int]:
    """This will start every planned mailing whose moment has come, and return all that have mails to bring."""
    due = Mailing.objects.select_for_update(of=("self",)).select_related("survey", "organization")
    for mailing in due.filter(status=Mailing.Status.PLANNED, send_at__lte=at).order_by("pk"):
        _start(mailing, at=at)
    return list(
        Mailing.objects.filter(status=Mailing.Status.SENDING).order_by("pk").values_list("pk", flat=True)
    )


def _start(mailing: Mailing, *, at: datetime) -> None:
    """Writes a row for every mail of a mailing, in the transaction in which its status changes."""
    mails = []
    for one in recipients(mailing, at=at):
        invitation = one.invitation or Invitation.objects.create(
            survey=mailing.survey, municipality_id=one.contact.municipality_id, contact=one.contact
        )
        mails.append(Mail(mailing=mailing, invitation=invitation, message_id=new_message_id()))
    Mail.objects.bulk_create(mails)
    mailing.status = Mailing.Status.SENDING
    mailing.save(update_fields=["status"])
    records.record("send mailing", mailing, by=mailing.made_by, at=at, detail={"mails": len(mails)})


def new_message_id() -> str:
    return f"<{uuid4().hex}@{domain_of(settings.DEFAULT_FROM_EMAIL.rstrip('>')) or 'localhost'}>"


def send_batch(mailing: int, *, most: int, clock: Clock, postman: Postman | None = None) -> bool:
    """This will bring at most so many mails of a mailing; returns whether there are more that can go now.

    When another worker is at it, nothing is done.
    """
    with _only_one(mailing) as mine:
        if not mine:
            return False
        _take_up(mailing)
        try:
            with postman or Postman() as carrier:
                for _turn in range(most):
                    if not send_next(mailing, carrier, at=clock()):
                        return _finish(mailing, at=clock())
        except ServerOutOfReach as trouble:
            Mailing.objects.filter(pk=mailing).update(trouble=str(trouble)[:300])
            return False
    return True


@contextmanager
def _only_one(mailing: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('invitations.mailing'), %s)", [mailing])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('invitations.mailing'), %s)", [mailing])


@transaction.atomic
def _take_up(mailing: int) -> None:
    """Looks after what a worker left behind that died: done again where safe, else put before a person."""
    left = Mail.objects.select_for_update().filter(mailing_id=mailing)
    left.filter(status=Mail.Status.CLAIMED).update(status=Mail.Status.WAITING)
    left.filter(status=Mail.Status.HANDING_OVER).update(status=Mail.Status.DOUBTFUL)
    Mailing.objects.filter(pk=mailing).exclude(trouble="").update(trouble="")


def send_next(mailing: int, postman: Postman, *, at: datetime) -> bool:
    """This will bring one mail that waits; False when none can go now."""
    mail, token = _claim(mailing, at=at)
    if mail is None:
        return False
    if not token:
        return True  # it is not needed any more
    try:
        postman.offer(letters.message_of(mail, address=mail.invitation.contact.email, token=token))
        _mark(mail, Mail.Status.HANDING_OVER)
        reply = postman.hand_over()
    except ServerOutOfReach:
        _mark(mail, Mail.Status.WAITING, attempts=mail.attempts - 1)
        raise
    except MailRefused as refusal:
        _refused(mail, refusal, at=at)
    except NoAnswer as trouble:
        _mark(mail, Mail.Status.DOUBTFUL, reply=str(trouble))
    else:
        _mark(mail, Mail.Status.SENT, sent_at=at, reply=reply)
    return True


@transaction.atomic
def _claim(mailing: int, *, at: datetime) -> tuple[Mail | None, str]:
    """Takes the next mail and gives it a link of its own; the token is nowhere but in the mail."""
    waiting = (
        Mail.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(mailing_id=mailing, status=Mail.Status.WAITING)
        .exclude(not_before__gt=at)
        .select_related(
            "mailing__survey", "mailing__organization", "invitation__municipality", "invitation__contact",
            "invitation__draft", "invitation__survey",
        )
    )  # fmt: skip
    mail = waiting.order_by("pk").first()
    if mail is None:
        return None, ""
    reason = why_not(mail, at=at)
    if reason:
        _mark(mail, Mail.Status.SKIPPED, reply=reason)
        return mail, ""
    token, hashed = new_token()
    PersonalLink.objects.create(invitation=mail.invitation, token_hash=hashed)
    _mark(mail, Mail.Status.CLAIMED, attempts=mail.attempts + 1)
    return mail, token


def _mark(mail: Mail, status: str, **values: object) -> None:
    mail.status = status
    for name, value in values.items():
        setattr(mail, name, value[:300] if isinstance(value, str) else value)
    mail.save(update_fields=["status", *values])


def _refused(mail: Mail, refusal: MailRefused, *, at: datetime) -> None:
    """A server that says "never" is believed; one that says "not now" is asked again later, some times."""
    if refusal.for_good or mail.attempts >= ATTEMPTS:
        _mark(mail, Mail.Status.REFUSED, reply=refusal.reply)
    else:
        pause = timedelta(minutes=WAIT_MINUTES[mail.attempts - 1])
        _mark(mail, Mail.Status.WAITING, not_before=at + pause, reply=refusal.reply)


@transaction.atomic
def _finish(mailing: int, *, at: datetime) -> bool:
    """Closes a mailing when nothing waits any more, and notes in the ledger whom it burdened."""
    found = Mailing.objects.select_for_update().get(pk=mailing)
    note_mailing(found, at=at)
    waiting = found.mails.filter(status=Mail.Status.WAITING).exists()
    if not waiting and found.status == Mailing.Status.SENDING:
        found.status = Mailing.Status.SENT
        found.save(update_fields=["status"])
        records.record("finish mailing", found, by=None, at=at)
    return False


def send_test(mailing: Mailing, *, by: User, at: datetime) -> str:
    """This will send a mailing as an example to whoever wrote it, and return the address it went to.

    Its link opens an example: nobody answers for a municipality with it.
    """
    require(by, Right.INVITE)
    letter = letters.written(mailing, municipality=letters.EXAMPLE_MUNICIPALITY)
    with Postman() as postman:
        postman.offer(letters.as_message(letter, address=by.email, message_id=new_message_id()))
        postman.hand_over()
    records.record("test mailing", mailing, by=by, at=at)
    return by.email
