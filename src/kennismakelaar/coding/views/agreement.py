"""How far coders agree, and deciding together where they differ."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.coding import api, presenters
from kennismakelaar.shared.errors import NotAllowed, Refusal

SHOWN = 20


@login_required
def agreement(request: HttpRequest) -> HttpResponse:
    """This will show agreement per code and the texts two coders read differently."""
    require(request.user, Right.CODE)
    report = api.agreement(api.current_codebook())
    differing = api.disagreements()
    context = {
        "report": report, "rows": presenters.agreement_rows(report), "overall": report.overall,
        "interval": presenters.interval(report.overall), "verdict": presenters.overall_verdict(report),
        "differing": differing[:SHOWN], "differing_count": len(differing),
    }  # fmt: skip
    return render(request, "coding/agreement.html", context)


@login_required
@require_POST
def adjudicate(request: HttpRequest, number: int) -> HttpResponse:
    """This will store what was decided on one text."""
    require(request.user, Right.ADJUDICATE)
    statement = get_object_or_404(api.double_coded(), pk=number)
    kept = api.visible_codings(statement, request.user).filter(
        pk__in=[n for n in request.POST.getlist("keep") if n.isdigit()], is_adjudicated=False
    )
    reason = request.POST.get("reason", "")
    try:
        api.adjudicate(statement, list(kept), reason=reason, by=request.user, at=timezone.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Decided. This reading counts from now on."))
    return redirect("coding:agreement")
