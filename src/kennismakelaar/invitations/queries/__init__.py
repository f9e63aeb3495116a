"""What is asked of the tables of this room, by subject."""

from .burden import Burden, burdened, burdens, moment_with, moments_of, organization_of, own_organization
from .contacts import contact_with, contacts, unsubscribed
from .invitations import (
    has_ended,
    invitation_numbered,
    invitation_with,
    invitations_with_status,
    invited_counts,
    open_surveys,
    state_of,
    to_part,
)
from .mailings import (
    Recipient,
    counts_of,
    doubtful_mails,
    has_answered,
    mail_with,
    mailing_with,
    mailings_of,
    minutes_of,
    recipients,
    refused_mails,
    why_not,
)

__all__ = [
    "Burden",
    "Recipient",
    "burdened",
    "burdens",
    "contact_with",
    "contacts",
    "counts_of",
    "doubtful_mails",
    "has_answered",
    "has_ended",
    "invitation_numbered",
    "invitation_with",
    "invitations_with_status",
    "invited_counts",
    "mail_with",
    "mailing_with",
    "mailings_of",
    "minutes_of",
    "moment_with",
    "moments_of",
    "open_surveys",
    "organization_of",
    "own_organization",
    "recipients",
    "refused_mails",
    "state_of",
    "to_part",
    "unsubscribed",
    "why_not",
]
