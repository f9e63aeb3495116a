"""Writing a questionnaire: one survey, its versions, their items, a preview, the bank, publishing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import actions, entrance, queries
from kennismakelaar.surveys.definitions import definition_of
from kennismakelaar.surveys.forms import FORM_OF, FillInForForm, IntroductionForm, XlsFormForm
from kennismakelaar.surveys.presenters.filling import blocks_of
from kennismakelaar.surveys.questionnaire.checks import problems_in
from kennismakelaar.surveys.questionnaire.kinds import Kind
from kennismakelaar.surveys.questionnaire.pages import pages_of


@login_required
def survey(request: HttpRequest, key: int) -> HttpResponse:
    """One survey: its questionnaire, who is filling in, and what can be done with it."""
    return survey_page(request, survey_of(request, key))


def survey_page(request: HttpRequest, found: Any, *, refusal: Refusal | None = None) -> HttpResponse:
    """The page of a survey, with why something was refused."""
    versions = list(found.questionnaires.all())
    context = {
        "survey": found,
        "versions": versions,
        "current": next((one for one in versions if one.is_published), None),
        "making": next((one for one in versions if not one.is_published), None),
        "begun": found.drafts.count(),
        "sent": found.drafts.exclude(response=None).count(),
        "is_open": queries.is_open(found, timezone.localdate()),
        "upload": XlsFormForm(),
        "refusal": refusal,
    }
    return render(request, "surveys/survey.html", context, status=400 if refusal else 200)


@login_required
@require_POST
def start(request: HttpRequest, key: int) -> HttpResponse:
    """Start a version, or go on with the one in the making."""
    made = actions.start_version(survey_of(request, key), by=request.user, at=timezone.now())
    return redirect("surveys:questionnaire", made.pk)


@login_required
def questionnaire(request: HttpRequest, key: int) -> HttpResponse:
    """The items of one version."""
    return _list(request, questionnaire_of(request, key))


def _list(request: HttpRequest, found: Any, refusal: Refusal | None = None) -> HttpResponse:
    definition = definition_of(found)
    problems = problems_in(definition)
    told = {"dutch": found.introduction_nl, "english": found.introduction_en}
    context = {
        "questionnaire": found,
        "rows": [
            (row, [problem.text for problem in problems if problem.item == row.name])
            for row in found.items.select_related("bank_question")
        ],
        "problems": problems,
        "kinds": Kind.choices,
        "bank": queries.bank_questions(),
        "introduction": IntroductionForm(initial=told),
        "refusal": refusal,
    }
    return render(request, "surveys/questionnaire.html", context, status=400 if refusal else 200)


@login_required
def item(request: HttpRequest, key: int) -> HttpResponse:
    """Write one item: a new one of a kind, or one that is there."""
    found = questionnaire_of(request, key)
    definition, name = definition_of(found), request.GET.get("naam", "")
    old = definition.item(name)
    form_class = FORM_OF.get(old.kind if old else request.GET.get("soort", ""))
    if form_class is None:
        raise Http404
    form, refusal = form_class(request.POST or None, definition=definition, item=old), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.put_item(
                found, form.to_item(), replaces=name if old else "", by=request.user, at=timezone.now()
            )
        except Refusal as came:
            refusal = came
        else:
            messages.success(request, _("The item has been saved."))
            return redirect("surveys:questionnaire", found.pk)
    context = {
        "questionnaire": found,
        "form": form,
        "item": old,
        "kind": Kind(form.kind).label,
        "refusal": refusal,
    }
    return render(request, "surveys/item.html", context, status=400 if refusal else 200)


@login_required
@require_POST
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Move an item, take it out, keep it in the bank, take one from the bank, or set the introduction."""
    found = questionnaire_of(request, key)
    name, by, at = request.POST.get("naam", ""), request.user, timezone.now()
    wish = request.POST.get("wat", "")
    if wish in ("omhoog", "omlaag"):
        actions.move_item(found, name, -1 if wish == "omhoog" else 1, by=by, at=at)
    elif wish == "weg":
        actions.remove_item(found, name, by=by, at=at)
    elif wish == "bewaar":
        actions.keep_in_bank(get_object_or_404(found.items, name=name), by=by, at=at)
    elif wish == "vraag":
        question = get_object_or_404(queries.bank_questions(), name=name)
        try:
            actions.take_from_bank(found, question, by=by, at=at)
        except Refusal as refusal:
            return _list(request, found, refusal)
    elif wish == "inleiding":
        form = IntroductionForm(request.POST)
        if form.is_valid():
            actions.introduce(found, form.cleaned_data["dutch"], form.cleaned_data["english"], by=by, at=at)
    messages.success(request, _("The questionnaire has been changed."))
    return redirect("surveys:questionnaire", found.pk)


@login_required
@require_POST
def publish(request: HttpRequest, key: int) -> HttpResponse:
    """Publish a version, for good."""
    found = questionnaire_of(request, key)
    try:
        actions.publish_questionnaire(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _list(request, found, refusal)
    messages.success(request, _("The questionnaire has been published. It never changes from now on."))
    return redirect("surveys:survey", found.survey_id)


@login_required
def preview(request: HttpRequest, key: int) -> HttpResponse:
    """A version as respondents see it; nothing is saved. All items are shown, whatever their condition."""
    found = questionnaire_of(request, key)
    definition = definition_of(found)
    number = request.GET.get("pagina", "1")
    pages = pages_of(definition) if not problems_in(definition) else ()
    page = next((one for one in pages if str(one.number) == number), pages[0] if pages else None)
    language = "en" if request.GET.get("taal") == "en" else get_language() or "nl"
    with override(language):
        context = {
            "questionnaire": found,
            "pages": pages,
            "page": page,
            "blocks": blocks_of(page.parts, {}) if page else [],
            "conditions": [part.item for part in page.parts if part.item.condition] if page else [],
            "problems": problems_in(definition),
            "language": language,
        }
        return render(request, "surveys/preview.html", context)


@login_required
def fill_in_for(request: HttpRequest, key: int) -> HttpResponse:
    """Fill in for a municipality: on the telephone, or from paper."""
    found = survey_of(request, key)
    form, refusal = FillInForForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            draft = actions.begin(found, data["municipality"], role=data["role"], at=timezone.now())
        except Refusal as came:
            refusal = came
        else:
            entrance.enter(request.session, draft)
            return redirect("surveys:fill_in")
    context = {"survey": found, "form": form, "refusal": refusal}
    return render(request, "surveys/fill_in_for.html", context, status=400 if refusal else 200)


@login_required
def close(request: HttpRequest, key: int) -> HttpResponse:
    """Close a survey: ask first, then do it."""
    found = survey_of(request, key)
    if request.method == "POST":
        actions.close(found, by=request.user, at=timezone.now())
        messages.success(request, _("The survey has been closed."))
        return redirect("surveys:survey", found.pk)
    sent = found.drafts.exclude(response=None).count()
    context = {"survey": found, "sent": sent, "not_sent": found.drafts.filter(response=None).count()}
    return render(request, "surveys/close.html", context)


def survey_of(request: HttpRequest, key: int) -> Any:
    require(request.user, Right.IMPORT)
    return get_object_or_404(queries.surveys(), pk=key)


def questionnaire_of(request: HttpRequest, key: int) -> Any:
    require(request.user, Right.IMPORT)
    found = queries.questionnaire_with(key)
    if found is None:
        raise Http404
    return found
