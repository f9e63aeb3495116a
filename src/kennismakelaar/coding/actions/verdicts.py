"""What a person makes of a proposal of the machine: right, other words, another code, or wrong."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding.models import Code, Coding, Suggestion
from kennismakelaar.coding.sentences import tidied
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal

from .marking import mark, mark_with


class UnableToJudge(Refusal):
    """The proposal was judged already, or the correction corrects nothing."""


@transaction.atomic
def accept_suggestion(suggestion: Suggestion, *, by: User, at: datetime) -> Coding:
    """This will make a proposal of the machine one's own judgement."""
    require(by, Right.CODE)
    suggestion = _open(suggestion)
    start, end = suggestion.place
    coding = mark(suggestion.statement, start, end, suggestion.code, by=by, at=at)
    _judge(suggestion, Suggestion.Verdict.ACCEPTED, coding, by=by, at=at)
    return coding


@transaction.atomic
def correct_suggestion(
    suggestion: Suggestion,
    *,
    place: tuple[int, int] | None = None,
    codes: Sequence[Code] = (),
    by: User,
    at: datetime,
) -> Coding:
    """This will give other codes, or the code to other words, in the place of what the machine proposed.

    Which of the two it was is kept: a wrong code counts against the machine, other words do not.
    """
    require(by, Right.CODE)
    suggestion = _open(suggestion)
    start, end = place or suggestion.place
    given = list(codes) or [suggestion.code]
    verdict = _verdict(suggestion, (start, end), given)
    made = mark_with(suggestion.statement, start, end, given, by=by, at=at)
    _judge(suggestion, verdict, made[0], by=by, at=at)
    return made[0]


def _verdict(suggestion: Suggestion, place: tuple[int, int], codes: Sequence[Code]) -> str:
    if suggestion.code not in codes:
        return Suggestion.Verdict.OTHER_CODE
    text = suggestion.statement.text
    if tidied(text, *place) != tidied(text, *suggestion.place):
        return Suggestion.Verdict.OTHER_WORDS
    if len(codes) > 1:
        return Suggestion.Verdict.ACCEPTED
    raise UnableToJudge(
        _("Another code, or other words."),
        came=_("The same as the machine proposed."),
        hint=_("Choose what it should be and press “Correct”, or accept the proposal."),
    )


@transaction.atomic
def reject_suggestion(suggestion: Suggestion, *, by: User, at: datetime) -> Suggestion:
    """This will reject a proposal of the machine; it is kept to measure how often the machine is right."""
    require(by, Right.CODE)
    return _judge(_open(suggestion), Suggestion.Verdict.REJECTED, None, by=by, at=at)


def _open(suggestion: Suggestion) -> Suggestion:
    found = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("statement", "code")
        .get(pk=suggestion.pk)
    )
    if found.verdict != Suggestion.Verdict.OPEN:
        raise UnableToJudge(
            _("A proposal that nobody judged yet."),
            came=str(found.get_verdict_display()),
            hint=_("A colleague was first. Look at the marks on the text."),
        )
    return found


def _judge(
    suggestion: Suggestion, verdict: str, coding: Coding | None, *, by: User, at: datetime
) -> Suggestion:
    suggestion.verdict, suggestion.coding = verdict, coding
    suggestion.save(update_fields=["verdict", "coding"])
    detail = {"verdict": str(verdict), "code": suggestion.code.slug}
    record("judge suggestion", suggestion, by=by, at=at, detail=detail)
    return suggestion
