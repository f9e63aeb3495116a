"""The ledger: how often municipalities were asked something, over all departments."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.invitations import actions, presenters, queries
from kennismakelaar.invitations.asked import Asked
from kennismakelaar.invitations.forms import ListForm, MomentForm
from kennismakelaar.invitations.reading.moments import read_moments
from kennismakelaar.organizations import api as organizations
from kennismakelaar.shared.errors import Refusal

MOST_SHOWN = 100
WEEKS = (8, 26, 52)  # how far back one may look


def _weeks(request: HttpRequest) -> int:
    chosen = request.GET.get("weken", "")
    return int(chosen) if chosen in {str(number) for number in WEEKS} else settings.BURDEN_WEEKS


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """The most burdened municipalities first, and a contact moment to note."""
    require(request.user, Right.NOTE_CONTACT)
    today = timezone.localdate()
    form = MomentForm(request.POST or None, on=today, initial={"on": today})
    refusal = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        asked = Asked(data["on"], data["channel"], data["about"], data["minutes"])
        try:
            actions.note_contact(data["municipality"], asked, by=request.user, at=timezone.now())
        except Refusal as came:
            refusal = came
        else:
            messages.success(request, _("The contact moment has been noted."))
            return redirect("invitations:burden_of", data["municipality"].pk)
    weeks = _weeks(request)
    rows = [row for row in queries.burdens(today, weeks=weeks) if row.times]
    context = {
        "rows": rows[:MOST_SHOWN],
        "summary": presenters.burden_summary(rows, today),
        "weeks": weeks,
        "choices": WEEKS,
        "norm": settings.BURDEN_WEEKS,
        "times": settings.BURDEN_TIMES,
        "organization": queries.organization_of(request.user),
        "form": form,
        "list_form": ListForm(),
        "refusal": refusal,
    }
    return render(request, "invitations/burden.html", context, status=400 if refusal else 200)


@login_required
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """Everything one municipality was asked; its own officials may read it too."""
    found = organizations.municipality_named(code).municipality
    if found is None:
        raise Http404
    if not presenters.works_at(request.user, found):
        require(request.user, Right.NOTE_CONTACT)
    today = timezone.localdate()
    context = {
        "municipality": found,
        "moments": presenters.moment_rows(found, today, user=request.user),
        "burden": next((row for row in queries.burdens(today) if row.municipality == found), None),
        "weeks": settings.BURDEN_WEEKS,
        "times": settings.BURDEN_TIMES,
    }
    return render(request, "invitations/burden_of.html", context)


@login_required
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take in a list of contact moments: all rows, or none with what is wrong per row."""
    require(request.user, Right.NOTE_CONTACT)
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
        return redirect("invitations:burden")
    file = form.cleaned_data["file"]
    found = read_moments(file.name, file.read(), on=timezone.localdate())
    if found.wrong:
        context = {"filename": file.name, "found": found, "wrong": presenters.first_wrong(found.wrong)}
        return render(request, "invitations/moment_list.html", context, status=400)
    new = actions.import_contact_moments(found.rows, by=request.user, at=timezone.now())
    text = ngettext("%d contact moment has been noted.", "%d contact moments have been noted.", new)
    messages.success(request, text % new)
    return redirect("invitations:burden")


@login_required
@require_POST
def forget(request: HttpRequest, key: int) -> HttpResponse:
    """Take back a note that was a mistake."""
    found = queries.moment_with(key)
    if found is None:
        raise Http404
    actions.forget_contact_moment(found, by=request.user, at=timezone.now())
    messages.success(request, _("The note has been taken back."))
    return redirect("invitations:burden_of", found.municipality_id)
