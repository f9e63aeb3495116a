"""The writing hand of records: acts in a chain, erasure with a tombstone, and the publication gate."""

from .acts import GENESIS, Actor, add_processing, bury, digest_of, record
from .publication import Basis, Count, Figure, UnableToPublish, in_fives, publish, rounded, rounded_counts

__all__ = [
    "GENESIS",
    "Actor",
    "Basis",
    "Count",
    "Figure",
    "UnableToPublish",
    "add_processing",
    "bury",
    "digest_of",
    "in_fives",
    "publish",
    "record",
    "rounded",
    "rounded_counts",
]
