"""The front door of outreach: who has not been heard."""

from .actions import (
    KIND_REACH,
    Meeting,
    Talk,
    UnableToHold,
    UnableToMeet,
    UnableToRemind,
    decline_conversation,
    hold_conversation,
    note_learned,
    note_open_surveys,
    note_reach,
    plan_conversation,
    plan_meeting,
    publish_reach,
    remind_next,
)
from .models import Conversation, NetworkMeeting, ReachMoment
from .queries import Absent, Heard, absent_on, conversations, heard_on, indicator
from .queries import moments_of as reach_moments

__all__ = [
    "KIND_REACH",
    "Absent",
    "Conversation",
    "Heard",
    "Meeting",
    "NetworkMeeting",
    "ReachMoment",
    "Talk",
    "UnableToHold",
    "UnableToMeet",
    "UnableToRemind",
    "absent_on",
    "conversations",
    "decline_conversation",
    "heard_on",
    "hold_conversation",
    "indicator",
    "note_learned",
    "note_open_surveys",
    "note_reach",
    "plan_conversation",
    "plan_meeting",
    "publish_reach",
    "reach_moments",
    "remind_next",
]
