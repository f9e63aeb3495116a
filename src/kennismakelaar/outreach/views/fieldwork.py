"""While a survey runs: how it is coming along, and whom to remind."""

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
from kennismakelaar.outreach import actions, fieldwork, fieldwork_page, queries
from kennismakelaar.outreach.forms import RemindForm
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import api as surveys

SHOWN = 25


@login_required
def progress(request: HttpRequest, key: int) -> HttpResponse:
    """Who answered so far, how balanced that is, and whom to ask next."""
    require(request.user, Right.CONVERSE)
    return _show(request, _survey(key), RemindForm())


@login_required
@require_POST
def remind(request: HttpRequest, key: int) -> HttpResponse:
    """Write a reminder for who is missed most; the adviser looks at it before it goes."""
    require(request.user, Right.CONVERSE)
    survey, form = _survey(key), RemindForm(request.POST)
    if not form.is_valid():
        return _show(request, survey, form)
    try:
        made = actions.remind_next(survey, form.cleaned_data["number"], by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _show(request, survey, form, refusal)
    messages.success(request, _("The reminder is ready. Look at it and send it."))
    return redirect("invitations:mailing", made.pk)


def _show(
    request: HttpRequest, survey: surveys.Survey, form: RemindForm, refusal: Refusal | None = None
) -> HttpResponse:
    today, now = timezone.localdate(), timezone.now()
    is_open = surveys.is_open(survey, today)
    standing = fieldwork.standing_of(survey, today)
    mailable = fieldwork.mailable(survey, at=now) if is_open else frozenset[str]()
    heard = queries.heard_on(today, survey=survey, event=intake.latest_event(today))
    context = {
        "survey": survey,
        "is_open": is_open,
        "figures": fieldwork_page.figures_of(standing),
        "outlook": fieldwork_page.outlook_in_words(standing),
        "variables": fieldwork_page.variables_of(standing),
        "map": fieldwork_page.map_of(
            standing, list(organizations.municipalities(today)), list(organizations.provinces())
        ),
        "chart": fieldwork_page.days_chart(standing),
        "asks": fieldwork.next_asks(standing, mailable=mailable, n=SHOWN) if is_open else [],
        "mailable": len(mailable),
        "form": form,
        "refusal": refusal,
        "brought": [fieldwork_page.BroughtLine(row) for row in fieldwork.brought_of(standing)],
        "talks": fieldwork_page.talks_in_words(fieldwork.talks_brought(today, heard)),
    }
    return render(request, "outreach/progress.html", context, status=400 if refusal or form.errors else 200)


def _survey(key: int) -> surveys.Survey:
    found = surveys.survey_with(str(key))
    if found is None:
        raise Http404
    return found
