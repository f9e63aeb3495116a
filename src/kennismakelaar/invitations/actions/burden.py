"""The ledger of who asked which municipality what."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake import api as intake
from kennismakelaar.invitations.asked import Asked
from kennismakelaar.invitations.models import Channel, ContactMoment, Mail, Mailing
from kennismakelaar.invitations.queries import organization_of
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import NotAllowed, Refusal

STORED_LANGUAGE = "nl"  # what is stored is data, and data of this site is Dutch


class UnableToNote(Refusal):
    """A contact moment that cannot be stored."""


@transaction.atomic
def note_contact(municipality: Municipality, asked: Asked, *, by: User, at: datetime) -> ContactMoment:
    """This will note that the organization of a user asked a municipality something. The same note twice is one."""
    require(by, Right.NOTE_CONTACT)
    _check(asked)
    moment, made = ContactMoment.objects.get_or_create(
        organization=organization_of(by),
        municipality=municipality,
        on=asked.on,
        channel=asked.channel,
        about=asked.about.strip(),
        mailing=None,
        defaults={"minutes": asked.minutes, "noted_by": by, "is_fictitious": asked.is_fictitious},
    )
    if made:
        records.record("note contact", moment, by=by, at=at)
    return moment


@transaction.atomic
def import_contact_moments(rows: Sequence[tuple[str, Asked]], *, by: User, at: datetime) -> int:
    """This will note a whole list of (municipality code, what was asked), or nothing; returns how many were new."""
    require(by, Right.NOTE_CONTACT)
    if not rows:
        raise UnableToNote(_("At least one row to note was expected."), came=_("There is none."))
    organization = organization_of(by)
    for _code, asked in rows:
        _check(asked)
    before = ContactMoment.objects.filter(organization=organization).count()
    ContactMoment.objects.bulk_create(
        (
            ContactMoment(
                organization=organization, municipality_id=code, on=asked.on, channel=asked.channel,
                about=asked.about.strip(), minutes=asked.minutes, noted_by=by, is_fictitious=asked.is_fictitious,
            )
            for code, asked in rows
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    new = ContactMoment.objects.filter(organization=organization).count() - before
    records.record("import contact moments", organization, by=by, at=at, detail={"new": new})
    return new


@transaction.atomic
def forget_contact_moment(moment: ContactMoment, *, by: User, at: datetime) -> None:
    """This will take back a note somebody made by mistake: only of the own organization, never of a mailing."""
    require(by, Right.NOTE_CONTACT)
    if moment.mailing_id is not None or moment.organization != organization_of(by):
        raise NotAllowed(
            _("A note your own organization made by hand was expected."),
            came=str(moment),
            hint=_("Ask the organization that noted it."),
        )
    records.record("forget contact moment", moment, by=by, at=at)
    moment.delete()


def note_mailing(mailing: Mailing, *, at: datetime) -> None:
    """Notes every municipality a mail went to, once per mailing, however many colleagues got it."""
    if mailing.kind == Mailing.Kind.FORWARD:
        return  # colleagues wrote to each other: nobody asked more of them
    reached = mailing.mails.filter(status__in=[Mail.Status.SENT, Mail.Status.DOUBTFUL])
    with translation.override(STORED_LANGUAGE):
        about = f"{mailing.get_kind_display().capitalize()}: {mailing.survey.title}"[:200]
    codes = reached.values_list("invitation__municipality_id", flat=True).distinct()
    # Answering takes time once: a reminder takes a minute to read.
    minutes = mailing.minutes if mailing.kind == Mailing.Kind.INVITATION else 1
    ContactMoment.objects.bulk_create(
        (
            ContactMoment(
                organization_id=mailing.organization_id, municipality_id=code, on=at.date(), channel=Channel.MAIL,
                about=about, minutes=minutes, mailing=mailing, noted_by_id=mailing.made_by_id,
                is_fictitious=mailing.is_fictitious,
            )
            for code in sorted(set(codes))
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def _check(asked: Asked) -> None:
    if not asked.about.strip():
        raise UnableToNote(_("What was asked was expected, in a few words."), came=_("The field is empty."))
    intake.require_impersonal(asked.about)
