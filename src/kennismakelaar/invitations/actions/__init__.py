"""The writing hand of invitations, by subject."""

from .bounces import BouncesRead, take_in_bounces
from .burden import UnableToNote, forget_contact_moment, import_contact_moments, note_contact
from .contacts import UnableToKeepContact, add_contact, change_contact, erase_contact, erase_expired
from .importing import import_contacts
from .links import UnableToForward, UnableToOpen, forward, link_for_colleague, open_form, revoke, unsubscribe
from .mailings import (
    UnableToSend,
    change_mailing,
    decide_doubtful,
    discard_mailing,
    plan_mailing,
    stop_mailing,
    write_mailing,
)
from .parting import part_ended
from .sending import send_batch, send_due, send_test

__all__ = [
    "BouncesRead",
    "UnableToForward",
    "UnableToKeepContact",
    "UnableToNote",
    "UnableToOpen",
    "UnableToSend",
    "add_contact",
    "change_contact",
    "change_mailing",
    "decide_doubtful",
    "discard_mailing",
    "erase_contact",
    "erase_expired",
    "forget_contact_moment",
    "forward",
    "import_contact_moments",
    "import_contacts",
    "link_for_colleague",
    "note_contact",
    "open_form",
    "part_ended",
    "plan_mailing",
    "revoke",
    "send_batch",
    "send_due",
    "send_test",
    "stop_mailing",
    "take_in_bounces",
    "unsubscribe",
    "write_mailing",
]
