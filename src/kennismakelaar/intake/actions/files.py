"""Delivered files hold the words as they came: they are checked before use, and go once words in them must go."""

import hashlib

from django.utils.translation import gettext as _

from kennismakelaar.intake.models import Import
from kennismakelaar.shared.errors import Refusal


class FileWasChanged(Refusal):
    """The stored file is not the file that was delivered."""


def checked(delivery: Import) -> bytes:
    """The file as delivered. Raises FileWasChanged when its fingerprint does not fit."""
    content = bytes(delivery.content)
    if hashlib.sha256(content).hexdigest() != delivery.sha256:
        raise FileWasChanged(
            _("The file as it was delivered."),
            came=_("The stored file has another fingerprint: it is damaged, or it was erased."),
            hint=_("Deliver the file again. Tell your administrator."),
        )
    return content


def forget_file(delivery: Import | None) -> None:
    """This will empty a delivered file; its name and fingerprint stay, so that it is recognized again."""
    if delivery is not None and delivery.status in {Import.Status.CONFIRMED, Import.Status.UNDONE}:
        Import.objects.filter(pk=delivery.pk).update(content=b"", recognized={})
