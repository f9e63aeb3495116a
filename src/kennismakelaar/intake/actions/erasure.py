"""Erasing words: on request, or because their time is over. A tombstone stays."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake.models import Import, Statement
from kennismakelaar.intake.queries import unfinished_deliveries
from kennismakelaar.records.api import bury, record
from kennismakelaar.shared.errors import Refusal

from .files import forget_file

KEPT_UNFINISHED = 30  # days


class UnableToErase(Refusal):
    """An erasure without a reason cannot be accounted for."""


@transaction.atomic
def erase_statement(statement: Statement, *, reason: str, by: User, at: datetime) -> None:
    """This will erase the words of a statement; a tombstone with date and reason stays.

    Segments and suggestions hold only places in the text, so their quotes are gone with it.
    """
    require(by, Right.ERASE)
    if not reason.strip():
        raise UnableToErase(
            _("A reason for erasing."), came=_("No reason was given."), hint=_("Write it in one sentence.")
        )
    _erase(statement, reason=reason, by=by, at=at)


def erase_expired(on: date, *, at: datetime) -> int:
    """This will erase the words of every source whose retention date has passed."""
    expired = Statement.objects.filter(source__retain_until__lt=on).exclude(status=Statement.Status.ERASED)
    count = 0
    for statement in expired.select_related("source__delivery").iterator():
        with transaction.atomic():
            _erase(statement, reason=_("retention date passed"), by=None, at=at)
        count += 1
    return count


def forget_unfinished(*, at: datetime) -> int:
    """This will empty files that were delivered a month ago and never confirmed: nothing says how long to keep them."""
    before = at - timedelta(days=KEPT_UNFINISHED)
    count = 0
    for delivery in unfinished_deliveries(before):
        with transaction.atomic():
            Import.objects.filter(pk=delivery.pk).update(
                content=b"", recognized={}, options={}, status=Import.Status.UNDONE
            )
            record("forget unfinished import", delivery, by=None, at=at)
        count += 1
    return count


def _erase(statement: Statement, *, reason: str, by: User | None, at: datetime) -> None:
    statement = Statement.objects.select_for_update().get(pk=statement.pk)
    if statement.status == Statement.Status.ERASED:
        return
    statement.text, statement.status, statement.edits, statement.labels = "", Statement.Status.ERASED, [], {}
    statement.save(update_fields=["text", "status", "edits", "labels"])
    statement.findings.all().delete()
    forget_file(statement.source.delivery)
    bury(statement, reason=reason[:300], by=by, at=at)
