"""A newer version of a document: judgements go along where their words stand; the rest waits for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding.carried import place_in, waiting_statements
from kennismakelaar.coding.models import Adjudication, Assignment, Coding, Segment
from kennismakelaar.intake.api import Statement, continued_as
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal


class UnableToLetGo(Refusal):
    """Only a judgement on words that are gone in a newer version can be let go."""


@dataclass(frozen=True, slots=True)
class Carried:
    """How many judgements went along, and how many wait for a person."""

    carried: int
    waiting: int


@transaction.atomic
def carry_over(*, by: User, at: datetime) -> Carried:
    """This will take along, for every statement that has a newer version, the judgements whose words stand there."""
    require(by, Right.CODE)
    found = [(statement, *_carry(statement, at)) for statement in waiting_statements()]
    for statement, went, stayed in found:  # the log last: it has one writer at a time
        if went:
            record("carry codings", statement, by=by, at=at, detail={"carried": went, "waiting": stayed})
    return Carried(sum(went for _s, went, _w in found), sum(stayed for _s, _w, stayed in found))


def _carry(old: Statement, at: datetime) -> tuple[int, int]:
    old = Statement.objects.select_for_update().get(pk=old.pk)
    goes_on = continued_as(old)
    new = goes_on.new if goes_on else None
    codings = list(
        Coding.objects.filter(segment__statement=old, withdrawn_at=None).select_related("segment__statement")
    )
    if new is None or new.status == Statement.Status.ERASED:
        return 0, len(codings)
    places = {coding.pk: place_in(coding, new) for coding in codings}
    whole = all(places[c.pk] for c in codings if c.is_adjudicated)
    going = [c for c in codings if places[c.pk] and (whole or not c.is_adjudicated)]
    _assign_anew(old, new, {c.coder_id for c in codings if c not in going and not c.is_adjudicated})
    for coding in going:
        _move(coding, new, places[coding.pk], at)
    decision = Adjudication.objects.filter(statement=old).first()
    if decision is not None and whole and going:
        Adjudication.objects.get_or_create(
            statement=new,
            defaults={"decided_by": decision.decided_by, "at": decision.at, "reason": decision.reason},
        )
    return len(going), len(codings) - len(going)


def _move(coding: Coding, new: Statement, place: tuple[int, int] | None, at: datetime) -> None:
    """The judgement itself goes along, so that needs keep their quote; what stays behind says where it stood."""
    if place is None:
        return
    segment, _new = Segment.objects.get_or_create(
        statement=new, start=place[0], end=place[1], edits_known=len(new.edits)
    )
    stays = Coding.objects.create(
        segment=coding.segment, code_id=coding.code_id, coder_id=coding.coder_id, stance=coding.stance,
        memo=coding.memo, at=coding.at, withdrawn_at=at, is_adjudicated=coding.is_adjudicated,
        codebook_version=coding.codebook_version,
    )  # fmt: skip
    coding.segment, coding.carried_from = segment, stays
    coding.save(update_fields=["segment", "carried_from"])


def _assign_anew(old: Statement, new: Statement, unsure: Iterable[int]) -> None:
    """Who coded the old words codes the new ones; finished, unless a judgement of theirs could not go along."""
    taken = set(new.assignments.values_list("coder_id", flat=True))
    orders = set(new.assignments.values_list("order", flat=True))
    Assignment.objects.bulk_create(
        Assignment(
            statement=new,
            coder_id=a.coder_id,
            order=a.order,
            done_at=None if a.coder_id in unsure else a.done_at,
        )
        for a in old.assignments.all()
        if a.coder_id not in taken and a.order not in orders
    )


@transaction.atomic
def let_go(coding: Coding, *, by: User, at: datetime) -> Coding:
    """This will let go of a judgement whose words are gone in the newer version; that it was there stays known."""
    require(by, Right.ADJUDICATE)
    coding = (
        Coding.objects.select_for_update(of=("self",)).select_related("segment__statement").get(pk=coding.pk)
    )
    if coding.withdrawn_at is not None or continued_as(coding.segment.statement) is None:
        raise UnableToLetGo(
            _("A judgement on words that are gone in a newer version."),
            came=str(coding.code),
            hint=_("Withdraw your own judgement on the page of the text instead."),
        )
    coding.withdrawn_at = at
    coding.save(update_fields=["withdrawn_at"])
    record("let go coding", coding, by=by, at=at)
    return coding
