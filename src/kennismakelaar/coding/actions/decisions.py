"""Deciding together where coders differ."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding.models import Adjudication, Coding
from kennismakelaar.coding.queries import double_coded
from kennismakelaar.intake.api import Statement, require_impersonal
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal


class UnableToAdjudicate(Refusal):
    """A joint decision takes two finished readings, judgements of this statement, and a reason."""


@transaction.atomic
def adjudicate(
    statement: Statement, kept: Sequence[Coding], *, reason: str, by: User, at: datetime
) -> Adjudication:
    """This will decide which judgements of two coders count; `kept` may be empty. A later decision replaces it."""
    require(by, Right.ADJUDICATE)
    require_impersonal(reason)
    _check(statement, kept, reason)
    Coding.objects.filter(segment__statement=statement, is_adjudicated=True, withdrawn_at=None).update(
        withdrawn_at=at
    )
    decision, _new = Adjudication.objects.update_or_create(
        statement=statement, defaults={"decided_by": by, "at": at, "reason": reason[:300]}
    )
    chosen = {(coding.segment_id, coding.code_id): coding for coding in kept}
    Coding.objects.bulk_create(
        Coding(
            segment_id=segment, code_id=code, coder=by, stance=coding.stance, memo=coding.memo, at=at,
            is_adjudicated=True, codebook_version=coding.codebook_version,
        )
        for (segment, code), coding in chosen.items()
    )  # fmt: skip
    record("adjudicate", statement, by=by, at=at, detail={"kept": len(chosen), "reason": reason})
    return decision


def _check(statement: Statement, kept: Sequence[Coding], reason: str) -> None:
    if not double_coded().filter(pk=statement.pk).exists():
        raise UnableToAdjudicate(
            _("A statement that two coders have finished."),
            came=str(statement),
            hint=_("Wait until both have finished."),
        )
    strange = [
        coding for coding in kept if coding.segment.statement_id != statement.pk or coding.withdrawn_at
    ]
    if strange:
        raise UnableToAdjudicate(
            _("Judgements of this statement that stand."),
            came=", ".join(map(str, strange)),
            hint=_("Choose among both readings again."),
        )
    if not reason.strip():
        raise UnableToAdjudicate(
            _("A reason for the decision."),
            came=_("No reason was given."),
            hint=_("Write in one sentence why: it sharpens the codebook."),
        )
