"""What pages of this room show, in the words of the screen."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core import signing
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, may
from kennismakelaar.organizations.api import Municipality, municipalities
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import api as surveys

from . import letters, queries
from .models import Contact, ContactMoment, Invitation, Mail, Mailing
from .queries import Burden
from .reading.columns import WrongRow
from .reading.contacts import ContactRow

SEAL = "invitations.contacts"
SEAL_SECONDS = 86_400
MOST_WRONG = 100
MOST_RECIPIENTS = 500


class UnableToConfirm(Refusal):
    """A list that was shown too long ago, or was changed on the way."""


@dataclass(frozen=True)
class ContactLine:
    """A contact as the list shows it."""

    contact: Contact
    state: str
    kind: str  # of the badge


def contact_rows(contacts: Iterable[Contact]) -> list[ContactLine]:
    none_wanted = queries.unsubscribed()
    return [_contact_line(contact, contact in none_wanted) for contact in contacts]


def _contact_line(contact: Contact, unsubscribed: bool) -> ContactLine:
    if unsubscribed:
        return ContactLine(contact, _("wants no mail"), "unconfirmed")
    if contact.bounced_on:
        return ContactLine(contact, _("mail came back"), "bad")
    return ContactLine(contact, "", "")


def contact_summary(on: date) -> list[tuple[str, int, str]]:
    """Key figures of the contact list: (label, figure, note)."""
    everyone = list(queries.contacts())
    none_wanted = queries.unsubscribed()
    usable = {c.municipality_id for c in everyone if c.bounced_on is None and c not in none_wanted}
    today = {m.pk for m in municipalities(on)}
    return [
        (_("contacts"), len(everyone), ""),
        (_("municipalities with a contact"), len(usable & today), _("of %d") % len(today)),
        (_("addresses whose mail came back"), sum(c.bounced_on is not None for c in everyone), ""),
    ]


def first_wrong(wrong: Sequence[WrongRow]) -> dict[str, object]:
    """The first wrong rows of a list and how many more there are."""
    return {"rows": wrong[:MOST_WRONG], "more": max(0, len(wrong) - MOST_WRONG), "count": len(wrong)}


def sealed(rows: Sequence[ContactRow]) -> str:
    """Rows that were shown, signed: the list itself is kept nowhere before it is confirmed."""
    return signing.dumps([asdict(row) for row in rows], salt=SEAL, compress=True)


def unsealed(text: str) -> list[ContactRow]:
    """The rows that were shown. Raises UnableToConfirm when they are not what was shown, or a day old."""
    try:
        return [ContactRow(**row) for row in signing.loads(text, salt=SEAL, max_age=SEAL_SECONDS)]
    except signing.BadSignature as error:
        raise UnableToConfirm(
            _("A list that was looked at today was expected."),
            came=_("This one was shown too long ago, or was changed."),
            hint=_("Upload the list again."),
        ) from error


@dataclass(frozen=True)
class SurveyRow:
    """A survey with how far inviting has come."""

    survey: surveys.Survey
    invited: int
    municipalities: int
    has_ended: bool


def survey_rows(on: date) -> list[SurveyRow]:
    counts = queries.invited_counts()
    return [
        SurveyRow(survey, *counts.get(survey.pk, (0, 0)), has_ended=queries.has_ended(survey, on))
        for survey in surveys.surveys()
    ]


@dataclass(frozen=True)
class InvitedRow:
    """One invited colleague: status only, and only while the survey is open."""

    invitation: Invitation
    mail: str
    kind: str
    answered: str
    state: str


@dataclass(frozen=True)
class Status:
    """How inviting to one survey stands."""

    has_ended: bool
    figures: list[tuple[str, int, str]]
    rows: list[InvitedRow]


def status_of(survey: surveys.Survey, on: date) -> Status:
    """Who was invited and who has answered; after the survey only how many were invited."""
    ended = queries.has_ended(survey, on)
    found = queries.invitations_with_status(survey)
    places = {row.municipality_id for row, _answered in found}
    figures = [(_("municipalities invited"), len(places), "")]
    if ended:
        return Status(True, figures, [])
    figures = [(_("invited"), len(found), ""), *figures]
    answered = [row for row, done in found if done]
    figures += [
        (_("colleagues who answered"), len(answered), ""),
        (_("municipalities that answered"), len({row.municipality_id for row in answered}), ""),
    ]
    return Status(False, figures, [_invited_row(row, done) for row, done in found])


def _invited_row(invitation: Invitation, answered: bool) -> InvitedRow:
    mails = sorted(invitation.mails.all(), key=lambda mail: mail.pk)
    last = mails[-1] if mails else None
    bounced = any(mail.bounced_on for mail in mails)
    begun = _("begun") if invitation.draft_id else _("no")
    return InvitedRow(
        invitation,
        _("came back") if bounced else str(last.get_status_display()) if last else _("link of a colleague"),
        "bad" if bounced or (last and last.status == Mail.Status.REFUSED) else "",
        _("yes") if answered else begun,
        _("revoked") if invitation.revoked_on else "",
    )


def mailing_rows(survey: surveys.Survey) -> list[tuple[Mailing, dict[str, int]]]:
    return [(mailing, queries.counts_of(mailing)) for mailing in queries.mailings_of(survey)]


@dataclass(frozen=True)
class MailingView:
    """Everything an adviser looks at before sending, and after."""

    letter: letters.Written
    body: SafeString
    example: str
    recipients: list[queries.Recipient]
    more: int
    count: int
    burdened: list[Burden]
    figures: list[tuple[str, int, str]]
    refused: list[Mail]


def mailing_view(mailing: Mailing, *, at: datetime) -> MailingView:
    """How a mailing looks to its first recipient, who gets it, and who of them was asked too often of late."""
    is_draft = mailing.status in {Mailing.Status.DRAFT, Mailing.Status.PLANNED}
    found = queries.recipients(mailing, at=mailing.send_at or at) if is_draft else []
    example = found[0].contact.municipality.name if found else letters.EXAMPLE_MUNICIPALITY
    letter = letters.written(mailing, municipality=example)
    codes = {one.contact.municipality_id for one in found}
    return MailingView(
        letter=letter,
        body=mark_safe(letter.body),  # noqa: S308 - made by a template that escapes every word of the adviser
        example=example,
        recipients=found[:MOST_RECIPIENTS],
        more=max(0, len(found) - MOST_RECIPIENTS),
        count=len(found),
        burdened=[row for row in queries.burdened(at.date()) if row.municipality.pk in codes],
        figures=_mail_figures(mailing),
        refused=queries.refused_mails(mailing),
    )


def _mail_figures(mailing: Mailing) -> list[tuple[str, int, str]]:
    counts = queries.counts_of(mailing)
    shown = [
        (str(label), counts.get(value, 0), "") for value, label in Mail.Status.choices if counts.get(value)
    ]
    return [*shown, (_("came back"), counts["bounced"], "")] if counts.get("bounced") else shown


def minutes_for(invitation: Invitation) -> int:
    """How long answering takes, as the last invitation to this survey said."""
    return queries.minutes_of(invitation.survey)


def burden_summary(rows: Sequence[Burden], on: date) -> list[tuple[str, int, str]]:
    return [
        (_("contact moments"), sum(row.times for row in rows), ""),
        (_("municipalities asked something"), len(rows), ""),
        (_("asked too often"), sum(row.is_heavy for row in rows), ""),
    ]


def works_at(user: User, municipality: Municipality) -> bool:
    """Whether this is the municipality a user works for."""
    membership = getattr(user, "membership", None)
    return membership is not None and membership.municipality_id == municipality.pk


def moment_rows(municipality: Municipality, on: date, *, user: User) -> list[tuple[ContactMoment, bool]]:
    """What a municipality was asked, each with whether this user may take the note back."""
    own = queries.organization_of(user) if may(user, Right.NOTE_CONTACT) else None
    moments = queries.moments_of(municipality, on)
    return [(moment, moment.mailing_id is None and moment.organization == own) for moment in moments]
