"""Workbench pages of needs: the list, one need with its evidence, and a new one from quotes and figures."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.coding import api as coding
from kennismakelaar.topics import api as topics

from . import actions, queries
from .forms import NeedForm, StatusForm

MOST_QUOTES = 200


@login_required
def needs(request: HttpRequest) -> HttpResponse:
    """All needs with how many quotes and figures show them."""
    require(request.user, Right.WRITE_NEED)
    latest = queries.latest_assessment()
    figures = queries.figures_of(latest) if latest else []
    return render(
        request, "needs/needs.html", {"needs": queries.needs(), "figures": figures, "latest": latest}
    )


@login_required
def need(request: HttpRequest, key: int) -> HttpResponse:
    """One need with its evidence: quotes and figures."""
    require(request.user, Right.WRITE_NEED)
    found = queries.need_with(key)
    if found is None:
        raise Http404
    form = StatusForm(request.POST or None, initial={"status": found.status})
    if request.method == "POST" and form.is_valid():
        actions.set_status(found, form.cleaned_data["status"], by=request.user, at=timezone.now())
        messages.success(request, _("The status has been changed."))
        return redirect("needs:need", key)
    context = {"need": found, "evidence": queries.evidence_of(found), "form": form}
    return render(request, "needs/need.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Write a need from the quotes and figures of one topic."""
    require(request.user, Right.WRITE_NEED)
    topic = topics.topic_named(request.POST.get("topic") or request.GET.get("onderwerp", ""))
    latest = queries.latest_assessment()
    quotes = list(coding.codings_of(topic)[:MOST_QUOTES]) if topic else []
    figures = [f for f in queries.figures_of(latest) if f.topic == topic] if latest and topic else []
    form = NeedForm(request.POST or None, initial={"topic": topic.pk if topic else ""})
    if request.method == "POST" and form.is_valid():
        chosen = set(request.POST.getlist("quote"))
        draft = actions.Draft(**form.cleaned_data)
        made = actions.write_need(
            draft,
            codings=[quote for quote in quotes if str(quote.pk) in chosen],
            figures=[figure for figure in figures if str(figure.pk) in set(request.POST.getlist("figure"))],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The need has been written down."))
        return redirect("needs:need", made.pk)
    return render(
        request, "needs/new.html", {"form": form, "quotes": quotes, "figures": figures, "topic": topic}
    )
