"""Who may do what. Every action that writes asks here first; pages only hide what an action would refuse."""

from enum import StrEnum

from django.utils.translation import gettext as _

from kennismakelaar.shared.errors import NotAllowed

from .models import Position, User


class Right(StrEnum):
    IMPORT = "import"  # bring in documents, surveys, notes
    READ_STATEMENTS = "read statements"  # words of municipalities, after screening
    RELEASE = "release"  # decide on held-back words of somebody else
    CODE = "code"  # mark words and give them a code
    EDIT_CODEBOOK = "edit codebook"
    ADJUDICATE = "adjudicate"  # decide where coders differ
    WRITE_NEED = "write need"
    ASSESS = "assess"  # run the needs and gap assessments
    PUBLISH = "publish"  # make figures public through the gate
    INVITE = "invite"  # contacts of municipalities and mail to them
    NOTE_CONTACT = "note contact"  # say that your organization asked a municipality something
    CONVERSE = "converse"  # plan and log talks with municipalities
    EDIT_OFFER = "edit offer"  # any offer; partners: those of their own organization
    CONFIRM_OFFER = "confirm offer"  # say it is current
    BROKER = "broker"  # refer and answer questions
    EDIT_GUIDANCE = "edit guidance"
    EDIT_CURRICULUM = "edit curriculum"
    SIGN_OFF = "sign off"  # a department's judgement on a change proposal
    FOLLOW_UP = "follow up"  # tell who spoke what became of it
    ERASE = "erase"


_PARTNER = {Right.EDIT_OFFER, Right.CONFIRM_OFFER, Right.SIGN_OFF, Right.BROKER, Right.NOTE_CONTACT}

RIGHTS: dict[str, frozenset[Right]] = {
    # An adviser does everything but sign off: a department judges its own curriculum.
    Position.ADVISER: frozenset(set(Right) - {Right.SIGN_OFF}),
    Position.PARTNER: frozenset(_PARTNER),
    Position.MUNICIPALITY: frozenset(),
}


def may(user: User | None, right: Right) -> bool:
    """Whether this user holds this right. Nobody who is not signed in holds any."""
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    return right in RIGHTS[user.position]


def require(user: User | None, right: Right) -> None:
    """This will raise NotAllowed unless the user holds the right."""
    if not may(user, right):
        raise NotAllowed(
            _("This needs the right “%(right)s”.") % {"right": right.value},
            came=_("You are signed in as: %(who)s.")
            % {"who": user if user and user.is_authenticated else _("nobody")},
            hint=_("Ask an adviser of the unit to do it, or to change your account."),
        )
