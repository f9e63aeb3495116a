"""Theme days and what was said there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, may, require
from kennismakelaar.intake import api, presenters
from kennismakelaar.intake.forms import AttendanceForm, EventForm, SessionForm, SpeakerForm
from kennismakelaar.shared.errors import Refusal

PAGE = 25


@login_required
def events(request: HttpRequest) -> HttpResponse:
    """This will list all events and add one."""
    require(request.user, Right.READ_STATEMENTS)
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = api.add_event(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The event was added."))
        return redirect("intake:event", made.pk)
    page = Paginator(api.events(), PAGE).get_page(request.GET.get("page"))
    return render(request, "intake/events.html", {"page": page, "form": form})


@login_required
def event(request: HttpRequest, number: int) -> HttpResponse:
    """This will show an event: sessions, how many came from where, and what was said."""
    require(request.user, Right.READ_STATEMENTS)
    found = get_object_or_404(api.events(), pk=number)
    forms = {
        "session": SessionForm(prefix="session"),
        "attendance": AttendanceForm(prefix="attendance"),
        "speaker": SpeakerForm(prefix="speaker", event=found),
    }
    if request.method == "POST":
        answer = _posted(request, found, forms)
        if answer is not None:
            return answer
    people, municipalities, attendances = api.attendance_of(found)
    context = {
        "event": found, "people": people, "municipalities": municipalities, "attendances": attendances,
        "rows": presenters.by_session(_sessions(found), api.statements_of(found, request.user)),
        "processing": api.processing_of(api.Channel.EVENT), "may_import": may(request.user, Right.IMPORT),
        "speaker_form": forms["speaker"],
        "session_form": forms["session"], "attendance_form": forms["attendance"],
    }  # fmt: skip
    return render(request, "intake/event.html", context)


def _sessions(found: api.Event) -> object:
    return found.sessions.select_related("topic").prefetch_related("speakers__organization", "ratings")


def _posted(request: HttpRequest, found: api.Event, forms: dict[str, object]) -> HttpResponse | None:
    kind = request.POST.get("kind", "")
    if kind not in forms:
        return None
    options = {"event": found} if kind == "speaker" else {}
    form = forms[kind] = type(forms[kind])(request.POST, prefix=kind, **options)
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            _add(kind, found, form.cleaned_data, request)
    except IntegrityError:
        form.add_error("number", _("There is a session with this number already."))
        return None
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Added."))
    return redirect("intake:event", found.pk)


def _add(kind: str, found: api.Event, data: dict[str, object], request: HttpRequest) -> None:
    who = {"by": request.user, "at": timezone.now()}
    if kind == "session":
        api.add_session(found, **data, **who)
    elif kind == "speaker":
        api.add_speaker(data["session"], data["organization"], about=data["about"], **who)
    else:
        api.record_attendance(found, data["municipality"], role=data["role"], people=data["people"], **who)
