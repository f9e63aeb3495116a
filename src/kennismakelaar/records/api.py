"""The front door of records: acts, erasure, the register of processing, publications."""

from .actions import Actor, add_processing, bury, record
from .chain import verify_chain
from .models import Act, Processing, Publication, Tombstone
from .publication import Basis, Figure, UnableToPublish, current, publish, rounded

__all__ = [
    "Act",
    "Actor",
    "Basis",
    "Figure",
    "Processing",
    "Publication",
    "Tombstone",
    "UnableToPublish",
    "add_processing",
    "bury",
    "current",
    "publish",
    "record",
    "rounded",
    "verify_chain",
]
