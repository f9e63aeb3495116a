"""Answers and contacts part when a survey has ended."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.db.models import Min

from kennismakelaar.invitations.models import Invitation, Mail, Mailing, PersonalLink
from kennismakelaar.invitations.queries import to_part
from kennismakelaar.records import api as records
from kennismakelaar.surveys.api import Survey

from .burden import note_mailing


def part_ended(*, on: date, at: datetime) -> int:
    """This will take apart answers and contacts of every survey that has ended; returns how many surveys."""
    ended = to_part(on)
    for survey in ended:
        _part(survey, at=at)
    return len(ended)


@transaction.atomic
def _part(survey: Survey, *, at: datetime) -> None:
    """Takes contact and form out of all invitations in one stroke; of the mails only their number stays.

    Who got a reminder had not answered: the list of mails would tell who did, and so would the number of links per
    invitation, since invitations were made in the order of the contacts. So all links of a municipality go to one
    invitation, and who opens one later still reads that the survey is over.
    """
    for mailing in Mailing.objects.select_for_update().filter(survey=survey):
        rows = mailing.mails.values_list("status", "bounced_on")
        counts = Counter(status for status, _bounced in rows)
        counts["bounced"] = sum(bounced is not None for _status, bounced in rows)
        mailing.counts = dict(sorted(counts.items()))
        note_mailing(mailing, at=at)  # what left after the last note burdened somebody too
        if mailing.status == Mailing.Status.SENDING and not counts[Mail.Status.WAITING]:
            mailing.status = Mailing.Status.SENT
        elif mailing.status != Mailing.Status.SENT:
            mailing.status = Mailing.Status.STOPPED
        mailing.save(update_fields=["counts", "status"])
    Mail.objects.filter(mailing__survey=survey).delete()
    invited = _merge(survey)
    records.record("part answers and contacts", survey, by=None, at=at, detail={"invitations": invited})


def _merge(survey: Survey) -> int:
    """Leaves one invitation per municipality, which knows nobody; returns how many there were."""
    own = Invitation.objects.filter(survey=survey)
    first = dict(own.values_list("municipality_id").annotate(Min("pk")))
    for code, key in first.items():
        PersonalLink.objects.filter(invitation__survey=survey, invitation__municipality_id=code).update(
            invitation_id=key
        )
    count = own.count()
    own.update(contact=None, draft=None, forwarded_by=None, revoked_on=None)
    own.exclude(pk__in=first.values()).delete()
    return count
