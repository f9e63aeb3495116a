"""A session while it goes on and when it is over: notes by several people at once, and how useful it was."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.intake import api, presenters
from kennismakelaar.intake.forms import NoteForm, RatingForm
from kennismakelaar.shared.errors import NotAllowed, Refusal


@login_required
def notes(request: HttpRequest, number: int) -> HttpResponse:
    """This will show the notes of a session as they come in, and take in a new one."""
    require(request.user, Right.IMPORT)
    session = get_object_or_404(api.sessions(), pk=number)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note = api.take_note(session, **form.cleaned_data, by=request.user, at=timezone.now())
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _say_held(request, note)
            return redirect("intake:notes", number)
    context = {
        "session": session,
        "form": form,
        "rows": presenters.notes(api.live_notes(session, request.user), request.user),
    }
    return render(request, "intake/notes.html", context)


def _say_held(request: HttpRequest, note: api.Statement) -> None:
    if note.status == api.Statement.Status.HELD_BACK:
        messages.info(request, _("Kept. Something in it may point at a person: a colleague decides first."))


@login_required
def rate(request: HttpRequest, number: int) -> HttpResponse:
    """This will count how useful people found a session."""
    require(request.user, Right.IMPORT)
    session = get_object_or_404(api.sessions(), pk=number)
    form = RatingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            api.rate_session(
                session,
                form.counts(),
                objective=form.cleaned_data["objective"],
                by=request.user,
                at=timezone.now(),
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Counted."))
            return redirect("intake:rate", number)
    context = {"session": session, "form": form, "rows": presenters.ratings(api.ratings_of(session))}
    return render(request, "intake/rate.html", context)
