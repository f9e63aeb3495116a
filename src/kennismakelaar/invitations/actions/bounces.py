"""Mail that came back: noted at the mail and at the contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.invitations.models import Contact, Mail
from kennismakelaar.invitations.reading.bounces import Bounce
from kennismakelaar.records import api as records


@dataclass(frozen=True)
class BouncesRead:
    """What a delivery of returned mail held."""

    noted: int
    temporary: int
    unknown: int


@transaction.atomic
def take_in_bounces(bounces: Sequence[Bounce], *, by: User, at: datetime) -> BouncesRead:
    """This will note which addresses cannot be reached. A delay is no reason to stop writing."""
    require(by, Right.INVITE)
    noted = unknown = 0
    lasting = [bounce for bounce in bounces if bounce.is_lasting]
    for bounce in lasting:
        found = _note(bounce, at=at)
        noted += found
        unknown += not found
    temporary = len(bounces) - len(lasting)
    if noted:
        contact = Contact.objects.filter(bounced_on=at.date()).first()
        if contact is not None:
            records.record("take in bounces", contact, by=by, at=at, detail={"noted": noted})
    return BouncesRead(noted, temporary, unknown)


def _note(bounce: Bounce, *, at: datetime) -> bool:
    """By the number of the mail when the report holds it, else by the address it was for."""
    mail = Mail.objects.select_related("invitation__contact").filter(message_id=bounce.message_id).first()
    if mail is not None:
        mail.bounced_on = at.date()
        mail.save(update_fields=["bounced_on"])
    own = mail.invitation.contact if mail is not None else None
    addresses = [own.email] if own else [bounce.recipient]
    return bool(
        Contact.objects.filter(email__in=addresses).update(
            bounced_on=at.date(), bounce_reason=bounce.reason[:300]
        )
    )
