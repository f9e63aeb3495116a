"""The front door of outreach: who has not been heard."""

from .actions import (
    KIND_REACH,
    Meeting,
    Talk,
    UnableToHold,
    UnableToMeet,
    decline_conversation,
    hold_conversation,
    note_learned,
    plan_conversation,
    plan_meeting,
    publish_reach,
)
from .models import Conversation, NetworkMeeting
from .queries import Absent, Heard, absent_on, conversations, heard_on, indicator

__all__ = [
    "KIND_REACH",
    "Absent",
    "Conversation",
    "Heard",
    "Meeting",
    "NetworkMeeting",
    "Talk",
    "UnableToHold",
    "UnableToMeet",
    "absent_on",
    "conversations",
    "decline_conversation",
    "heard_on",
    "hold_conversation",
    "indicator",
    "note_learned",
    "plan_conversation",
    "plan_meeting",
    "publish_reach",
]
