"""Newer versions of documents: judgements that go along, and those a person must look at."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, may, require
from kennismakelaar.coding import api
from kennismakelaar.shared.errors import NotAllowed, Refusal


@login_required
def newer(request: HttpRequest) -> HttpResponse:
    """This will list judgements on words that were changed since; take along what stands, let go what is gone."""
    require(request.user, Right.CODE)
    waiting = api.waiting_codings(request.user)
    if request.method == "POST":
        try:
            _decided(request, waiting)
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("coding:newer")
    context = {"waiting": waiting, "may_let_go": may(request.user, Right.ADJUDICATE)}
    return render(request, "coding/newer.html", context)


def _decided(request: HttpRequest, waiting: list[api.Waiting]) -> None:
    who = {"by": request.user, "at": timezone.now()}
    if "coding" not in request.POST:
        done = api.carry_over(**who)
        told = _("%(carried)s judgements went along; %(waiting)s wait for you.")
        messages.success(request, told % {"carried": done.carried, "waiting": done.waiting})
        return
    found = next((row.coding for row in waiting if str(row.coding.pk) == request.POST["coding"]), None)
    if found is None:
        raise Http404
    api.let_go(found, **who)
    messages.success(request, _("Let go."))
