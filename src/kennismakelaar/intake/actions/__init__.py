"""The writing hand of intake."""

from .answers import note_confirmed, note_recognized, note_refused, start_confirming
from .deliveries import (
    AlreadyImported,
    NotesChoices,
    NotReadyToConfirm,
    StillInUse,
    confirm_kept,
    confirm_notes,
    keep_choices,
    receive,
    recognize,
    undo,
)
from .erasure import UnableToErase, erase_expired, erase_statement, forget_unfinished
from .events import (
    UnableToRate,
    UnableToRecordAttendance,
    add_event,
    add_session,
    add_speaker,
    rate_session,
    record_attendance,
)
from .files import FileWasChanged, checked
from .mappings import remember_mapping
from .notes import UnableToNote, take_note
from .screening import (
    PointsAtSomebody,
    UnableToRedact,
    UnableToRelease,
    decide_finding,
    redact,
    release_statement,
    require_impersonal,
)
from .sources import UnableToOpenSource, Words, collect, load_processing, open_source, source_for_survey

__all__ = [
    "AlreadyImported",
    "FileWasChanged",
    "NotReadyToConfirm",
    "NotesChoices",
    "PointsAtSomebody",
    "StillInUse",
    "UnableToErase",
    "UnableToNote",
    "UnableToOpenSource",
    "UnableToRate",
    "UnableToRecordAttendance",
    "UnableToRedact",
    "UnableToRelease",
    "Words",
    "add_event",
    "add_session",
    "add_speaker",
    "checked",
    "collect",
    "confirm_kept",
    "confirm_notes",
    "decide_finding",
    "erase_expired",
    "erase_statement",
    "forget_unfinished",
    "keep_choices",
    "load_processing",
    "note_confirmed",
    "note_recognized",
    "note_refused",
    "open_source",
    "rate_session",
    "receive",
    "recognize",
    "record_attendance",
    "redact",
    "release_statement",
    "remember_mapping",
    "require_impersonal",
    "source_for_survey",
    "start_confirming",
    "take_note",
    "undo",
]
