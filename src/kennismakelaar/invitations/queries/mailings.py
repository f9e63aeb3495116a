"""Who gets a mailing, and what became of its mails."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, QuerySet

from kennismakelaar.invitations.models import Contact, Invitation, Mail, Mailing
from kennismakelaar.organizations.api import municipalities
from kennismakelaar.surveys import api as surveys

from .contacts import unsubscribed
from .invitations import has_ended

ON_ITS_WAY = (
    Mail.Status.WAITING, Mail.Status.CLAIMED, Mail.Status.HANDING_OVER, Mail.Status.SENT, Mail.Status.DOUBTFUL,
)  # fmt: skip


@dataclass(frozen=True)
class Recipient:
    """Somebody who gets a mailing; the invitation is there already when it is a reminder."""

    contact: Contact
    invitation: Invitation | None = None


def recipients(mailing: Mailing, *, at: datetime) -> list[Recipient]:
    """Who would get a mailing if it started at this moment, by name of the municipality."""
    if has_ended(mailing.survey, at.date()):
        return []
    kinds = {Mailing.Kind.INVITATION: _to_invite, Mailing.Kind.REMINDER: _to_remind}
    none_wanted, left_out = unsubscribed(), set(mailing.left_out)
    return [
        one
        for one in kinds[mailing.kind](mailing, at)
        if one.contact.municipality_id not in left_out and one.contact not in none_wanted
    ]


def _to_invite(mailing: Mailing, at: datetime) -> Iterator[Recipient]:
    """Contacts of today's municipalities to whom no invitation is on its way; what was stopped can go again."""
    invited = {
        one.contact_id: one for one in Invitation.objects.filter(survey=mailing.survey).exclude(contact=None)
    }
    reached = set(
        Mail.objects.filter(invitation__survey=mailing.survey, status__in=ON_ITS_WAY).values_list(
            "invitation_id", flat=True
        )
    )
    for contact in _reachable(at):
        own = invited.get(contact.pk)
        if own is None or (own.pk not in reached and own.revoked_on is None):
            yield Recipient(contact, own)


def _to_remind(mailing: Mailing, at: datetime) -> Iterator[Recipient]:
    """Who got a mail long enough ago and has not answered."""
    reachable = {contact.pk: contact for contact in _reachable(at)}
    since = at - timedelta(days=settings.REMIND_AFTER_DAYS)
    rows = (
        Invitation.objects.filter(survey=mailing.survey, revoked_on=None, contact__in=reachable)
        .select_related("draft")
        .annotate(last=Max("mails__sent_at"))
        .filter(last__lte=since)
        .order_by("municipality__name", "pk")
    )
    for row in rows:
        if not has_answered(row):
            yield Recipient(reachable[row.contact_id], row)


def remindable(survey: surveys.Survey, *, at: datetime) -> frozenset[str]:
    """Municipalities that a reminder would reach at this moment."""
    reminder = Mailing(survey=survey, kind=Mailing.Kind.REMINDER)
    return frozenset(one.contact.municipality_id for one in recipients(reminder, at=at))


def has_answered(invitation: Invitation) -> bool:
    return invitation.draft is not None and surveys.submitted(invitation.draft)


def _reachable(at: datetime) -> QuerySet[Contact]:
    today = municipalities(at.date())
    return Contact.objects.filter(bounced_on=None, municipality__in=today).select_related("municipality")


def why_not(mail: Mail, *, at: datetime, none_wanted: unsubscribed) -> str:
    """Why a mail that waits is not needed any more when its turn comes; "" when it is."""
    invitation = mail.invitation
    contact = invitation.contact
    if contact is None:
        return "gone"
    reasons = {
        "ended": has_ended(invitation.survey, at.date()),
        "revoked": invitation.revoked_on is not None,
        "answered": has_answered(invitation),
        "bounced": contact.bounced_on is not None,
        "unsubscribed": contact in none_wanted,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def mailing_with(key: int) -> Mailing | None:
    return Mailing.objects.select_related("survey", "organization", "made_by").filter(pk=key).first()


def mailings_of(survey: surveys.Survey) -> QuerySet[Mailing]:
    return Mailing.objects.filter(survey=survey).select_related("organization")


def mail_with(key: int) -> Mail | None:
    return Mail.objects.select_related("mailing").filter(pk=key).first()


def doubtful_mails() -> QuerySet[Mail]:
    """Mails of which nobody knows whether they arrived: a person decides."""
    found = Mail.objects.filter(status=Mail.Status.DOUBTFUL).order_by("pk")
    return found.select_related("mailing__survey", "invitation__municipality", "invitation__contact")


def counts_of(mailing: Mailing) -> dict[str, int]:
    """How many mails of a mailing stand where; after the survey as it was at the end."""
    rows = list(mailing.mails.values_list("status", "bounced_on"))
    if not rows:
        return dict(mailing.counts)
    counts = Counter(status for status, _bounced in rows)
    counts["bounced"] = sum(bounced is not None for _status, bounced in rows)
    return dict(counts)


def refused_mails(mailing: Mailing) -> list[Mail]:
    """Mails the server would not take, with what it said."""
    found = mailing.mails.filter(status=Mail.Status.REFUSED)
    return list(found.select_related("invitation__municipality", "invitation__contact").order_by("pk"))


def minutes_of(survey: surveys.Survey) -> int:
    """How long answering takes, as the last invitation says; before there is one, as a new one would say."""
    last = Mailing.objects.filter(survey=survey, kind=Mailing.Kind.INVITATION).order_by("-pk").first()
    return last.minutes if last else Mailing._meta.get_field("minutes").default
