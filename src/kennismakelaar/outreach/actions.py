"""The writing hand of outreach: plan talks, hand their words to intake, publish the reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import Municipality, frame_on
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.api import Survey
from kennismakelaar.topics.api import Topic
from needs_assessment.provenance import METHOD_VERSION, digest

from .models import Conversation
from .queries import Heard

KIND_REACH = "reach"


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
    records.record("hold conversation", conversation, by=by, at=at, detail={"notes": len(words)})
    return conversation


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


@transaction.atomic
def publish_reach(
    heard: Heard, *, on: date, by: User, at: datetime, is_fictitious: bool = False
) -> records.Publication:
    """This will bring the share of municipalities heard, per group, through the publication gate.

    Per group and never per municipality: that somebody stayed silent is nobody else's business.
    """
    require(by, Right.PUBLISH)
    frame = frame_on(on)
    mask = frame.heard(heard.anywhere)
    doors = {"survey": heard.survey, "event": heard.event, "conversation": heard.conversation}
    figures = [_share("", mask, frame.code != "")]
    figures += [_share(f"door:{name}", frame.heard(codes), frame.code != "") for name, codes in doors.items()]
    for kind, values in (("size", frame.size), ("part", frame.part)):
        figures += [_share(f"{kind}:{value}", mask, values == value) for value in dict.fromkeys(values.tolist())]
    figures += [
        _share(f"province:{province}", mask, frame.province == province, within=f"part:{part}")
        for province, part, _count in frame.provinces()
    ]
    basis = records.Basis(
        responses=int(mask.sum()),
        method_version=METHOD_VERSION,
        parameters={"on": on.isoformat()},
        input_digest=digest([{name: sorted(codes) for name, codes in doors.items()}, on.isoformat()]),
        is_fictitious=is_fictitious,
        answers=digest({name: sorted(codes) for name, codes in doors.items()}),
    )
    return records.publish(KIND_REACH, figures, basis=basis, by=by, at=at)


def _share(column: str, heard: np.ndarray, inside: np.ndarray, *, within: str = "") -> records.Figure:
    """All municipalities of a group were asked, so all of them stand behind the share that was heard."""
    municipalities = int(inside.sum())
    return records.Figure(
        row="heard",
        column=column,
        share=float(heard[inside].mean()),
        lower=None,
        upper=None,
        municipalities=municipalities,
        respondents=municipalities,
        within=within,
    )
