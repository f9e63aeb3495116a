"""The front door of records: acts, erasure, the register of processing, publications."""

from .actions import bury, record
from .models import Act, Processing, Publication, Tombstone

__all__ = ["Act", "Processing", "Publication", "Tombstone", "bury", "record"]
