"""Deciding on what screening found: redact, replace, or release by a second person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dutch_text.screening import screen
from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake.models import Finding, Statement
from kennismakelaar.intake.offsets import carried, replaced
from kennismakelaar.intake.queries import known_names, may_release, pending_findings
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal

from .leftovers import open_when_done, sweep

BY_HAND = "by_hand"
REDACTED_BY_HAND = "[weggelaten]"  # data: stands in a Dutch text


class PointsAtSomebody(Refusal):
    """Words of our own, such as a reason or a memo, that seem to point at a person."""


class UnableToRedact(Refusal):
    """Words cannot be replaced here."""


class UnableToRelease(Refusal):
    """Held-back words stay held back."""


@transaction.atomic
def decide_finding(
    finding: Finding, decision: str, *, by: User, at: datetime, reason: str = "", replacement: str = ""
) -> Statement:
    """This will redact the words of a finding, replace them by other words, or release them.

    Releasing takes a second person, never who brought the words in, and a reason. The statement opens when
    nothing is left to decide.
    """
    require(by, Right.RELEASE)
    statement = Statement.objects.select_for_update().get(pk=finding.statement_id)
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if finding.decision != Finding.Decision.PENDING:
        raise UnableToRelease(
            _("A finding that is still to be decided."),
            came=str(finding.get_decision_display()),
            hint=_("Somebody else decided already. Look at the text again."),
        )
    require_impersonal(reason)
    if decision == Finding.Decision.RELEASED:
        _check_release(statement, by, reason)
    else:
        statement = _replace(statement, finding, replacement or finding.replacement, by=by, at=at)
    _note(finding, decision, reason, by=by, at=at)
    open_when_done(statement)
    record(
        "decide finding", statement, by=by, at=at,
        detail={"finding": finding.pk, "kind": finding.kind, "decision": decision, "reason": reason},
    )  # fmt: skip
    return statement


@transaction.atomic
def redact(
    statement: Statement, start: int, end: int, *, reason: str, by: User, at: datetime, replacement: str = ""
) -> Statement:
    """This will replace words that screening did not see."""
    require(by, Right.RELEASE)
    statement = Statement.objects.select_for_update().get(pk=statement.pk)
    if not 0 <= start < end <= len(statement.text):
        raise UnableToRedact(
            _("A stretch of the text."),
            came=f"{start}-{end}",
            hint=_("Mark the words again: the text changed."),
        )
    finding = Finding.objects.create(
        statement=statement, kind=BY_HAND, start=start, end=end, certainty=1, replacement=REDACTED_BY_HAND
    )
    return decide_finding(
        finding, Finding.Decision.REDACTED, by=by, at=at, reason=reason, replacement=replacement
    )


@transaction.atomic
def release_statement(statement: Statement, *, reason: str, by: User, at: datetime) -> Statement:
    """This will release all that is still held back in a statement at once, for one reason."""
    require(by, Right.RELEASE)
    for finding in pending_findings(statement):
        statement = decide_finding(finding, Finding.Decision.RELEASED, by=by, at=at, reason=reason)
    return statement


def require_impersonal(text: str) -> None:
    """This will raise PointsAtSomebody when words of our own seem to point at a person.

    For short texts that nobody screens later: reasons, memos, titles.
    """
    found = screen(text, known=known_names()) if text.strip() else ()
    if found:
        raise PointsAtSomebody(
            _("Words that point at nobody."),
            came=", ".join(f"“{finding.text}”" for finding in found),
            hint=_("Write a role instead of a name, for example “a council member”."),
        )


def _check_release(statement: Statement, by: User, reason: str) -> None:
    if not may_release(by, statement):
        raise UnableToRelease(
            _("A second person who releases."),
            came=_("You brought these words in yourself."),
            hint=_("Redact them, or ask a colleague to look."),
        )
    if not reason.strip():
        raise UnableToRelease(
            _("A reason why this is not personal data."),
            came=_("No reason was given."),
            hint=_("Write in one sentence why these words may be read by others."),
        )


def _replace(
    statement: Statement, finding: Finding, replacement: str, *, by: User, at: datetime
) -> Statement:
    require_impersonal(replacement)
    words = statement.text[finding.start : finding.end]
    statement.text, edit = replaced(statement.text, finding.start, finding.end, replacement)
    statement.edits = [*statement.edits, list(edit)]
    statement.save(update_fields=["text", "edits"])
    for other in statement.findings.all():
        other.start, other.end = carried((other.start, other.end), [edit])
        other.save(update_fields=["start", "end"])
    sweep(statement, words, replacement, by=by, at=at)
    finding.refresh_from_db()
    statement.refresh_from_db()
    return statement


def _note(finding: Finding, decision: str, reason: str, *, by: User, at: datetime) -> None:
    finding.decision, finding.reason, finding.decided_by, finding.decided_at = decision, reason[:300], by, at
    finding.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
