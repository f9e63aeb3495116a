"""What municipalities think of what they used."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, may
from kennismakelaar.catalog.models import Experience, Offer
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import NotAllowed


@transaction.atomic
def rate_offer(
    offer: Offer, municipality: Municipality, *, satisfied: bool, by: User, at: datetime
) -> Experience:
    """This will note whether a municipality was satisfied; a later judgement replaces the earlier one."""
    membership = getattr(by, "membership", None)
    own = by.is_active and membership is not None and membership.municipality_id == municipality.pk
    if not own and not may(by, Right.CONVERSE):
        raise NotAllowed(
            _("A municipality judges what it used itself, or tells an adviser."),
            hint=_("Sign in with an account of this municipality."),
        )
    experience, _created = Experience.objects.update_or_create(
        offer=offer,
        municipality=municipality,
        defaults={"satisfied": satisfied, "on": timezone.localtime(at).date(), "by": by},
    )
    record("rate", offer, by=by, at=at)
    return experience
