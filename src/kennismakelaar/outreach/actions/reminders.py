"""Remind first who is missed most."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.invitations import api as invitations
from kennismakelaar.organizations.api import municipalities
from kennismakelaar.outreach.fieldwork import asks_of, mailable, standing_of
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.api import Survey

from .moments import note_mailing


class UnableToRemind(Refusal):
    """A steered reminder that nobody would get."""


@transaction.atomic
def remind_next(survey: Survey, number: int, *, by: User, at: datetime) -> invitations.Mailing:
    """This will write a reminder for the first so many municipalities of the order; an adviser sends it.

    It keeps how the response stood and what the reminder is expected to bring. Raises UnableToRemind.
    """
    require(by, Right.INVITE)
    standing = standing_of(survey, timezone.localdate(at))
    chosen = asks_of(standing, only=mailable(survey, at=at))[: max(0, number)]
    if not chosen:
        raise UnableToRemind(
            _("At least one municipality that can be reminded was expected."),
            came=_(
                "Nobody answered yet, or everybody was written to just now, has answered or has no address."
            ),
            hint=_("Wait until a reminder may be sent, or call."),
        )
    codes = {standing.frame.code[ask.unit] for ask in chosen}
    others = set(municipalities(standing.on).values_list("pk", flat=True)) - codes
    mailing = invitations.write_mailing(
        survey,
        invitations.standard_letter("reminder"),
        kind="reminder",
        left_out=sorted(others),
        by=by,
        at=at,
    )
    expected = sum(ask.expected for ask in chosen)
    note_mailing(mailing, standing, at=at, asked=len(chosen), expected_gain=expected)
    records.record("steer reminder", mailing, by=by, at=at, detail={"municipalities": len(chosen)})
    return mailing
