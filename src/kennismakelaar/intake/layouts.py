"""Tables of notes by their layout: who delivers the same columns again gets the same meanings proposed."""

import hashlib
from collections.abc import Iterable

from .queries import known_mapping


def signature_of(columns: Iterable[str], sender: str = "") -> str:
    """The layout as one word: the names of the columns, whatever their order, and who sent them."""
    named = "\n".join(sorted({" ".join(column.lower().split()) for column in columns}))
    return hashlib.sha256(f"notes\n{' '.join(sender.lower().split())}\n{named}".encode()).hexdigest()


def proposed(columns: Iterable[str], sender: str = "") -> dict[str, str]:
    """What the columns meant before: for this sender, else for anybody with the same layout."""
    columns = list(columns)
    found = known_mapping(signature_of(columns, sender)) if sender else {}
    return found or known_mapping(signature_of(columns))
