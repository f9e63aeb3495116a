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
from kennismakelaar.invitations.queries import recipients, unsubscribed, why_not
from kennismakelaar.records import api as records
from kennismakelaar.shared.tokens import new_token

from .burden import note_mailing

CLAIMED_AT_ONCE = 25  # an answer or a stop that comes in meanwhile is not seen for these
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
                for _turn in range(0, most, CLAIMED_AT_ONCE):
                    claimed = _claim(mailing, at=clock())
                    if claimed is None:
                        return _finish(mailing, at=clock())
                    for mail, token in claimed:
                        _bring(mail, token, carrier, clock=clock)
        except ServerOutOfReach as trouble:
            _take_up(mailing, trouble=str(trouble)[:300])
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
def _take_up(mailing: int, *, trouble: str = "") -> None:
    """Looks after what a worker left behind that died: done again where safe, else put before a person."""
    left = Mail.objects.select_for_update().filter(mailing_id=mailing)
    left.filter(status=Mail.Status.CLAIMED).update(status=Mail.Status.WAITING)
    left.filter(status=Mail.Status.HANDING_OVER).update(status=Mail.Status.DOUBTFUL)
    Mailing.objects.filter(pk=mailing).exclude(trouble=trouble).update(trouble=trouble)


def _bring(mail: Mail, token: str, postman: Postman, *, clock: Clock) -> None:
    """Brings one mail, and notes how far it is before each step that cannot be undone."""
    try:
        postman.offer(letters.message_of(mail, address=mail.invitation.contact.email, token=token))
        _mark(mail, Mail.Status.HANDING_OVER)
        reply = postman.hand_over()
    except MailRefused as refusal:
        _refused(mail, refusal, at=clock())
    except NoAnswer as trouble:
        _mark(mail, Mail.Status.DOUBTFUL, reply=str(trouble)[:300])
    else:
        _mark(mail, Mail.Status.SENT, sent_at=clock(), reply=reply[:300])


@transaction.atomic
def _claim(mailing: int, *, at: datetime) -> list[tuple[Mail, str]] | None:
    """Takes the next mails and gives each a link of its own; the token is nowhere but in the mail.

    None when nothing can go now. Mails that are not needed any more are passed over.
    """
    waiting = (
        Mail.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(mailing_id=mailing, status=Mail.Status.WAITING)
        .exclude(not_before__gt=at)
        .select_related(
            "mailing__survey", "mailing__organization", "invitation__municipality", "invitation__contact",
            "invitation__draft", "invitation__survey",
        )
    )  # fmt: skip
    mails, none_wanted = list(waiting.order_by("pk")[:CLAIMED_AT_ONCE]), unsubscribed()
    claimed, links = [], []
    for mail in mails:
        reason = why_not(mail, at=at, none_wanted=none_wanted)
        if reason:
            _mark(mail, Mail.Status.SKIPPED, reply=reason)
            continue
        token, hashed = new_token()
        links.append(PersonalLink(invitation=mail.invitation, token_hash=hashed))
        claimed.append((mail, token))
    PersonalLink.objects.bulk_create(links)
    Mail.objects.filter(pk__in=[mail.pk for mail, _token in claimed]).update(status=Mail.Status.CLAIMED)
    return claimed if mails else None


def _mark(mail: Mail, status: str, **values: object) -> None:
    Mail.objects.filter(pk=mail.pk).update(status=status, **values)


def _refused(mail: Mail, refusal: MailRefused, *, at: datetime) -> None:
    """A server that says "never" is believed; one that says "not now" is asked again later, some times."""
    attempts, reply = mail.attempts + 1, refusal.reply[:300]
    if refusal.for_good or attempts > len(WAIT_MINUTES):
        _mark(mail, Mail.Status.REFUSED, attempts=attempts, reply=reply)
    else:
        pause = timedelta(minutes=WAIT_MINUTES[attempts - 1])
        _mark(mail, Mail.Status.WAITING, attempts=attempts, not_before=at + pause, reply=reply)


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
