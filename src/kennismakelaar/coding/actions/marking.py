"""Marking words and giving them a code."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding.models import Code, Coding, Segment
from kennismakelaar.coding.queries import assignment_of, own_codings
from kennismakelaar.coding.sentences import tidied
from kennismakelaar.intake.api import Statement, require_impersonal
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import NotAllowed, Refusal

from .versions import stand_still


class UnableToMark(Refusal):
    """No quote, no code: a mark stands on words that are there, in a text that may be read."""


class UnableToWithdraw(Refusal):
    """Only one's own standing judgement can be withdrawn."""


@transaction.atomic
def mark(
    statement: Statement, start: int, end: int, code: Code, *, by: User, at: datetime, stance: str = "",
    memo: str = "",
) -> Coding:  # fmt: skip
    """This will mark words of a statement and give them a code; the same mark again changes stance and memo."""
    require(by, Right.CODE)
    require_impersonal(memo)
    stand_still()
    statement = Statement.objects.select_for_update(no_key=True).get(pk=statement.pk)
    code = Code.objects.select_related("codebook").get(pk=code.pk)
    _check(statement, code, by, at)
    start, end = _place(statement, start, end)
    segment, _new = Segment.objects.get_or_create(
        statement=statement, start=start, end=end, edits_known=len(statement.edits)
    )
    coding, _new = Coding.objects.update_or_create(
        segment=segment, code=code, coder=by, is_adjudicated=False, withdrawn_at=None,
        defaults={"stance": stance, "memo": memo, "at": at, "codebook_version": code.codebook.version},
    )  # fmt: skip
    record("mark", coding, by=by, at=at, detail={"code": code.slug, "start": start, "end": end})
    return coding


@transaction.atomic
def mark_with(
    statement: Statement, start: int, end: int, codes: Iterable[Code], *, by: User, at: datetime, stance: str = "",
    memo: str = "",
) -> list[Coding]:  # fmt: skip
    """This will give several codes to the same words, all or none."""
    return [mark(statement, start, end, code, by=by, at=at, stance=stance, memo=memo) for code in codes]


def _check(statement: Statement, code: Code, by: User, at: datetime) -> None:
    if statement.status != Statement.Status.OPEN:
        raise UnableToMark(
            _("A statement that may be read."),
            came=str(statement.get_status_display()),
            hint=_("Words that are held back are decided on first."),
        )
    if code.retired_on is not None and code.retired_on <= at.date():
        raise UnableToMark(
            _("A code that is in use."), came=code.label, hint=_("Choose the code that came in its place.")
        )
    assignment = assignment_of(statement, by)
    if assignment is not None and assignment.done_at is not None:
        raise UnableToMark(
            _("A statement you have not finished."),
            came=_("You finished this one."),
            hint=_("Open it again first, or decide together on the page “agreement”."),
        )


def _place(statement: Statement, start: int, end: int) -> tuple[int, int]:
    if not 0 <= start < end <= len(statement.text):
        raise UnableToMark(
            _("Words of the text: between 0 and %(length)s.") % {"length": len(statement.text)},
            came=f"{start}–{end}",
            hint=_("Mark the words again: the text may have changed."),
        )
    start, end = tidied(statement.text, start, end)
    if start >= end:
        raise UnableToMark(
            _("At least one word."), came=_("Only white space."), hint=_("Mark the words you mean.")
        )
    return start, end


@transaction.atomic
def withdraw(coding: Coding, *, by: User, at: datetime) -> Coding:
    """This will withdraw one's own judgement; that it was there stays known."""
    require(by, Right.CODE)
    # Only this row: locking the text as well would make two coders wait for each other in a circle.
    found = Coding.objects.select_for_update(of=("self",))
    coding = found.select_related("segment__statement").get(pk=coding.pk)
    if coding.coder_id != by.pk:
        raise NotAllowed(
            _("Your own judgement."),
            came=_("This is a colleague's."),
            hint=_("Decide together where you differ."),
        )
    assignment = assignment_of(coding.segment.statement, by)
    if coding.withdrawn_at is not None or coding.is_adjudicated or (assignment and assignment.done_at):
        raise UnableToWithdraw(
            _("A judgement that stands, on a statement you have not finished."),
            came=str(coding.code),
            hint=_("Open the statement again first."),
        )
    coding.withdrawn_at = at
    coding.save(update_fields=["withdrawn_at"])
    record("withdraw", coding, by=by, at=at)
    return coding


@transaction.atomic
def withdraw_last(statement: Statement, *, by: User, at: datetime) -> Coding:
    """This will undo the last mark somebody made on a statement."""
    require(by, Right.CODE)
    last = own_codings(statement, by).order_by("-at", "-pk").first()
    if last is None:
        raise UnableToWithdraw(
            _("A mark to undo."), came=_("You have no marks on this text."), hint=_("Mark words first.")
        )
    return withdraw(last, by=by, at=at)
