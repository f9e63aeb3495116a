"""Merge and split needs: the old ones stay readable and say what they continue in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.needs.models import Evidence, Need, NeedDecision, NeedLineage
from kennismakelaar.records import api as records

from .writing import Draft, UnableToWriteNeed, create, log, show


@dataclass(frozen=True)
class Piece:
    """One of the needs that another is split into, with the part of the evidence that shows it."""

    draft: Draft
    evidence: Sequence[Evidence]


@transaction.atomic
def merge(needs: Sequence[Need], into: Draft, *, reason: str, by: User, at: datetime) -> Need:
    """This will write one need in the place of several, with all that shows them."""
    require(by, Right.WRITE_NEED)
    found = _standing(needs)
    if len(found) < 2:
        raise UnableToWriteNeed(
            _("At least two different needs were expected."),
            came=_("%d came.") % len(found),
            hint=_("Choose the needs that say the same."),
        )
    made = create(into, by=by, at=at)
    _inherit(made, Evidence.objects.filter(need__in=found))
    _supersede(found, [made], kind=NeedDecision.Kind.MERGED, reason=reason, by=by, at=at)
    records.record("merge needs", made, by=by, at=at, detail={"from": [need.pk for need in found]})
    return made


@transaction.atomic
def split(need: Need, pieces: Sequence[Piece], *, reason: str, by: User, at: datetime) -> list[Need]:
    """This will write several needs in the place of one; each quote and figure goes to at least one of them."""
    require(by, Right.WRITE_NEED)
    (need,) = _standing([need])
    _check_pieces(need, pieces)
    made = []
    for piece in pieces:
        made.append(create(piece.draft, by=by, at=at))
        _inherit(made[-1], piece.evidence)
    _supersede([need], made, kind=NeedDecision.Kind.SPLIT, reason=reason, by=by, at=at)
    records.record("split need", need, by=by, at=at, detail={"into": [one.pk for one in made]})
    return made


def _standing(needs: Sequence[Need]) -> list[Need]:
    keys = {need.pk for need in needs}
    locked = Need.objects.select_for_update().filter(pk__in=keys).exclude(status=Need.Status.SUPERSEDED)
    found = list(locked.order_by("pk"))
    if len(found) < len(keys):
        raise UnableToWriteNeed(
            _("A need that still stands was expected."),
            came=_("This need was merged or split."),
            hint=_("Go on with the need it continues in."),
        )
    return found


def _check_pieces(need: Need, pieces: Sequence[Piece]) -> None:
    given = [{row.pk for row in piece.evidence} for piece in pieces]
    own = set(need.evidence.values_list("pk", flat=True))
    if len(pieces) < 2 or not all(given):
        raise UnableToWriteNeed(
            _("At least two needs were expected, each with its own quote or figure."),
            came=_("%(pieces)d came, %(empty)d without any.")
            % {"pieces": len(pieces), "empty": sum(not one for one in given)},
            hint=_("Say for every quote and figure which need it shows."),
        )
    if set().union(*given) != own:
        raise UnableToWriteNeed(
            _("Every quote and figure of the old need was expected in one of the new ones."),
            came=_("%d would get lost.") % len(own - set().union(*given)),
            hint=_("Say for every quote and figure which need it shows."),
        )


def _inherit(need: Need, evidence: Sequence[Evidence]) -> None:
    show(
        need,
        codings=[row.coding for row in evidence if row.coding_id],
        figures=[row.figure for row in evidence if row.figure_id],
    )


def _supersede(
    earlier: Sequence[Need], later: Sequence[Need], *, kind: str, reason: str, by: User, at: datetime
) -> None:
    NeedLineage.objects.bulk_create(NeedLineage(earlier=old, later=new) for old in earlier for new in later)
    # What was agreed on before is agreed on still; if one was a draft, all is looked at again.
    statuses = {need.status for need in earlier}
    if len(statuses) == 1:
        for need in later:
            need.status = earlier[0].status
            need.save(update_fields=["status"])
    for need in earlier:
        need.status = Need.Status.SUPERSEDED
        need.save(update_fields=["status"])
        log(need, kind, ", ".join(new.title for new in later), reason=reason, by=by, at=at)
    for need in later:
        log(need, kind, ", ".join(old.title for old in earlier), reason=reason, by=by, at=at)
