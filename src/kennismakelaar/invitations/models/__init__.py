"""Who was asked.

contacts     at which work address a municipality can be reached, and which addresses want no mail
invitations  who was invited to a survey, and the personal links that open a form
mailings     mails that go out, one row per mail: what was sent and what is in doubt
burden       how often a municipality was asked something, by whom
"""

from .burden import Channel, ContactMoment
from .contacts import Contact, Unsubscription
from .invitations import Invitation, PersonalLink
from .mailings import Mail, Mailing

__all__ = [
    "Channel",
    "Contact",
    "ContactMoment",
    "Invitation",
    "Mail",
    "Mailing",
    "PersonalLink",
    "Unsubscription",
]
