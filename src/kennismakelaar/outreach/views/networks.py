"""Knowledge networks: who is in them, when they meet, what they learned."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations import api as organizations
from kennismakelaar.outreach import actions, queries
from kennismakelaar.outreach.forms import LearnedForm, MeetingForm, NetworkForm


@login_required
def networks(request: HttpRequest) -> HttpResponse:
    """All knowledge networks, and a new one."""
    require(request.user, Right.CONVERSE)
    form = NetworkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        slug = slugify(form.cleaned_data["name"])[:50]
        if not slug or queries.network_with(slug):
            form.add_error("name", _("Choose another name: a network with this name exists already."))
        else:
            intake.require_impersonal(f"{form.cleaned_data['name']}\n{form.cleaned_data['about']}")
            organizations.start_network(slug, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("The network is noted."))
            return redirect("outreach:network", slug)
    return render(request, "outreach/networks.html", {"networks": queries.networks(), "form": form})


@login_required
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """One network: members by organization, meetings, and a new meeting."""
    require(request.user, Right.CONVERSE)
    found = queries.network_with(slug)
    if found is None:
        raise Http404
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"topics": list(form.cleaned_data["topics"])}
        meeting = actions.Meeting(**data, is_fictitious=found.is_fictitious)
        actions.plan_meeting(found, meeting, by=request.user, at=timezone.now())
        messages.success(request, _("The meeting is planned."))
        return redirect("outreach:network", slug)
    context = {"network": found, "meetings": queries.meetings_of(found), "form": form}
    return render(request, "outreach/network.html", context)


@login_required
def meeting(request: HttpRequest, key: int) -> HttpResponse:
    """One meeting: what was learned."""
    require(request.user, Right.CONVERSE)
    found = queries.meeting_with(key)
    if found is None:
        raise Http404
    form = LearnedForm(request.POST or None, initial={"learned": found.learned})
    if request.method == "POST" and form.is_valid():
        actions.note_learned(found, form.cleaned_data["learned"], by=request.user, at=timezone.now())
        messages.success(request, _("What was learned has been noted."))
        return redirect("outreach:network", found.network.slug)
    return render(request, "outreach/meeting.html", {"meeting": found, "form": form})
