"""The whole index as one file beside the database, so that a worker starts with it in a second instead of a minute.

The rows in the database are what counts. The file says of each item which row it was read from; what differs by now is
read again, and a file that is damaged or of another version is not used.
"""

import hashlib
import logging
import os
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db import connection

from dutch_text.index import OutdatedIndex, Store
from dutch_text.vocabulary import Vocabulary

from .models import IndexedItem

logger = logging.getLogger(__name__)
FEWEST = 1_000  # fewer are read from the rows as quickly
Marks = dict[int, str]


def marks_now() -> Marks:
    """This will give per row that can be found what it was made from."""
    rows = IndexedItem.objects.filter(is_removed=False).order_by("sequence", "pk")
    return {pk: _mark(pk, *rest) for pk, *rest in rows.values_list("pk", "sequence", "digest", "version")}


def _mark(*row: object) -> str:
    return hashlib.sha256(repr(row).encode()).hexdigest()[:16]


def place() -> Path:
    """This will give where the file lies; each database has its own."""
    return Path(settings.DATA_DIR) / f"search-index-{connection.settings_dict['NAME']}.npz"


def keep(store: Store, marks: Marks) -> None:
    """This will write the file; readers see the old one or the new one, never a half."""
    if len(store) < FEWEST or len(marks) != len(store):
        return
    numbers = np.array(list(marks), np.int64)
    made_from = np.array(list(marks.values()))
    try:
        place().parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place().parent, suffix=".npz")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, numbers=numbers, made_from=made_from, **store.arrays())
        os.replace(name, place())
    except OSError as problem:
        logger.warning("The search index could not be kept as a file: %s", problem)


def forget() -> None:
    """This will take the file away."""
    place().unlink(missing_ok=True)


def read(vocabulary: Vocabulary) -> tuple[Store, Marks] | None:
    """This will read the file; nothing when there is none that can be used."""
    try:
        with np.load(place(), allow_pickle=False) as kept:
            marks = dict(zip(kept["numbers"].tolist(), kept["made_from"].tolist(), strict=True))
            store = Store.from_arrays(kept, vocabulary)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, OutdatedIndex) as problem:
        logger.warning("The file of the search index is not used: %s", problem)
        return None
    return (store, marks) if len(store) == len(marks) else None
