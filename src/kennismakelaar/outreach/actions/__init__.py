"""The writing hand of outreach: plan talks and meetings, hand their words to intake, publish the reach."""

from .networks import Meeting, UnableToMeet, note_learned, plan_meeting
from .reach import KIND_REACH, publish_reach
from .talks import Talk, UnableToHold, decline_conversation, hold_conversation, plan_conversation

__all__ = [
    "KIND_REACH",
    "Meeting",
    "Talk",
    "UnableToHold",
    "UnableToMeet",
    "decline_conversation",
    "hold_conversation",
    "note_learned",
    "plan_conversation",
    "plan_meeting",
    "publish_reach",
]
