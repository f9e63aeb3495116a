"""Versions of the codebook: what people agreed on is kept as it was."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding.models import Code, Codebook, CodebookVersion
from kennismakelaar.coding.queries import codes_in_use
from kennismakelaar.intake.api import require_impersonal
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal


class UnableToFix(Refusal):
    """A version of the codebook is fixed once, and holds codes."""


@transaction.atomic
def fix_version(codebook: Codebook, *, note: str = "", by: User, at: datetime) -> CodebookVersion:
    """This will keep the codebook as it is now, under its number; the next change begins the next version."""
    require(by, Right.EDIT_CODEBOOK)
    require_impersonal(note)
    codebook = Codebook.objects.select_for_update().get(pk=codebook.pk)
    codes = list(codes_in_use(codebook, on=at.date()))
    if not codes or codebook.versions.filter(number=codebook.version).exists():
        raise UnableToFix(
            _("A codebook that changed since it was last fixed."),
            came=_("Version %(number)s, unchanged.") % {"number": codebook.version},
            hint=_("Sharpen a rule or change a code first."),
        )
    version = CodebookVersion.objects.create(
        codebook=codebook, number=codebook.version, content=[_content(code) for code in codes], note=note[:300],
        published_by=by, at=at,
    )  # fmt: skip
    record("fix codebook", version, by=by, at=at, detail={"number": version.number, "codes": len(codes)})
    return version


def stand_still(*, for_change: bool = False) -> None:
    """This will keep the tree of codes as it is until the transaction ends.

    Coders do not wait for each other: only who changes the tree waits for judgements under way, and they for that.
    """
    lock = "pg_advisory_xact_lock" if for_change else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtext('coding.codebook'))")


def _content(code: Code) -> dict[str, Any]:
    return {
        "slug": code.slug, "label": code.label, "parent": code.parent.slug if code.parent else None,
        "topic": code.topic_id, "definition": code.definition, "use_when": code.use_when,
        "not_when": code.not_when, "example": code.example,
    }  # fmt: skip


def touch(codebook: Codebook) -> None:
    """This will begin the next version, when the one worked on was fixed."""
    codebook.refresh_from_db(fields=["version"])
    if codebook.versions.filter(number=codebook.version).exists():
        codebook.version += 1
        codebook.save(update_fields=["version"])
