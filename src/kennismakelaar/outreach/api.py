"""The front door of outreach: who has not been heard."""

from .actions import (
    KIND_REACH,
    Talk,
    UnableToHold,
    decline_conversation,
    hold_conversation,
    plan_conversation,
    publish_reach,
)
from .models import Conversation
from .queries import Absent, Heard, absent_on, conversations, heard_on, indicator

__all__ = [
    "KIND_REACH",
    "Absent",
    "Conversation",
    "Heard",
    "Talk",
    "UnableToHold",
    "absent_on",
    "conversations",
    "decline_conversation",
    "heard_on",
    "hold_conversation",
    "indicator",
    "plan_conversation",
    "publish_reach",
]
