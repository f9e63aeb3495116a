"""Meetings of knowledge networks: when, about what, and what was learned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import KnowledgeNetwork
from kennismakelaar.outreach.models import NetworkMeeting
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.topics.api import Topic


class UnableToMeet(Refusal):
    """A meeting without a title."""


@dataclass(frozen=True)
class Meeting:
    """When a network meets, about what, and with which agenda."""

    title: str
    held_on: date
    agenda: str = ""
    place: str = ""
    topics: Sequence[Topic] = ()
    is_fictitious: bool = False


@transaction.atomic
def plan_meeting(network: KnowledgeNetwork, meeting: Meeting, *, by: User, at: datetime) -> NetworkMeeting:
    """This will plan a meeting as an event with one session, so that its notes are taken in like all words."""
    require(by, Right.CONVERSE)
    if not meeting.title.strip():
        raise UnableToMeet(_("A title of the meeting was expected."), came=_("The field was empty."))
    intake.require_impersonal(f"{meeting.title}\n{meeting.agenda}")
    event = intake.add_event(
        title=f"{network.name}: {meeting.title}",
        held_on=meeting.held_on,
        place=meeting.place,
        about=meeting.agenda,
        is_fictitious=meeting.is_fictitious,
        by=by,
        at=at,
    )
    first = meeting.topics[0] if meeting.topics else None
    session = intake.add_session(event, number=1, title=meeting.title, topic=first, by=by, at=at)
    made = NetworkMeeting.objects.create(network=network, session=session, agenda=meeting.agenda)
    made.topics.set(meeting.topics)
    records.record("plan meeting", made, by=by, at=at)
    return made


@transaction.atomic
def note_learned(meeting: NetworkMeeting, learned: str, *, by: User, at: datetime) -> NetworkMeeting:
    """This will note what a network learned; names of people in it are refused."""
    require(by, Right.CONVERSE)
    intake.require_impersonal(learned)
    meeting.learned = learned
    meeting.save(update_fields=["learned"])
    records.record("note learned", meeting, by=by, at=at)
    return meeting
