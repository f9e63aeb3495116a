"""Pages of surveys: waves, and the wizard that reads an export: upload, see, correct, confirm, undo."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.intake import api as intake
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import actions, queries, tasks
from kennismakelaar.surveys.forms import ConfirmForm, MappingForm, SurveyForm, UploadForm

KIND = "responses"
READ_AT_ONCE = 1024 * 1024  # larger files are read by the task worker
STORE_AT_ONCE = 1_000  # more rows are stored by the task worker


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
    file = form.cleaned_data["file"]
    try:
        delivery = _received(request, file.name, file.read())
    except Refusal as refusal:
        context = {
            "surveys": queries.surveys_with_counts(),
            "form": SurveyForm(),
            "upload": form,
            "refusal": refusal,
        }
        return render(request, "surveys/surveys.html", context, status=400)
    return redirect("surveys:delivery", delivery.pk)


@transaction.atomic
def _received(request: HttpRequest, name: str, content: bytes) -> intake.Import:
    """Takes a file in and has it read: at once, or by the task worker when it is large."""
    delivery = intake.receive(name, content, KIND, by=request.user, at=timezone.now())
    if not intake.work_waiting(delivery.pk):
        _have_read(request, delivery)
    return delivery


def _have_read(request: HttpRequest, delivery: intake.Import, mapping: dict[str, str] | None = None) -> None:
    if len(delivery.content) > READ_AT_ONCE:
        tasks.recognize_delivery.defer(delivery=delivery.pk, user=request.user.pk, mapping=mapping)
    else:
        on, now = timezone.localdate(), timezone.now()
        actions.recognize(delivery, on=on, by=request.user, at=now, mapping=mapping)


@login_required
def delivery(request: HttpRequest, key: int) -> HttpResponse:
    """What was recognized in an export; correct the meaning of columns here."""
    require(request.user, Right.IMPORT)
    found = _found(key)
    recognized = found.recognized
    form = MappingForm(recognized.get("headers", []), recognized.get("mapping", {}), request.POST or None)
    if request.method == "POST" and form.is_valid():
        _have_read(request, found, form.mapping)
        if not intake.work_waiting(key):
            messages.success(request, _("The file was read again with these meanings."))
        return redirect("surveys:delivery", key)
    waits = intake.work_waiting(key)
    failed = intake.work_failed(key)
    status = found.Status
    step = {status.UPLOADED: 1, status.RECOGNIZED: 2}.get(found.status, 3)
    context = {
        "delivery": found,
        "recognized": recognized,
        "form": form,
        "confirm": ConfirmForm(),
        "waits": waits,
        "failed": failed[0] if failed else "",
        "labels": [_("Upload"), _("Check and correct"), _("Stored")],
        "step": step,
    }
    return render(request, "surveys/delivery.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Store the answers, all or none."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the needs survey these answers belong to."))
        return redirect("surveys:delivery", key)
    found, survey = _found(key), form.cleaned_data["survey"]
    if intake.work_waiting(key):
        return redirect("surveys:delivery", key)
    if found.recognized.get("rows", 0) > STORE_AT_ONCE:
        require(request.user, Right.IMPORT)
        tasks.confirm_delivery.defer(delivery=key, survey=survey.pk, user=request.user.pk)
        return redirect("surveys:delivery", key)
    stored = actions.confirm(found, survey, on=timezone.localdate(), by=request.user, at=timezone.now())
    text = ngettext("%d form has been stored.", "%d forms have been stored.", stored)
    messages.success(request, text % stored)
    return redirect("surveys:delivery", key)


@login_required
@require_POST
def again(request: HttpRequest, key: int) -> HttpResponse:
    """Have the task worker do once more what ended in an error."""
    require(request.user, Right.IMPORT)
    _found(key)
    failed = intake.work_failed(key)
    if failed is None:
        return redirect("surveys:delivery", key)
    work, given = failed
    task = tasks.recognize_delivery if work == "recognize" else tasks.confirm_delivery
    task.defer(**{**given, "user": request.user.pk})
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
