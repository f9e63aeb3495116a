"""Mailings: written, looked at, planned, stopped; and what a person decides about a mail in doubt."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake import api as intake
from kennismakelaar.invitations.letters import check_places
from kennismakelaar.invitations.models import Mail, Mailing
from kennismakelaar.invitations.queries import has_ended, organization_of, recipients
from kennismakelaar.invitations.wording import Letter
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.api import Survey

from .burden import note_mailing


class UnableToSend(Refusal):
    """A mailing that cannot go out, or not any more."""


@transaction.atomic
def write_mailing(
    survey: Survey,
    letter: Letter,
    *,
    kind: str,
    by: User,
    at: datetime,
    left_out: Sequence[str] = (),
    is_fictitious: bool = False,
) -> Mailing:
    """This will write a mailing; nothing is sent. Raises UnknownPlace, or PointsAtSomebody for names in it."""
    require(by, Right.INVITE)
    _check(letter)
    _refuse_ended(survey, at)
    mailing = Mailing.objects.create(
        survey=survey,
        kind=kind,
        organization=organization_of(by),
        subject=letter.subject,
        text=letter.text,
        minutes=letter.minutes,
        left_out=sorted(set(left_out)),
        made_by=by,
        made_at=at,
        is_fictitious=is_fictitious or survey.is_fictitious,
    )
    records.record("write mailing", mailing, by=by, at=at, detail={"kind": kind})
    return mailing


@transaction.atomic
def change_mailing(mailing: Mailing, letter: Letter, *, by: User, at: datetime) -> Mailing:
    """This will change the words of a mailing of which nothing has been sent."""
    require(by, Right.INVITE)
    _check(letter)
    mailing = _unsent(mailing)
    mailing.subject, mailing.text, mailing.minutes = letter.subject, letter.text, letter.minutes
    mailing.save(update_fields=["subject", "text", "minutes"])
    records.record("change mailing", mailing, by=by, at=at)
    return mailing


@transaction.atomic
def plan_mailing(
    mailing: Mailing,
    *,
    by: User,
    at: datetime,
    send_at: datetime | None = None,
    left_out: Sequence[str] = (),
) -> Mailing:
    """This will let a mailing go out from a moment on, at once without one. Planning twice sends nothing twice.

    Who gets it is decided when it starts: a reminder reaches who has not answered by then.
    """
    require(by, Right.INVITE)
    mailing = _unsent(mailing)
    _refuse_ended(mailing.survey, send_at or at)
    mailing.left_out = sorted({*mailing.left_out, *left_out})
    if not recipients(mailing, at=send_at or at):
        raise UnableToSend(
            _("At least one contact to write to was expected."),
            came=_("Everybody was written to, has answered, is left out or wants no mail."),
            hint=_("Add contacts, or wait until a reminder may be sent."),
        )
    mailing.status, mailing.send_at = Mailing.Status.PLANNED, send_at or at
    mailing.save(update_fields=["status", "send_at", "left_out"])
    records.record("plan mailing", mailing, by=by, at=at, detail={"left out": len(mailing.left_out)})
    return mailing


@transaction.atomic
def stop_mailing(mailing: Mailing, *, by: User, at: datetime) -> Mailing:
    """This will keep back every mail that has not left yet; what left stays on the list."""
    require(by, Right.INVITE)
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if mailing.status in {Mailing.Status.PLANNED, Mailing.Status.SENDING}:
        mailing.status = Mailing.Status.STOPPED
        mailing.save(update_fields=["status"])
        Mail.objects.filter(mailing=mailing, status=Mail.Status.WAITING).update(
            status=Mail.Status.SKIPPED, reply="stopped"
        )
        note_mailing(mailing, at=at)
        records.record("stop mailing", mailing, by=by, at=at)
    return mailing


@transaction.atomic
def discard_mailing(mailing: Mailing, *, by: User, at: datetime) -> None:
    """This will throw a mailing away of which nothing has been sent."""
    require(by, Right.INVITE)
    mailing = _unsent(mailing)
    records.record("discard mailing", mailing, by=by, at=at)
    mailing.delete()


@transaction.atomic
def decide_doubtful(mail: Mail, *, arrived: bool, by: User, at: datetime) -> Mail:
    """This will settle a mail in doubt: it arrived, or it is sent again under the same number.

    The same Message-ID lets a server that had taken it over recognize it as the same mail.
    """
    require(by, Right.INVITE)
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    if mail.status != Mail.Status.DOUBTFUL:
        return mail  # a colleague decided, or the button was pressed twice
    if arrived:
        mail.status, mail.sent_at = Mail.Status.SENT, at
    else:
        mail.status, mail.reply = Mail.Status.WAITING, ""
        Mailing.objects.filter(pk=mail.mailing_id).update(status=Mailing.Status.SENDING)
    mail.save(update_fields=["status", "sent_at", "reply"])
    records.record("settle mail", mail.mailing, by=by, at=at, detail={"arrived": arrived})
    return mail


def _check(letter: Letter) -> None:
    check_places(letter.subject)
    check_places(letter.text)
    intake.require_impersonal(f"{letter.subject}\n{letter.text}")


def _unsent(mailing: Mailing) -> Mailing:
    mailing = (
        Mailing.objects.select_for_update(of=("self",))
        .select_related("survey", "organization")
        .get(pk=mailing.pk)
    )
    if mailing.status != Mailing.Status.DRAFT:
        raise UnableToSend(
            _("A mailing that was not sent yet was expected."),
            came=str(mailing.get_status_display()),
            hint=_("Write a new one. What was sent stays as it is."),
        )
    return mailing


def _refuse_ended(survey: Survey, at: datetime) -> None:
    if has_ended(survey, at.date()):
        raise UnableToSend(
            _("A survey that can still be answered was expected."),
            came=_("“%(survey)s” closes on %(date)s.")
            % {"survey": survey.title, "date": f"{survey.closes_on:%d-%m-%Y}"},
            hint=_("Choose another survey or another moment."),
        )
