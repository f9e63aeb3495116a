"""A survey as files: ask for one, see when it is done, take it."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.needs import actions, queries, tasks
from kennismakelaar.needs.forms import ExportForm
from kennismakelaar.surveys import api as surveys


@login_required
def exports(request: HttpRequest) -> HttpResponse:
    """The files of a survey; a new one is made by the task worker."""
    require(request.user, Right.ASSESS)
    survey = _chosen(request)
    form = ExportForm(request.POST or None)
    if survey and request.method == "POST" and form.is_valid():
        _ask(request, survey, form)
        return redirect(f"{reverse('needs:exports')}?peiling={survey.pk}")
    made = list(queries.exports_of(survey)) if survey else []
    context = {
        "survey": survey,
        "surveys": surveys.surveys(),
        "form": form,
        "exports": made,
        "waits": any(one.status == one.Status.WAITING for one in made),
        "days": actions.KEPT.days,
    }
    return render(request, "needs/exports.html", context)


@login_required
def file(request: HttpRequest, key: int) -> HttpResponse:
    """The file itself."""
    require(request.user, Right.ASSESS)
    if queries.export_with(key) is None:
        raise Http404
    name, content = actions.take_export(key, by=request.user, at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@transaction.atomic
def _ask(request: HttpRequest, survey: surveys.Survey, form: forms.Form) -> None:
    """Asked and queued, or neither."""
    asked = actions.ask_export(survey, form.cleaned_data["kind"], by=request.user, at=timezone.now())
    tasks.make_export.defer(export=asked.pk)


def _chosen(request: HttpRequest) -> surveys.Survey | None:
    key = request.GET.get("peiling")
    if key is None:
        return surveys.surveys().first()
    found = surveys.survey_with(key)
    if found is None:
        raise Http404
    return found
