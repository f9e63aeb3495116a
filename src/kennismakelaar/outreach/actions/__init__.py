"""The writing hand of outreach: plan talks and meetings, hand their words to intake, publish the reach."""

from .moments import note_open_surveys, note_reach
from .networks import Meeting, UnableToMeet, note_learned, plan_meeting
from .reach import KIND_REACH, publish_reach
from .reminders import UnableToRemind, remind_next
from .talks import Talk, UnableToHold, decline_conversation, hold_conversation, plan_conversation

__all__ = [
    "KIND_REACH",
    "Meeting",
    "Talk",
    "UnableToHold",
    "UnableToMeet",
    "UnableToRemind",
    "decline_conversation",
    "hold_conversation",
    "note_learned",
    "note_open_surveys",
    "note_reach",
    "plan_conversation",
    "plan_meeting",
    "publish_reach",
    "remind_next",
]
