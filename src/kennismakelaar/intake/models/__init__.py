"""What was said, word for word, where it stands, and until when it is kept."""

from .deliveries import ColumnMapping, Import, UnreadPart
from .occasions import Attendance, Channel, Event, Session, SessionRating, Speaker
from .statements import FINDING_KINDS, Continuation, Finding, Source, Statement

__all__ = [
    "FINDING_KINDS",
    "Attendance",
    "Channel",
    "ColumnMapping",
    "Continuation",
    "Event",
    "Finding",
    "Import",
    "Session",
    "SessionRating",
    "Source",
    "Speaker",
    "Statement",
    "UnreadPart",
]
