"""Write needs down, decide on them, and keep what shows them. Each decision is a line in the log of the need."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding.api import Coding
from kennismakelaar.intake.api import require_impersonal
from kennismakelaar.needs.models import Evidence, Need, NeedDecision, NeedFigure
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.topics.api import Topic


class UnableToWriteNeed(Refusal):
    """A need that nothing shows."""


@dataclass(frozen=True)
class Draft:
    """What a person says is lacking: for whom, in which form and phase."""

    title: str
    topic: Topic
    kind: str
    about: str = ""
    role: str = ""
    form: str = ""
    phase: str = ""
    priority: int = 2
    priority_reason: str = ""
    is_fictitious: bool = False


@transaction.atomic
def write_need(
    draft: Draft,
    *,
    codings: Sequence[Coding] = (),
    figures: Sequence[NeedFigure] = (),
    by: User,
    at: datetime,
) -> Need:
    """This will write a need down with the quotes and figures that show it; without any it is refused."""
    require(by, Right.WRITE_NEED)
    if not codings and not figures:
        raise UnableToWriteNeed(
            _("At least one quote or one figure was expected."),
            came=_("Nothing was chosen."),
            hint=_("Choose the words or figures that show this need."),
        )
    need = create(draft, by=by, at=at)
    show(need, codings=codings, figures=figures)
    log(need, NeedDecision.Kind.WRITTEN, need.title, reason=draft.priority_reason, by=by, at=at)
    records.record("write need", need, by=by, at=at, detail={"quotes": len(codings), "figures": len(figures)})
    return need


def create(draft: Draft, *, by: User, at: datetime) -> Need:
    """Stores what a person wrote; names of people in it are refused."""
    require_impersonal("\n".join([draft.title, draft.about, draft.priority_reason]))
    return Need.objects.create(
        title=draft.title,
        topic=draft.topic,
        kind=draft.kind,
        about=draft.about,
        role=draft.role,
        form=draft.form,
        phase=draft.phase,
        priority=draft.priority,
        priority_reason=draft.priority_reason,
        is_fictitious=draft.is_fictitious,
        written_by=by,
        written_on=at.date(),
    )


def show(need: Need, *, codings: Sequence[Coding] = (), figures: Sequence[NeedFigure] = ()) -> int:
    """Adds quotes and figures that show a need and returns how many are new; the others stay as they are."""
    before = need.evidence.count()
    rows = [Evidence(need=need, coding=coding) for coding in codings]
    rows += [Evidence(need=need, figure=figure) for figure in figures]
    Evidence.objects.bulk_create(rows, ignore_conflicts=True)
    return need.evidence.count() - before


def log(need: Need, kind: str, value: object, *, reason: str, by: User, at: datetime) -> None:
    """Adds a line to the decision log of a need."""
    require_impersonal(reason)
    NeedDecision.objects.create(
        need=need, kind=kind, value=str(value)[:200], reason=reason, decided_by=by, decided_at=at
    )


@transaction.atomic
def set_status(need: Need, status: str, *, by: User, at: datetime, reason: str = "") -> Need:
    """This will agree, close or reopen a need."""
    require(by, Right.WRITE_NEED)
    if Need.Status.SUPERSEDED in (need.status, status):
        raise UnableToWriteNeed(
            _("A need that still stands was expected."),
            came=_("This need was merged or split."),
            hint=_("Go on with the need it continues in."),
        )
    need.status = status
    need.save(update_fields=["status"])
    log(need, NeedDecision.Kind.STATUS, Need.Status(status).label, reason=reason, by=by, at=at)
    records.record("decide need", need, by=by, at=at, detail={"status": status})
    return need


@transaction.atomic
def set_priority(need: Need, priority: int, *, reason: str, by: User, at: datetime) -> Need:
    """This will put a need earlier or later; the reason is part of the decision."""
    require(by, Right.WRITE_NEED)
    if not reason.strip():
        raise UnableToWriteNeed(
            _("A reason for the priority was expected."),
            came=_("The field was empty."),
            hint=_("Say in one sentence why this goes earlier or later."),
        )
    log(need, NeedDecision.Kind.PRIORITY, priority, reason=reason, by=by, at=at)
    need.priority, need.priority_reason = priority, reason
    need.save(update_fields=["priority", "priority_reason"])
    records.record("decide need", need, by=by, at=at, detail={"priority": priority})
    return need


@transaction.atomic
def add_evidence(
    need: Need,
    *,
    codings: Sequence[Coding] = (),
    figures: Sequence[NeedFigure] = (),
    by: User,
    at: datetime,
) -> int:
    """This will add quotes and figures that show a need; returns how many it did not have yet."""
    require(by, Right.WRITE_NEED)
    new = show(need, codings=codings, figures=figures)
    if new:
        log(need, NeedDecision.Kind.ADDED, new, reason="", by=by, at=at)
        records.record("add evidence", need, by=by, at=at, detail={"new": new})
    return new


@transaction.atomic
def remove_evidence(evidence: Evidence, *, reason: str, by: User, at: datetime) -> None:
    """This will take away a quote or figure that does not show the need after all; never the last one."""
    require(by, Right.WRITE_NEED)
    need = Need.objects.select_for_update().get(pk=evidence.need_id)
    if need.evidence.count() == 1:
        raise UnableToWriteNeed(
            _("A need keeps at least one quote or one figure."),
            came=_("This is the last one."),
            hint=_("Add other evidence first, or close the need."),
        )
    evidence.delete()
    log(need, NeedDecision.Kind.REMOVED, 1, reason=reason, by=by, at=at)
    records.record("remove evidence", need, by=by, at=at)
