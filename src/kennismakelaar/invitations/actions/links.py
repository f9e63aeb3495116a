"""What a personal link can do: open the form, be passed on, be revoked, and stop the mail."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.invitations.addresses import domain_of, hash_of_address, work_address
from kennismakelaar.invitations.models import Contact, Invitation, Mail, Mailing, PersonalLink, Unsubscription
from kennismakelaar.invitations.queries import own_organization, state_of
from kennismakelaar.invitations.wording import standard_letter
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.shared.tokens import new_token
from kennismakelaar.surveys import api as surveys

from .contacts import kept_until
from .sending import new_message_id

MOST_FORWARDED = 10


class UnableToOpen(Refusal):
    """A link that opens no form (any more)."""


class UnableToForward(Refusal):
    """An invitation that cannot be passed on like this."""


@transaction.atomic
def open_form(invitation: Invitation, *, at: datetime) -> surveys.Draft:
    """This will begin the form of an invitation, or give the one that was begun before, also on another device.

    No act is recorded: who began when would tie an answer to a contact. For the same reason the role of the contact is
    not filled in: who answers says it.
    """
    mine = Invitation.objects.select_for_update(of=("self",)).select_related(
        "survey", "municipality", "draft"
    )
    invitation = mine.get(pk=invitation.pk)
    state = state_of(invitation, at.date())
    if state != "open":
        raise UnableToOpen(_("A link to a survey that is open was expected."), came=_("This one is not."))
    if invitation.draft is None:
        invitation.draft = surveys.begin(invitation.survey, invitation.municipality, at=at)
        invitation.save(update_fields=["draft"])
    return invitation.draft


@transaction.atomic
def link_for_colleague(invitation: Invitation, *, at: datetime) -> str:
    """This will make a link of its own for a colleague and return its token: their answers stay apart from yours."""
    token, hashed = new_token()
    colleague = _passed_on(invitation, contact=None, at=at)
    PersonalLink.objects.create(invitation=colleague, token_hash=hashed)
    return token


@transaction.atomic
def forward(invitation: Invitation, *, email: str, at: datetime) -> Contact:
    """This will send a link of its own to a colleague with a mail address of the same organization."""
    address = work_address(email)
    if invitation.contact is None or domain_of(address) != domain_of(invitation.contact.email):
        raise UnableToForward(
            _("An address of your own organization was expected, ending like the one this mail came to."),
            came=address,
            hint=_("Copy a link instead and send it yourself."),
        )
    if Unsubscription.objects.filter(address_hash=hash_of_address(address)).exists():
        raise UnableToForward(
            _("An address that accepts mail of us was expected."),
            came=_("%s wants no mail.") % address,
            hint=_("Copy a link instead and send it yourself."),
        )
    contact, _made = Contact.objects.get_or_create(
        municipality=invitation.municipality,
        email=address,
        defaults={
            "added_on": at.date(),
            "retain_until": kept_until(at.date()),
            "is_fictitious": invitation.contact.is_fictitious,
        },
    )
    if Invitation.objects.filter(survey=invitation.survey, contact=contact).exists():
        raise UnableToForward(
            _("A colleague who was not invited yet was expected."),
            came=_("%s has a link already.") % address,
            hint=_("Ask your colleague to look for our mail."),
        )
    colleague = _passed_on(invitation, contact=contact, at=at)
    Mail.objects.create(
        mailing=_passing_on(invitation, at=at), invitation=colleague, message_id=new_message_id()
    )
    return contact


def _passed_on(invitation: Invitation, *, contact: Contact | None, at: datetime) -> Invitation:
    """A new invitation for the same municipality; a limit keeps a link that leaked from spreading without end."""
    first = Invitation.objects.select_for_update(of=("self",)).select_related("survey").get(pk=invitation.pk)
    if state_of(first, at.date()) not in {"open", "early"}:
        raise UnableToForward(_("A link that can still be used was expected."), came=_("This one is not."))
    if first.forwarded.count() >= MOST_FORWARDED:
        raise UnableToForward(
            _("An invitation can be passed on to at most %d colleagues.") % MOST_FORWARDED,
            came=_("That many have a link."),
            hint=_("A colleague can pass it on further."),
        )
    return Invitation.objects.create(
        survey=first.survey, municipality_id=first.municipality_id, contact=contact, forwarded_by=first
    )


def _passing_on(invitation: Invitation, *, at: datetime) -> Mailing:
    """The mailing to which all mail of a survey belongs that colleagues pass on."""
    words = standard_letter(Mailing.Kind.FORWARD)
    mailing, _made = Mailing.objects.get_or_create(
        survey=invitation.survey,
        kind=Mailing.Kind.FORWARD,
        defaults={
            "organization": own_organization(),
            "subject": words.subject,
            "text": words.text,
            "made_at": at,
            "is_fictitious": invitation.survey.is_fictitious,
        },
    )
    Mailing.objects.filter(pk=mailing.pk).update(status=Mailing.Status.SENDING)
    return mailing


@transaction.atomic
def revoke(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """This will make all links of an invitation open nothing any more. What was sent in stays."""
    require(by, Right.INVITE)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    invitation.revoked_on = invitation.revoked_on or at.date()
    invitation.save(update_fields=["revoked_on"])
    records.record("revoke invitation", invitation.survey, by=by, at=at)
    return invitation


@transaction.atomic
def unsubscribe(invitation: Invitation, *, at: datetime) -> bool:
    """This will let the address of an invitation get no more mail, whatever the survey; the link keeps working.

    Returns whether there was an address: after the survey has ended a link does not know it any more.
    """
    if invitation.contact is None:
        return False
    mark = hash_of_address(invitation.contact.email)
    Unsubscription.objects.get_or_create(address_hash=mark, defaults={"on": at.date()})
    return True
