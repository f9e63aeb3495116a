"""The writing hand of needs."""

from .assessing import Assessed, UnableToAssess, assess
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
    "Assessed",
    "Draft",
    "Piece",
    "UnableToAssess",
    "UnableToWriteNeed",
    "add_evidence",
    "assess",
    "merge",
    "remove_evidence",
    "set_priority",
    "set_status",
    "split",
    "write_need",
]
