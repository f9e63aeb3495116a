"""A delivered contact list: stored as a whole, or not at all."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.invitations.addresses import work_address
from kennismakelaar.invitations.models import Contact
from kennismakelaar.invitations.reading.contacts import ContactRow
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records import api as records

from .contacts import UnableToKeepContact, kept_until


@transaction.atomic
def import_contacts(
    rows: Sequence[ContactRow], *, by: User, at: datetime, is_fictitious: bool = False
) -> tuple[int, int]:
    """This will store all rows of a list, or none: returns how many are new and how many were there already.

    A contact that was there is confirmed: it may be kept longer, and a role that is given replaces the old one.
    """
    require(by, Right.INVITE)
    if not rows:
        raise UnableToKeepContact(
            _("At least one row with a municipality and a mail address was expected."),
            came=_("There is none."),
            hint=_("Look at what is wrong per row and correct the list."),
        )
    until = kept_until(at.date())
    there = {(c.municipality_id, c.email.lower()): c for c in Contact.objects.select_for_update()}
    new, old = [], []
    for row in rows:
        contact = there.get((row.code, row.email))
        if contact is None:
            new.append(_contact(row, at, is_fictitious=is_fictitious))
        else:
            contact.role = row.role or contact.role
            old.append(contact)
        (contact or new[-1]).retain_until = until
    Contact.objects.bulk_create(new)
    Contact.objects.bulk_update(old, ["role", "retain_until"])
    first = (new or old)[0]
    records.record("import contacts", first, by=by, at=at, detail={"new": len(new), "known": len(old)})
    return len(new), len(old)


def _contact(row: ContactRow, at: datetime, *, is_fictitious: bool) -> Contact:
    return Contact(
        municipality=Municipality(pk=row.code),
        role=row.role,
        email=work_address(row.email),
        added_on=at.date(),
        is_fictitious=is_fictitious,
    )
