"""The writing hand of needs."""

from .assessing import Assessed, UnableToAssess, assess
from .exporting import (
    KEPT,
    UnableToTake,
    ask_export,
    erase_exports,
    make_export,
    note_failed,
    take_export,
)
from .lineage import Piece, merge, split
from .writing import (
    Draft,
    UnableToWriteNeed,
    add_evidence,
    remove_evidence,
    set_priority,
    set_status,
    write_need,
)

__all__ = [
    "KEPT",
    "Assessed",
    "Draft",
    "Piece",
    "UnableToAssess",
    "UnableToTake",
    "UnableToWriteNeed",
    "add_evidence",
    "ask_export",
    "assess",
    "erase_exports",
    "make_export",
    "merge",
    "note_failed",
    "remove_evidence",
    "set_priority",
    "set_status",
    "split",
    "take_export",
    "write_need",
]
