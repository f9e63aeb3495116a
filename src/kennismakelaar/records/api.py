"""The front door of records: acts, erasure, the register of processing, publications."""

from .actions import (
    Actor,
    Basis,
    Count,
    Figure,
    UnableToPublish,
    add_processing,
    bury,
    in_fives,
    publish,
    record,
    rounded,
)
from .calendar import publication_day
from .chain import Head, Verdict, head, head_from, note_head, noted_in, verify_chain
from .models import Act, Processing, Publication, Tombstone
from .queries import current, figures_outlive_answers

__all__ = [
    "Act",
    "Actor",
    "Basis",
    "Count",
    "Figure",
    "Head",
    "Processing",
    "Publication",
    "Tombstone",
    "UnableToPublish",
    "Verdict",
    "add_processing",
    "bury",
    "current",
    "figures_outlive_answers",
    "head",
    "head_from",
    "in_fives",
    "note_head",
    "noted_in",
    "publication_day",
    "publish",
    "record",
    "rounded",
    "verify_chain",
]
