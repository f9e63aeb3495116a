"""What a change of the codebook would do, seen from the roof: quotes, needs and white spots on one page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.coding import api as coding
from kennismakelaar.gaps import api as gaps
from kennismakelaar.needs import api as needs
from kennismakelaar.shared.errors import NotAllowed, Refusal


@login_required
def codebook_change(request: HttpRequest, number: int) -> HttpResponse:
    """This will show what a planned change does before it is done, and do it or drop it."""
    require(request.user, Right.EDIT_CODEBOOK)
    change = coding.planned_change(number)
    if change is None:
        raise Http404
    if change.done_at is not None:
        return redirect("coding:history")
    if request.method == "POST":
        return _decided(request, change)
    preview = coding.preview_change(change)
    spots = [_spot(effect) for effect in preview.topics]
    context = {
        "change": change, "title": coding.change_title(change), "preview": preview, "spots": spots,
        "white": [row for row in spots if row["white"]], "turned": [row for row in spots if row["turn"]],
        "needs": _needs_shown_by(preview),
    }  # fmt: skip
    return render(request, "website/codebook_change.html", context)


def _decided(request: HttpRequest, change: coding.CodebookChange) -> HttpResponse:
    who = {"by": request.user, "at": timezone.now()}
    if request.POST.get("decision") == "drop":
        coding.drop_change(change, **who)
        messages.info(request, _("Nothing was changed."))
        return redirect("coding:codebook")
    try:
        coding.carry_out(change, expected=request.POST.get("digest", ""), **who)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("website:codebook_change", change.pk)
    messages.success(request, _("The codebook was changed. You can undo it by a new change."))
    return redirect("coding:history")


def _spot(effect: coding.TopicEffect) -> dict[str, Any]:
    """What happens to the words under one topic, and whether that is a white spot."""
    gap = gaps.gap_for(effect.topic)
    turn = ""
    if effect.before and not effect.after:
        turn = _("loses its last quote")
    elif effect.after and not effect.before:
        turn = _("gets its first quote")
    return {
        "effect": effect, "turn": turn, "white": gap is not None and gap.decision == gaps.Decision.WHITE,
        "decision": gaps.decision_in_words(gap.decision) if gap else _("not computed yet"),
    }  # fmt: skip


def _needs_shown_by(preview: coding.ChangePreview) -> list[needs.Need]:
    """The needs that have a moving quote as evidence: they keep it."""
    return list(needs.needs().filter(evidence__coding__in=preview.codings).distinct())
