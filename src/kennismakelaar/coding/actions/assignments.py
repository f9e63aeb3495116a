"""Who codes what: a first coder, and for a sample a second one who judges blind."""

import random
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, may, require
from kennismakelaar.coding.models import Assignment
from kennismakelaar.coding.queries import assignment_of
from kennismakelaar.intake.api import Statement, readable_statements
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal

FIRST, SECOND = 1, 2


class UnableToAssign(Refusal):
    """A statement goes to one first and one second coder, who are two people who may code."""


class NotAssigned(Refusal):
    """Somebody finished what was not theirs to code."""


@transaction.atomic
def assign(
    statements: Iterable[Statement], coder: User, *, by: User, at: datetime, order: int = FIRST
) -> list[Assignment]:
    """This will ask somebody to code statements, as first or as second coder."""
    require(by, Right.CODE)
    if not may(coder, Right.CODE):
        raise UnableToAssign(
            _("Somebody who may code."), came=str(coder), hint=_("Choose an adviser of the unit.")
        )
    wanted = list(statements)
    readable = set(
        readable_statements(coder).filter(pk__in=[s.pk for s in wanted]).values_list("pk", flat=True)
    )
    taken = Assignment.objects.filter(statement__in=wanted)
    busy = {a.statement_id for a in taken if a.order == order or a.coder_id == coder.pk}
    free = [s for s in wanted if s.pk in readable and s.pk not in busy]
    if wanted and not free:
        raise UnableToAssign(
            _("At least one open statement that this colleague does not code yet."),
            came=_("%(count)s statements, all taken, held back or erased.") % {"count": len(wanted)},
            hint=_("Choose other statements, or another colleague."),
        )
    made = Assignment.objects.bulk_create(Assignment(statement=s, coder=coder, order=order) for s in free)
    if made:
        record(
            "assign",
            made[0],
            by=by,
            at=at,
            detail={"coder": coder.pk, "order": order, "statements": len(made)},
        )
    return made


@transaction.atomic
def assign_sample(share: float, coder: User, *, by: User, at: datetime, seed: int = 1) -> list[Assignment]:
    """This will ask a second coder for a random share of what first coders have; the seed makes it repeatable."""
    firsts = Assignment.objects.filter(order=FIRST).exclude(coder=coder)
    firsts = firsts.exclude(statement__assignments__order=SECOND).select_related("statement").order_by("pk")
    candidates = [assignment.statement for assignment in firsts]
    size = min(len(candidates), max(1, round(share * len(candidates)))) if candidates else 0
    chosen = random.Random(seed).sample(candidates, size)
    return assign(chosen, coder, by=by, at=at, order=SECOND)


@transaction.atomic
def finish(statement: Statement, *, by: User, at: datetime) -> Assignment:
    """This will say that somebody has coded a statement as far as they are concerned, also without any code."""
    assignment = _own(statement, by)
    assignment.done_at = at
    assignment.save(update_fields=["done_at"])
    record("finish coding", statement, by=by, at=at, detail={"order": assignment.order})
    return assignment


@transaction.atomic
def reopen(statement: Statement, *, by: User, at: datetime) -> Assignment:
    """This will take back that somebody finished, as long as nobody has seen the other's judgements."""
    assignment = _own(statement, by)
    if len(statement.assignments.all()) > 1 and all(a.done_at for a in statement.assignments.all()):
        raise NotAssigned(
            _("A statement that is not finished by both coders."),
            came=_("Both have finished and may see each other's judgements."),
            hint=_("Decide together on the page “agreement”."),
        )
    assignment.done_at = None
    assignment.save(update_fields=["done_at"])
    record("reopen coding", statement, by=by, at=at)
    return assignment


def _own(statement: Statement, by: User) -> Assignment:
    require(by, Right.CODE)
    assignment = assignment_of(statement, by)
    if assignment is None:
        raise NotAssigned(
            _("A statement that was given to you to code."),
            came=str(statement),
            hint=_("Ask for it on the page “coding”."),
        )
    return assignment
