"""Something is going on: three steps to a card, and the workbench where its lines are checked."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.topics.api import Phase, Role, word_of

from . import actions, queries
from .forms import LineForm


def _steps() -> list[str]:
    return [_("Who are you?"), _("What is going on?"), _("Which phase is it in?")]


def start(request: HttpRequest) -> HttpResponse:
    """First step: from which role do you look at it?"""
    return render(request, "guidance/role.html", {"steps": _steps(), "roles": Role.choices})


def situations(request: HttpRequest, role: str) -> HttpResponse:
    """Second step: what is going on?"""
    context = {"steps": _steps(), "role": Role(role), "situations": queries.situations()}
    return render(request, "guidance/situations.html", context)


def situation(request: HttpRequest, slug: str) -> HttpResponse:
    """A situation found by searching, without a role: ask the role first, and keep the situation."""
    found = queries.situation_with(slug)
    if found is None:
        raise Http404
    context = {"steps": _steps(), "roles": Role.choices, "situation": found}
    return render(request, "guidance/role.html", context)


def phases(request: HttpRequest, role: str, slug: str) -> HttpResponse:
    """Third step: which phase is it in?"""
    situation = queries.situation_with(slug)
    if situation is None:
        raise Http404
    options = [(phase.value, phase.label, _phase_help(phase)) for phase in Phase]
    context = {"steps": _steps(), "role": Role(role), "situation": situation, "phases": options}
    return render(request, "guidance/phases.html", context)


def card(request: HttpRequest, role: str, slug: str, phase: str) -> HttpResponse:
    """What you can do from your position, now."""
    situation = queries.situation_with(slug)
    if situation is None:
        raise Http404
    found = queries.card_for(situation, role, phase, on=timezone.localdate())
    others = [(option.value, option.label) for option in Phase if option != found.phase]
    ask = "/vraag?" + urlencode({"rol": word_of(Role, role), "fase": word_of(Phase, found.phase)})
    return render(request, "guidance/card.html", {"card": found, "other_phases": others, "ask": ask})


def _phase_help(phase: Phase) -> str:
    """How to recognize a phase."""
    return {
        Phase.PREVENTIVE: _("Nothing is going on yet; you want to be prepared."),
        Phase.SIMMERING: _("There are signals: talk in the street, questions, first complaints."),
        Phase.RISING: _("It grows: more people, sharper words, attention in the news."),
        Phase.ACUTE: _("It happens now, or will happen today."),
        Phase.AFTERCARE: _("The worst is over; people need to be heard and helped."),
    }[phase]


@login_required
def workbench(request: HttpRequest) -> HttpResponse:
    """All situations and the lines that still have to be checked."""
    require(request.user, Right.EDIT_GUIDANCE)
    return render(request, "guidance/workbench.html", {"situations": queries.situations_with_drafts()})


@login_required
def line(request: HttpRequest, key: int) -> HttpResponse:
    """One line of advice: change it, or say that it is right."""
    require(request.user, Right.EDIT_GUIDANCE)
    found = queries.line_with(key)
    if found is None:
        raise Http404
    now = timezone.now()
    if request.method == "POST" and "check" in request.POST:
        actions.check_line(found, by=request.user, at=now)
        messages.success(request, _("The line has been checked."))
        return redirect("guidance:workbench")
    fields = ("text", "source_title", "source_url", "source_date")
    form = LineForm(request.POST or None, initial={name: getattr(found, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        actions.edit_line(found, **form.cleaned_data, by=request.user, at=now)
        messages.success(request, _("The line has been changed and is a draft again."))
        return redirect("guidance:line", key)
    return render(request, "guidance/line.html", {"line": found, "form": form})
