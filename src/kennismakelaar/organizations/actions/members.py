"""Where somebody works."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import User
from kennismakelaar.organizations.models import Membership, Municipality, Organization
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import NotAllowed, Refusal


class UnableToPlace(Refusal):
    """Somebody would work nowhere, or at two places at once."""


@transaction.atomic
def place(
    user: User,
    *,
    by: User,
    at: datetime,
    organization: Organization | None = None,
    municipality: Municipality | None = None,
    function: str = "",
) -> Membership:
    """This will note where a user works: at one organization or at one municipality."""
    if not (by.is_active and by.is_superuser):
        raise NotAllowed(
            _("Only an administrator decides where somebody works."), hint=_("Ask an administrator.")
        )
    if (organization is None) == (municipality is None):
        raise UnableToPlace(
            _("Expected one organization or one municipality."),
            came=_("Both or neither were given."),
            hint=_("Choose one of the two."),
        )
    places = {"organization": organization, "municipality": municipality, "function": function}
    membership, _created = Membership.objects.update_or_create(user=user, defaults=places)
    record("place", membership, by=by, at=at)
    return membership
