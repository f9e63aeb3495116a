"""The front door of follow-up."""

from .actions import Reply, UnableToFollowUp, UnableToReact, react, send, statements_behind, write
from .models import Delivery, FollowUp
from .queries import follow_up_with, follow_ups, public_follow_ups, replies_to, unanswered_statements

__all__ = [
    "Delivery",
    "FollowUp",
    "Reply",
    "UnableToFollowUp",
    "UnableToReact",
    "follow_up_with",
    "follow_ups",
    "public_follow_ups",
    "react",
    "replies_to",
    "send",
    "statements_behind",
    "unanswered_statements",
    "write",
]
