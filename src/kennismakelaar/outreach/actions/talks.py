"""Plan talks and hand their words to intake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake import api as intake
from kennismakelaar.invitations import api as invitations
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.outreach.models import Conversation
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.api import Survey
from kennismakelaar.topics.api import Topic

TALK_MINUTES = 45


class UnableToHold(Refusal):
    """A talk without words, or one that was held already."""


@dataclass(frozen=True)
class Talk:
    """What came of a conversation: words under headings, topics and the next step."""

    held_on: date
    role: str
    words: Sequence[str]
    topics: Sequence[Topic] = ()
    next_step: str = ""
    next_step_on: date | None = None
    is_fictitious: bool = False


@transaction.atomic
def plan_conversation(
    municipality: Municipality,
    *,
    on: date,
    by: User,
    at: datetime,
    survey: Survey | None = None,
    starts_at: time | None = None,
    expected_gain: float | None = None,
    reason_absent: str = "",
) -> Conversation:
    """This will put a talk with a municipality on the list."""
    require(by, Right.CONVERSE)
    intake.require_impersonal(reason_absent)
    conversation = Conversation.objects.create(
        municipality=municipality,
        survey=survey,
        planned_for=on,
        starts_at=starts_at,
        by=by,
        expected_gain=expected_gain,
        reason_absent=reason_absent,
    )
    records.record("plan conversation", conversation, by=by, at=at)
    return conversation


@transaction.atomic
def hold_conversation(conversation: Conversation, talk: Talk, *, by: User, at: datetime) -> Conversation:
    """This will log a talk: its words go through intake's door and are screened there like all words."""
    require(by, Right.CONVERSE)
    words = [text.strip() for text in talk.words if text.strip()]
    if conversation.status == Conversation.Status.HELD:
        raise UnableToHold(_("A talk that was not logged yet was expected."), came=str(conversation))
    if not words:
        raise UnableToHold(
            _("The words of the talk were expected."),
            came=_("Nothing was filled in."),
            hint=_("Write down what the municipality said, without names of people."),
        )
    intake.require_impersonal(talk.next_step)
    municipality = conversation.municipality
    conversation.source = intake.open_source(
        title=_("Conversation with %s") % municipality.name,
        channel=intake.Channel.CONVERSATION,
        held_on=talk.held_on,
        processing="conversation",
        by=by,
        at=at,
        is_fictitious=talk.is_fictitious,
    )
    said = [
        intake.Words(text, _("note %d") % number, municipality, talk.role)
        for number, text in enumerate(words, 1)
    ]
    intake.collect(conversation.source, said, by=by, at=at)
    conversation.status = Conversation.Status.HELD
    conversation.planned_for = talk.held_on
    conversation.role, conversation.next_step = talk.role, talk.next_step
    conversation.next_step_on = talk.next_step_on
    conversation.save()
    conversation.topics.set(talk.topics)
    invitations.note_contact(municipality, _asked(talk), by=by, at=at)
    records.record("hold conversation", conversation, by=by, at=at, detail={"notes": len(words)})
    return conversation


def _asked(talk: Talk) -> invitations.Asked:
    """A talk asks something of a municipality too: it stands in the ledger of all departments."""
    return invitations.Asked(
        on=talk.held_on,
        channel=invitations.Channel.CALL,
        about=_("Conversation on needs"),
        minutes=TALK_MINUTES,
        is_fictitious=talk.is_fictitious,
    )


@transaction.atomic
def decline_conversation(conversation: Conversation, *, reason: str, by: User, at: datetime) -> Conversation:
    """This will note that a municipality does not want to talk, and why."""
    require(by, Right.CONVERSE)
    intake.require_impersonal(reason)
    if conversation.status == Conversation.Status.HELD:
        raise UnableToHold(_("A talk that was not logged yet was expected."), came=str(conversation))
    conversation.status = Conversation.Status.DECLINED
    conversation.reason_absent = reason
    conversation.save()
    records.record("decline conversation", conversation, by=by, at=at)
    return conversation
