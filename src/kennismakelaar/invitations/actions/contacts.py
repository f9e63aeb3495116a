"""Contacts: added, corrected and erased by hand or by date."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake import api as intake
from kennismakelaar.invitations.addresses import work_address
from kennismakelaar.invitations.models import Contact, Invitation, Mail, PersonalLink
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal

PROCESSING = "contacts"


class UnableToKeepContact(Refusal):
    """A contact that cannot be stored."""


@transaction.atomic
def add_contact(
    municipality: Municipality, *, email: str, role: str, by: User, at: datetime, is_fictitious: bool = False
) -> Contact:
    """This will add a work address of a municipality. Raises NotAWorkAddress or UnableToKeepContact."""
    require(by, Right.INVITE)
    address = work_address(email)
    _refuse_double(municipality, address)
    contact = Contact.objects.create(
        municipality=municipality,
        role=role,
        email=address,
        added_on=at.date(),
        retain_until=kept_until(at.date()),
        is_fictitious=is_fictitious,
    )
    records.record("add contact", contact, by=by, at=at)
    return contact


@transaction.atomic
def change_contact(contact: Contact, *, email: str, role: str, by: User, at: datetime) -> Contact:
    """This will correct a contact. Another address has not bounced yet."""
    require(by, Right.INVITE)
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    address = work_address(email)
    if address != contact.email:
        _refuse_double(contact.municipality, address)
        contact.email, contact.bounced_on, contact.bounce_reason = address, None, ""
    contact.role, contact.retain_until = role, kept_until(at.date())
    contact.save()
    records.record("change contact", contact, by=by, at=at)
    return contact


@transaction.atomic
def erase_contact(contact: Contact, *, reason: str, by: User, at: datetime) -> None:
    """This will erase a contact for good: its address, its mails and its links. A tombstone stays."""
    require(by, Right.INVITE)
    records.bury(contact, reason=reason, by=by, at=at)
    _erase(contact)


@transaction.atomic
def erase_expired(on: date) -> int:
    """This will erase contacts nobody added again or corrected for as long as we may keep them.

    With the answers of a survey go the invitations to it, which know only a municipality by then.
    """
    expired = list(Contact.objects.filter(retain_until__lt=on))
    for contact in expired:
        _erase(contact)
    Invitation.objects.filter(survey__retain_until__lt=on).delete()
    return len(expired)


def _erase(contact: Contact) -> None:
    own = Invitation.objects.filter(contact=contact)
    Mail.objects.filter(invitation__in=own).delete()
    PersonalLink.objects.filter(invitation__in=own).delete()
    own.filter(draft=None).delete()
    contact.delete()


def _refuse_double(municipality: Municipality, address: str) -> None:
    if Contact.objects.filter(municipality=municipality, email__iexact=address).exists():
        raise UnableToKeepContact(
            _("An address that is not in the list yet was expected."),
            came=_("%(address)s stands at %(municipality)s already.")
            % {"address": address, "municipality": municipality},
            hint=_("Correct the contact that is there."),
        )


def kept_until(on: date) -> date:
    return on + timedelta(days=intake.processing(PROCESSING).retention_days)
