"""Answers and contacts part when a survey has ended."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction

from kennismakelaar.invitations.models import Invitation, Mail, Mailing
from kennismakelaar.invitations.queries import to_part
from kennismakelaar.records import api as records
from kennismakelaar.surveys.api import Survey


def part_ended(*, on: date, at: datetime) -> int:
    """This will take apart answers and contacts of every survey that has ended; returns how many surveys."""
    ended = to_part(on)
    for survey in ended:
        _part(survey, at=at)
    return len(ended)


@transaction.atomic
def _part(survey: Survey, *, at: datetime) -> None:
    """Takes contact and form out of all invitations in one stroke; of the mails only their number stays.

    Who got a reminder had not answered: the list of mails would tell who did. The links stay, so that who opens one
    later reads that the survey is over.
    """
    for mailing in Mailing.objects.select_for_update().filter(survey=survey):
        rows = mailing.mails.values_list("status", "bounced_on")
        counts = Counter(status for status, _bounced in rows)
        counts["bounced"] = sum(bounced is not None for _status, bounced in rows)
        mailing.counts = dict(sorted(counts.items()))
        if mailing.status != Mailing.Status.SENT:
            mailing.status = Mailing.Status.STOPPED
        mailing.save(update_fields=["counts", "status"])
    Mail.objects.filter(mailing__survey=survey).delete()
    invited = Invitation.objects.filter(survey=survey).update(contact=None, draft=None, forwarded_by=None)
    records.record("part answers and contacts", survey, by=None, at=at, detail={"invitations": invited})
