"""Keep how the response stood, so that what a mailing brought can be seen afterwards."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kennismakelaar.invitations import api as invitations
from kennismakelaar.outreach.fieldwork import Standing, has_left, standing_of
from kennismakelaar.outreach.models import ReachMoment
from kennismakelaar.surveys import api as surveys
from kennismakelaar.surveys.api import Survey


@transaction.atomic
def note_reach(survey: Survey, *, at: datetime) -> None:
    """This will keep how the response stands today, and anew for every mailing until it leaves."""
    standing = standing_of(survey, timezone.localdate(at))
    of_today = ReachMoment.objects.filter(survey=survey, mailing=None, at__date=standing.on)
    if not of_today.exists():
        ReachMoment.objects.create(survey=survey, at=at, **figures_of(standing))
    noted = set(ReachMoment.objects.filter(survey=survey).values_list("mailing_id", flat=True))
    for mailing in invitations.mailings_of(survey).exclude(kind=invitations.Mailing.Kind.FORWARD):
        if mailing.pk not in noted or not has_left(mailing):
            note_mailing(mailing, standing, at=at)


def note_mailing(
    mailing: invitations.Mailing, standing: Standing, *, at: datetime, **expected: float
) -> None:
    ReachMoment.objects.update_or_create(
        mailing=mailing, defaults={"survey": standing.survey, "at": at, **figures_of(standing), **expected}
    )


def figures_of(standing: Standing) -> dict[str, float | None]:
    found = standing.indicator
    return {
        "heard": standing.heard,
        "units": len(standing.frame),
        "r": found.value if found else None,
        "cv": found.cv if found else None,
        "imbalance": standing.imbalance,
    }


def note_open_surveys(*, at: datetime) -> None:
    """This will keep how the response to every open survey stands."""
    today = timezone.localdate(at)
    for survey in surveys.surveys():
        if surveys.is_open(survey, today):
            note_reach(survey, at=at)
