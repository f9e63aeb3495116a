"""Pages of the reach: public, and the list of who has not been heard for who calls them."""

from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations import api as organizations
from kennismakelaar.outreach import actions, calendars, guide, presenters, queries
from kennismakelaar.outreach.forms import DeclineForm, PlanForm, TalkForm
from kennismakelaar.records import api as records
from kennismakelaar.surveys import api as surveys


def reach(request: HttpRequest) -> HttpResponse:
    """Whom we heard, per group."""
    publication = records.current(actions.KIND_REACH)
    found = None
    if publication is not None:
        today = timezone.localdate()
        found = presenters.reach_of(
            publication, list(organizations.municipalities(today)), list(organizations.provinces())
        )
    return render(request, "outreach/reach.html", {"reach": found})


@login_required
def absent(request: HttpRequest) -> HttpResponse:
    """Who has not been heard, and whom to call next."""
    require(request.user, Right.CONVERSE)
    today = timezone.localdate()
    heard, survey = _heard(today), surveys.latest_survey(today)
    context = {
        "survey": survey,
        "rows": queries.absent_on(today, heard, survey=survey),
        "heard": heard,
        "indicator": queries.indicator(today, heard),
        "form": PlanForm(initial={"on": today + timedelta(days=14)}),
        "planned": queries.planned(),
        "next_steps": queries.next_steps(today),
        "conversations": queries.conversations().exclude(status="planned")[:30],
    }
    return render(request, "outreach/absent.html", context)


def _heard(today: date) -> queries.Heard:
    return queries.heard_on(today, survey=surveys.latest_survey(today), event=intake.latest_event(today))


@login_required
@require_POST
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Put a talk on the list."""
    require(request.user, Right.CONVERSE)
    municipality = organizations.municipality_named(code).municipality
    if municipality is None:
        raise Http404
    form = PlanForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Fill in a date for the talk."))
        return redirect("outreach:absent")
    today = timezone.localdate()
    actions.plan_conversation(
        municipality,
        on=form.cleaned_data["on"],
        starts_at=form.cleaned_data["starts_at"],
        expected_gain=queries.expected_gain(municipality.pk, today, _heard(today)),
        reason_absent=form.cleaned_data["reason_absent"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("The talk with %s is planned.") % municipality.name)
    return redirect("outreach:absent")


@login_required
def conversation(request: HttpRequest, key: int) -> HttpResponse:
    """One talk: log what was said."""
    require(request.user, Right.CONVERSE)
    found = queries.conversation_with(key)
    if found is None:
        raise Http404
    form = TalkForm(request.POST or None, initial={"held_on": found.planned_for, "role": found.role})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        talk = actions.Talk(
            data["held_on"],
            data["role"],
            form.words,
            list(data["topics"]),
            data["next_step"],
            data["next_step_on"],
        )
        actions.hold_conversation(found, talk, by=request.user, at=timezone.now())
        messages.success(request, _("The talk has been logged; its words are in intake."))
        return redirect("outreach:absent")
    context = {
        "conversation": found,
        "form": form,
        "decline_form": DeclineForm(),
        "guide": guide.guide_for(found.municipality),
    }
    return render(request, "outreach/conversation.html", context)


@login_required
@require_POST
def decline(request: HttpRequest, key: int) -> HttpResponse:
    """Note that a municipality does not want to talk."""
    require(request.user, Right.CONVERSE)
    found, form = queries.conversation_with(key), DeclineForm(request.POST)
    if found is None:
        raise Http404
    if not form.is_valid():
        messages.error(request, _("Fill in why the municipality does not want to talk."))
        return redirect("outreach:conversation", key)
    actions.decline_conversation(
        found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
    )
    messages.success(request, _("Noted. The municipality stays on the list, with the reason."))
    return redirect("outreach:absent")


@login_required
def calendar(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """Planned talks, or one of them, as a file for a calendar."""
    require(request.user, Right.CONVERSE)
    talks = list(queries.planned() if key is None else queries.conversations().filter(pk=key))
    if key is not None and not talks:
        raise Http404
    body = calendars.calendar_of(talks, at=timezone.now(), site=request.get_host().split(":")[0])
    headers = {"Content-Disposition": 'attachment; filename="gesprekken.ics"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
