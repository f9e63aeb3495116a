"""Questionnaires and forms as files: spreadsheet, Word and PDF, out and in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import actions, entrance, paper, queries, xlsform
from kennismakelaar.surveys.definitions import definition_of
from kennismakelaar.surveys.forms import PaperFormForm, XlsFormForm
from kennismakelaar.surveys.paper.word import code_of

from .authoring import questionnaire_of, survey_of, survey_page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def xlsform_download(request: HttpRequest, key: int) -> HttpResponse:
    """A version as a spreadsheet."""
    found = questionnaire_of(request, key)
    content = xlsform.xlsform_of(
        definition_of(found),
        title=found.survey.title,
        form_id=f"peiling-{found.survey_id}",
        version=str(found.version),
    )
    return _file(content, EXCEL, found, "xlsx")


@login_required
@require_POST
def read_xlsform(request: HttpRequest, key: int) -> HttpResponse:
    """A spreadsheet as the version in the making."""
    found, form = survey_of(request, key), XlsFormForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
        return redirect("surveys:survey", found.pk)
    file = form.cleaned_data["file"]
    try:
        definition = xlsform.read_xlsform(file.name, file.read())
        made = actions.write_questionnaire(found, definition, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return survey_page(request, found, refusal=refusal)
    messages.success(request, _("The spreadsheet has been read. Look at the preview before you publish."))
    return redirect("surveys:questionnaire", made.pk)


@login_required
def paper_word(request: HttpRequest, key: int) -> HttpResponse:
    """A version as a Word form."""
    found = questionnaire_of(request, key)
    return _file(_word(found), WORD, found, "docx")


@login_required
def paper_pdf(request: HttpRequest, key: int) -> HttpResponse:
    """A version as a PDF to print."""
    found = questionnaire_of(request, key)
    definition = definition_of(found)
    content = paper.pdf_of(
        definition,
        title=found.survey.title,
        code=code_of(definition, survey=found.survey_id, version=found.version),
        language=get_language() or "nl",
    )
    return _file(content, "application/pdf", found, "pdf")


@login_required
def read_paper(request: HttpRequest, key: int) -> HttpResponse:
    """Read a filled-in Word form; it is looked at before it is sent."""
    found, form = survey_of(request, key), PaperFormForm(request.POST or None, request.FILES or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft = actions.take_paper(found, file.name, file.read(), by=request.user, at=timezone.now())
        except Refusal as came:
            refusal = came
        else:
            entrance.enter(request.session, draft)
            messages.success(request, _("The form has been read. Look at it and send it."))
            return redirect("surveys:overview")
    context = {"survey": found, "form": form, "refusal": refusal}
    return render(request, "surveys/paper.html", context, status=400 if refusal else 200)


@never_cache
def own_paper(request: HttpRequest) -> HttpResponse:
    """Somebody's own form as a Word file with what was filled in so far, and back again."""
    number = entrance.entered(request.session)
    draft = queries.draft_with(number) if number else None
    if draft is None:
        return render(request, "surveys/no_form.html", status=404)
    if request.GET.get("bestand"):
        return _file(_word(draft.questionnaire, draft), WORD, draft.questionnaire, "docx")
    form, refusal = PaperFormForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.take_own_paper(draft, file.name, file.read(), at=timezone.now())
        except Refusal as came:
            refusal = came
        else:
            messages.success(request, _("The form has been read. Look at it and send it."))
            return redirect("surveys:overview")
    context = {"draft": draft, "form": form, "refusal": refusal}
    return render(request, "surveys/own_paper.html", context, status=400 if refusal else 200)


def _word(found: Any, draft: Any = None) -> bytes:
    definition = definition_of(found)
    filled = (
        {
            "municipality": draft.municipality.name,
            "role": draft.role,
            "answers": draft.answers,
            "draft_version": draft.version,
        }
        if draft
        else {}
    )
    return paper.word_of(
        definition,
        title=found.survey.title,
        code=code_of(definition, survey=found.survey_id, version=found.version),
        language=get_language() or "nl",
        **filled,
    )


def _file(content: bytes, kind: str, found: Any, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"{slugify(found.survey.title)}-v{found.version}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
