"""The front door of intake: what was said."""

from .models import (
    Attendance,
    Channel,
    ColumnMapping,
    Event,
    Finding,
    Import,
    Session,
    Source,
    Statement,
    UnreadPart,
)
from .reading import read_table, read_words

__all__ = [
    "Attendance",
    "Channel",
    "ColumnMapping",
    "Event",
    "Finding",
    "Import",
    "Session",
    "Source",
    "Statement",
    "UnreadPart",
    "read_table",
    "read_words",
]
