"""Remembering which column means what, for the next file with the same header, and per sender for notes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake.layouts import signature_of
from kennismakelaar.intake.models import ColumnMapping


def remember_mapping(signature: str, columns: Mapping[str, str], *, by: User, at: datetime) -> ColumnMapping:
    """This will remember the meanings chosen for the columns of a file with this header."""
    require(by, Right.IMPORT)
    mapping, _new = ColumnMapping.objects.update_or_create(
        signature=signature, defaults={"columns": dict(columns), "updated_at": at}
    )
    return mapping


def learn_layout(
    columns: Sequence[str], chosen: Mapping[str, str], sender: str, *, by: User, at: datetime
) -> None:
    """This will remember what the columns of a table with notes meant, for this sender and for anybody."""
    if columns:
        meanings = {column: meaning for column, meaning in chosen.items() if column}
        for known_as in {sender, ""}:
            remember_mapping(signature_of(columns, known_as), meanings, by=by, at=at)
