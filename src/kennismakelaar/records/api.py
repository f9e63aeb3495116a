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
from .chain import verify_chain
from .models import Act, Processing, Publication, Tombstone
from .queries import current

__all__ = [
    "Act",
    "Actor",
    "Basis",
    "Count",
    "Figure",
    "Processing",
    "Publication",
    "Tombstone",
    "UnableToPublish",
    "add_processing",
    "bury",
    "current",
    "in_fives",
    "publish",
    "record",
    "rounded",
    "verify_chain",
]
