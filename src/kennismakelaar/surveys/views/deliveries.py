"""Pages of surveys: waves, and the wizard that reads an export: upload, see, correct, confirm, undo."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.intake import api as intake
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import actions, queries
from kennismakelaar.surveys.forms import ConfirmForm, MappingForm, SurveyForm, UploadForm

KIND = "responses"


@login_required
def surveys(request: HttpRequest) -> HttpResponse:
    """All waves, and a new one."""
    require(request.user, Right.IMPORT)
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        wave = actions.Wave(data["title"], data["opens_on"], data["closes_on"], tau=data["tau"] / 100)
        actions.open_survey(wave, topics=list(data["topics"]), by=request.user, at=timezone.now())
        messages.success(request, _("The needs survey has been made."))
        return redirect("surveys:surveys")
    context = {"surveys": queries.surveys_with_counts(), "form": form, "upload": UploadForm()}
    return render(request, "surveys/surveys.html", context)


@login_required
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take in an export and read it."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
        return redirect("surveys:surveys")
    file, now = form.cleaned_data["file"], timezone.now()
    try:
        delivery = intake.receive(file.name, file.read(), KIND, by=request.user, at=now)
    except Refusal as refusal:
        context = {
            "surveys": queries.surveys_with_counts(),
            "form": SurveyForm(),
            "upload": form,
            "refusal": refusal,
        }
        return render(request, "surveys/surveys.html", context, status=400)
    actions.recognize(delivery, on=timezone.localdate(), by=request.user, at=now)
    return redirect("surveys:delivery", delivery.pk)


@login_required
def delivery(request: HttpRequest, key: int) -> HttpResponse:
    """What was recognized in an export; correct the meaning of columns here."""
    require(request.user, Right.IMPORT)
    found = _found(key)
    recognized = found.recognized
    form = MappingForm(recognized.get("headers", []), recognized.get("mapping", {}), request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.recognize(
            found, on=timezone.localdate(), by=request.user, at=timezone.now(), mapping=form.mapping
        )
        messages.success(request, _("The file was read again with these meanings."))
        return redirect("surveys:delivery", key)
    context = {"delivery": found, "recognized": recognized, "form": form, "confirm": ConfirmForm()}
    return render(request, "surveys/delivery.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Store the answers, all or none."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the needs survey these answers belong to."))
        return redirect("surveys:delivery", key)
    stored = actions.confirm(
        _found(key), form.cleaned_data["survey"], on=timezone.localdate(), by=request.user, at=timezone.now()
    )
    text = ngettext("%d form has been stored.", "%d forms have been stored.", stored)
    messages.success(request, text % stored)
    return redirect("surveys:delivery", key)


@login_required
@require_POST
def undo(request: HttpRequest, key: int) -> HttpResponse:
    """Take the answers of a file back."""
    gone = actions.undo_import(_found(key), by=request.user, at=timezone.now())
    text = ngettext("%d form has been taken back.", "%d forms have been taken back.", gone)
    messages.success(request, text % gone)
    return redirect("surveys:surveys")


def _found(key: int) -> intake.Import:
    found = intake.delivery_with(key, KIND)
    if found is None:
        raise Http404
    return found
