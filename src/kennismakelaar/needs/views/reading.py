"""The list of needs, one need with all that shows it, and whether enough was heard."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.needs import actions, presenters, queries, saturation
from kennismakelaar.needs.forms import PriorityForm, StatusForm


@login_required
def needs(request: HttpRequest) -> HttpResponse:
    """All needs with how many quotes and figures show them, beside what was measured."""
    require(request.user, Right.WRITE_NEED)
    latest = queries.latest_assessment()
    figures = list(queries.figures_of(latest)) if latest else []
    context = {
        "needs": queries.standing_needs(),
        "figures": presenters.lines_of(figures),
        "order": presenters.order_of(figures),
        "latest": latest,
    }
    return render(request, "needs/needs.html", context)


@login_required
def need(request: HttpRequest, key: int) -> HttpResponse:
    """One need with its evidence, the decisions on it and where it came from."""
    require(request.user, Right.WRITE_NEED)
    found = _found(key)
    evidence = list(queries.evidence_of(found))
    channels = queries.channels_of(found)
    figures = [row.figure for row in evidence if row.figure]
    context = {
        "need": found,
        "quotes": [row for row in evidence if row.coding],
        "figures": [(row, presenters.FigureLine(row.figure)) for row in evidence if row.figure],
        "channels": channels,
        "may_be_taught": presenters.may_be_taught(found.kind),
        "grounds": presenters.grounds_for_priority(found, figures, channels),
        "decisions": queries.decisions_on(found),
        "stands": found.status != found.Status.SUPERSEDED,
        "removable": len(evidence) > 1,
        "status_form": StatusForm(initial={"status": found.status}),
        "priority_form": PriorityForm(initial={"priority": found.priority}),
    }
    return render(request, "needs/need.html", context)


@login_required
@require_POST
def set_status(request: HttpRequest, key: int) -> HttpResponse:
    """Agree, close or reopen a need."""
    require(request.user, Right.WRITE_NEED)
    found, form = _found(key), StatusForm(request.POST)
    if not form.is_valid():
        return _refused(request, key, form)
    data = form.cleaned_data
    actions.set_status(found, data["status"], reason=data["reason"], by=request.user, at=timezone.now())
    messages.success(request, _("The status has been changed."))
    return redirect("needs:need", key)


@login_required
@require_POST
def set_priority(request: HttpRequest, key: int) -> HttpResponse:
    """Put a need earlier or later."""
    require(request.user, Right.WRITE_NEED)
    found, form = _found(key), PriorityForm(request.POST)
    if not form.is_valid():
        return _refused(request, key, form)
    data = form.cleaned_data
    actions.set_priority(found, data["priority"], reason=data["reason"], by=request.user, at=timezone.now())
    messages.success(request, _("The priority has been changed."))
    return redirect("needs:need", key)


def _refused(request: HttpRequest, key: int, form: StatusForm | PriorityForm) -> HttpResponse:
    for field, errors in form.errors.items():
        messages.error(request, f"{form.fields[field].label}: {' '.join(errors)}")
    return redirect("needs:need", key)


@login_required
def enough_heard(request: HttpRequest) -> HttpResponse:
    """Per size class: do the words of the next municipality still bring something new?"""
    require(request.user, Right.WRITE_NEED)
    groups = saturation.per_size(timezone.localdate())
    context = {
        "lines": presenters.saturation_lines(groups),
        "chart": presenters.saturation_chart(groups),
    }
    return render(request, "needs/enough_heard.html", context)


def _found(key: int) -> queries.Need:
    found = queries.need_with(key)
    if found is None:
        raise Http404
    return found
