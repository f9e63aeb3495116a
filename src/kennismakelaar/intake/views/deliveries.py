"""The way of a file with notes: upload, see what was recognized, correct, confirm, undo."""

import logging
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.intake import api, tasks
from kennismakelaar.intake.forms import NotesForm, UploadForm
from kennismakelaar.shared.errors import Refusal

logger = logging.getLogger(__name__)
READ_AT_ONCE = 1024 * 1024  # larger files are read by the task worker
STORE_AT_ONCE = 1_000  # more paragraphs are stored by the task worker
PAGE = 25


@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """This will list all imports and take in a new file."""
    require(request.user, Right.IMPORT)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("intake:import", _received(request, form.cleaned_data).pk)
        except Refusal as error:
            refusal = error
    page = Paginator(api.deliveries(), PAGE).get_page(request.GET.get("page"))
    status = 400 if refusal or form.errors else 200
    return render(
        request, "intake/imports.html", {"form": form, "page": page, "refusal": refusal}, status=status
    )


def _received(request: HttpRequest, data: dict[str, Any]) -> api.Import:
    name, content = _named_content(data)
    with transaction.atomic():
        delivery = api.receive(
            name, content, "notes", by=request.user, at=timezone.now(), sender=data["sender"]
        )
        if delivery.status == api.Import.Status.UPLOADED and len(content) > READ_AT_ONCE:
            tasks.recognize_delivery.defer(delivery=delivery.pk)
            return delivery
    if delivery.status == api.Import.Status.UPLOADED:
        return _recognized(delivery)
    messages.info(request, _("This file was here already: you go on where it was left."))
    return delivery


def _recognized(delivery: api.Import) -> api.Import:
    """Read at once. A fault of ours is logged; the page of the file says so and offers to read it again."""
    try:
        return api.recognize(delivery, at=timezone.now())
    except RuntimeError:
        logger.exception("Reading delivery %s failed", delivery.pk)
        return delivery


def _named_content(data: dict[str, Any]) -> tuple[str, bytes]:
    if data["file"]:
        return data["file"].name, data["file"].read()
    return _("pasted text %(at)s.txt") % {"at": f"{timezone.localtime():%Y-%m-%d %H.%M}"}, data[
        "pasted"
    ].encode()


@login_required
def delivery(request: HttpRequest, number: int) -> HttpResponse:
    """This will show what was recognized in a file, take corrections, and confirm."""
    require(request.user, Right.IMPORT)
    found = get_object_or_404(api.deliveries(), pk=number)
    busy = api.work_waiting(number) == "confirm" or _failed(found)
    if found.kind != "notes" or found.status != api.Import.Status.RECOGNIZED or busy:
        return render(request, "intake/import.html", _told(found))
    form = NotesForm(
        request.POST or None, delivery=found, initial=found.options or _guessed(found) | _learned(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _confirmed(request, found, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "intake/import.html", {**_told(found), "form": form})


def _guessed(found: api.Import) -> dict[str, object]:
    columns = found.recognized.get("columns", [])

    def called(*words: str) -> str:
        return next((c for c in columns if c.lower().startswith(words)), "")

    return {
        "title": found.filename.rsplit(".", 1)[0][:200],
        "held_on": timezone.localdate(found.created_at),
        "municipality_column": called("gemeente", "municipality"),
        "role_column": called("rol", "functie", "role"),
    }


def _learned(found: api.Import) -> dict[str, object]:
    """What the same columns meant the last time, for this sender first."""
    meanings = api.proposed_meanings(found.recognized.get("columns", []), found.sender)
    named = {meaning: column for column, meaning in meanings.items()}
    learned: dict[str, object] = {
        "text_columns": [column for column, meaning in meanings.items() if meaning == "text"],
        "sender": found.sender,
        "newer_than": found.recognized.get("version", {}).get("source"),
    }
    if meanings:
        learned |= {
            "municipality_column": named.get("municipality", ""),
            "role_column": named.get("role", ""),
        }
    return learned


def _confirmed(request: HttpRequest, found: api.Import, form: NotesForm) -> HttpResponse:
    now = timezone.now()
    with transaction.atomic():
        kept = api.keep_choices(found, form.choices(), by=request.user, at=now)
        if found.recognized["paragraphs"] > STORE_AT_ONCE:
            tasks.confirm_delivery.defer(delivery=found.pk, user=request.user.pk)
            messages.info(request, _("The file is being stored. You may leave this page."))
            return redirect("intake:import", found.pk)
    api.confirm_kept(kept, by=request.user, at=now)
    messages.success(request, _("Stored. What may point at a person waits for a second colleague."))
    return redirect("intake:import", found.pk)


def _told(found: api.Import) -> dict[str, object]:
    status = api.Import.Status
    step = {status.UPLOADED: 1, status.RECOGNIZED: 2}.get(found.status, 3)
    sources = list(api.sources_of(found)) if found.status == status.CONFIRMED else []
    unread = found.unread.all() if sources else found.recognized.get("unread", [])
    waiting, failed = api.work_waiting(found.pk), _failed(found)
    waits = bool(waiting) and (waiting == "confirm" or found.status == status.UPLOADED)
    labels = [_("Upload"), _("Check and correct"), _("Stored")]
    went_on = list(api.continuations(found)) if sources else []
    return {
        "went_on": went_on,
        "look_again": api.worked_on(went_on),
        "delivery": found,
        "step": step,
        "labels": labels,
        "sources": sources,
        "unread": unread,
        "waits": waits,
        "failed": failed[0] if failed else "",
    }


def _failed(found: api.Import) -> tuple[str, dict[str, Any]] | None:
    """What went wrong with a file. One that was never read, while nobody is to read it, was cut off in between."""
    status = api.Import.Status
    if found.status not in (status.UPLOADED, status.RECOGNIZED) or api.work_waiting(found.pk):
        return None
    cut_off = ("recognize", {"delivery": found.pk}) if found.status == status.UPLOADED else None
    return api.work_failed(found.pk) or cut_off


@login_required
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """This will have the task worker do once more what ended in an error."""
    require(request.user, Right.IMPORT)
    failed = _failed(get_object_or_404(api.deliveries().filter(kind="notes"), pk=number))
    if failed:
        work, given = failed
        if work == "confirm":
            tasks.confirm_delivery.defer(**{**given, "user": request.user.pk})
        else:
            tasks.recognize_delivery.defer(**given)
    return redirect("intake:import", number)


@login_required
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """This will take back all an import brought."""
    found = get_object_or_404(api.deliveries().filter(kind="notes"), pk=number)
    try:
        api.undo(found, by=request.user, at=timezone.now())
    except api.StillInUse as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Undone: everything this file brought is gone."))
    return redirect("intake:import", number)


@login_required
def original(request: HttpRequest, number: int) -> HttpResponse:
    """This will give the file as it was delivered, as a download only."""
    require(request.user, Right.IMPORT)
    found = get_object_or_404(api.deliveries(), pk=number)
    if not found.has_file:
        return render(request, "intake/file_gone.html", {"delivery": found}, status=410)
    try:
        content = api.checked(found)
    except api.FileWasChanged as refusal:
        return render(request, "intake/file_gone.html", {"delivery": found, "refusal": refusal}, status=500)
    response = HttpResponse(content, content_type="application/octet-stream")
    name = found.filename.encode("ascii", "replace").decode().replace('"', "'").replace("\\", "_")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
