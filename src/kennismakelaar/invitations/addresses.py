"""Work addresses: read from a cell, judged, and recognized again without being kept."""

from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kennismakelaar.shared.errors import Refusal

# Mail providers for people at home. An address of one of them is somebody's own, not that of a municipality.
PRIVATE_PROVIDERS = frozenset(
    {
        "gmail.com", "googlemail.com", "hotmail.com", "hotmail.nl", "outlook.com", "live.nl", "live.com", "msn.com",
        "yahoo.com", "yahoo.nl", "icloud.com", "me.com", "ziggo.nl", "kpnmail.nl", "planet.nl", "home.nl",
        "casema.nl", "upcmail.nl", "xs4all.nl", "hetnet.nl", "telfort.nl", "chello.nl", "quicknet.nl",
        "protonmail.com", "proton.me", "gmx.com", "gmx.net", "tele2.nl", "solcon.nl", "zeelandnet.nl",
    }
)  # fmt: skip


class NotAWorkAddress(Refusal):
    """A mail address that cannot be used as a contact."""


def work_address(text: str) -> str:
    """The address in a cell, in small letters; a name written before it is dropped. Raises NotAWorkAddress."""
    shown = text.strip().removeprefix("mailto:")
    if not shown:
        raise NotAWorkAddress(_("A mail address was expected."), came=_("The field is empty."))
    if sum(part.count("@") for part in shown.replace(";", ",").split(",")) > 1:
        raise NotAWorkAddress(
            _("One mail address was expected."),
            came=_("“%s” holds several.") % shown[:80],
            hint=_("Give every address a row of its own."),
        )
    # Only in the form "name <address>" a name is dropped: elsewhere a space is a slip somebody should see.
    address = (parseaddr(shown)[1] if shown.endswith(">") else shown).strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise NotAWorkAddress(
            _("A mail address like postbus@gemeente.nl was expected."),
            came=_("“%s” is not one.") % shown[:80],
            hint=_("Look for a missing @, a space or a comma."),
        ) from error
    if domain_of(address) in PRIVATE_PROVIDERS:
        raise NotAWorkAddress(
            _("A work address was expected."),
            came=_("“%s” looks like a private address.") % address,
            hint=_("Ask the municipality for a work address or a shared mailbox."),
        )
    return address


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def hash_of_address(address: str) -> str:
    """A keyed hash: without the key of this site nobody can try out addresses."""
    return salted_hmac("invitations.unsubscription", address.strip().lower(), algorithm="sha256").hexdigest()
