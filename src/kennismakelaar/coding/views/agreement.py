"""How far coders agree, and deciding together where they differ."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, may, require
from kennismakelaar.coding import api, presenters
from kennismakelaar.shared.errors import NotAllowed, Refusal

SHOWN = 10


@login_required
def agreement(request: HttpRequest) -> HttpResponse:
    """This will show agreement per code and over time, and how many texts wait for a joint decision."""
    require(request.user, Right.CODE)
    book = api.current_codebook()
    report, batches = api.agreement(book), api.drift(book)
    context = {
        "report": report, "rows": presenters.agreement_rows(report), "overall": report.overall,
        "interval": presenters.interval(report.overall), "verdict": presenters.overall_verdict(report),
        "differing_count": len(api.disagreements()), "chart": presenters.drift_chart(batches),
        "course": presenters.drift_verdict(batches),
    }  # fmt: skip
    return render(request, "coding/agreement.html", context)


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """This will show the texts two coders read differently, both readings side by side."""
    require(request.user, Right.CODE)
    differing = api.disagreements()
    page = Paginator(differing, SHOWN).get_page(request.GET.get("page"))
    context = {
        "page": page, "differing_count": len(differing), "confusions": api.confusions(differing),
        "rows": [presenters.reading_rows(row) for row in page], "may_decide": may(request.user, Right.ADJUDICATE),
    }  # fmt: skip
    return render(request, "coding/board.html", context)


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
    return redirect("coding:board")
