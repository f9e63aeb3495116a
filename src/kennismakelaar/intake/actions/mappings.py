"""Remembering which column means what, for the next file with the same header."""

from collections.abc import Mapping
from datetime import datetime

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake.models import ColumnMapping


def remember_mapping(signature: str, columns: Mapping[str, str], *, by: User, at: datetime) -> ColumnMapping:
    """This will remember the meanings chosen for the columns of a file with this header."""
    require(by, Right.IMPORT)
    mapping, _new = ColumnMapping.objects.update_or_create(
        signature=signature, defaults={"columns": dict(columns), "updated_at": at}
    )
    return mapping
