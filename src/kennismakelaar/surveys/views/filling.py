"""Filling in a form, without an account: begin, page by page, overview, sent. Works without JavaScript."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import actions, entrance, queries
from kennismakelaar.surveys.definitions import definition_of
from kennismakelaar.surveys.forms import RoleForm
from kennismakelaar.surveys.presenters.filling import blocks_of, named_in_full
from kennismakelaar.surveys.presenters.overview import differences_of, overview_of
from kennismakelaar.surveys.questionnaire.answers import faults_in, posted
from kennismakelaar.surveys.questionnaire.definition import Definition
from kennismakelaar.surveys.questionnaire.pages import Page, asked, pages_of, shown


@never_cache
def fill_in(request: HttpRequest) -> HttpResponse:
    """The beginning of a form, or one page of it."""
    if request.method == "POST":
        return _save(request)
    draft = _draft(request)
    if draft is None:
        return render(request, "surveys/no_form.html", status=404)
    number = request.GET.get("pagina", "")
    pages = _pages(definition_of(draft.questionnaire), draft.answers)
    page = next((one for one in pages if str(one.number) == number), None)
    if page is None:
        return _beginning(request, draft, pages)
    return _page(request, draft, page)


def _beginning(request: HttpRequest, draft: Any, pages: list[Page]) -> HttpResponse:
    reached = next((page for page in pages if page.number >= max(draft.page, 1)), pages[0])
    context = {
        "draft": draft,
        "form": RoleForm(initial={"role": draft.role}),
        "introduction": draft.questionnaire.introduction,
        "key": entrance.key_of(draft),
        "reached": reached.number,
        "minutes": max(1, sum(len(page.fields) for page in pages) // 12),
        "is_open": queries.is_open(draft.survey, timezone.localdate()),
    }
    return render(request, "surveys/begin.html", context)


def _page(
    request: HttpRequest, draft: Any, page: Page, *, contested: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    definition = definition_of(draft.questionnaire)
    pages = _pages(definition, draft.answers)
    parts = shown(page, asked(definition, draft.answers))
    place = [one.number for one in pages].index(page.number)
    faults = {fault.field.key: fault.text for fault in faults_in(page.fields, draft.answers)}
    differing = [one.key for one in page.fields if one.key in draft.contested]
    context = {
        "draft": draft,
        "page": page,
        "blocks": blocks_of(parts, draft.answers, faults),
        "faults": [
            ("v-" + key.replace(".", "-"), named_in_full(definition, key, _language()), text)
            for key, text in faults.items()
        ],
        "place": place + 1,
        "total": len(pages),
        "before": pages[place - 1].number if place else 0,
        "key": entrance.key_of(draft),
        "differences": differences_of(definition, draft, differing) if differing else [],
        "just_now": bool(contested),
    }
    return render(request, "surveys/fill_in.html", context, status=status)


def _save(request: HttpRequest) -> HttpResponse:
    """Saves a page by the key it carries, so that it lands also when the session is over."""
    key = entrance.read_key(request.POST.get("formulier", ""))
    if key is None:
        return render(request, "surveys/no_form.html", status=400)
    draft, now = queries.draft_with(key[0]), timezone.now()
    number, version = request.POST.get("pagina", ""), request.POST.get("versie", "")
    try:
        if draft is None:
            raise actions.form_is_gone()
        if not number:
            draft = actions.say_role(draft, _role(request), at=now)
            entrance.enter(request.session, draft)
            return redirect(_address(int(request.POST.get("naar", "1") or 1)))
        page = pages_of(definition_of(draft.questionnaire))[int(number) - 1]
        came = posted(page.fields, request.POST)
        saved = actions.save_page(draft, came, version=int(version), page=page.number, at=now)
    except (ValueError, IndexError):
        return render(request, "surveys/no_form.html", status=400)
    except Refusal as refusal:
        return _not_saved(request, key[1], number, refusal)
    entrance.enter(request.session, saved.draft)
    return _onward(request, saved, page)


def _onward(request: HttpRequest, saved: Any, page: Page) -> HttpResponse:
    """To where somebody wants to go; a page with mistakes or differences is shown first."""
    draft, wish = saved.draft, request.POST.get("naar", "verder")
    if saved.contested:
        return _page(request, draft, page, contested=saved.contested, status=409)
    if wish == "verder" and faults_in(page.fields, draft.answers):
        return _page(request, draft, page)
    if wish == "bewaar":
        return redirect(_address(page.number) + "&bewaard=1")
    pages = [one.number for one in _pages(definition_of(draft.questionnaire), draft.answers)]
    earlier, later = [n for n in pages if n < page.number], [n for n in pages if n > page.number]
    if wish == "terug":
        return redirect(_address(earlier[-1]) if earlier else reverse("surveys:fill_in"))
    return redirect(_address(later[0]) if later and wish != "overzicht" else reverse("surveys:overview"))


def _not_saved(request: HttpRequest, questionnaire: int, number: str, refusal: Refusal) -> HttpResponse:
    """What cannot be saved any more is shown, so that nobody loses what was typed."""
    typed, found = [], queries.questionnaire_with(questionnaire)
    if found is not None and number.isdecimal():
        definition = definition_of(found)
        page = pages_of(definition)[int(number) - 1]
        typed = [
            (named_in_full(definition, key, _language()), text)
            for key, text in posted(page.fields, request.POST).items()
            if isinstance(text, str) and len(text) > 20
        ]
    return render(request, "surveys/not_saved.html", {"refusal": refusal, "typed": typed}, status=400)


@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """All answers before they are sent; send them here."""
    draft = _draft(request)
    if draft is None:
        return render(request, "surveys/no_form.html", status=404)
    if request.method == "POST":
        try:
            actions.send(draft, at=timezone.now())
        except Refusal as refusal:
            return _overview(request, draft, refusal)
        return redirect("surveys:sent")
    return _overview(request, draft)


def _overview(request: HttpRequest, draft: Any, refusal: Refusal | None = None) -> HttpResponse:
    draft = queries.draft_with(draft.pk) or draft
    found = overview_of(definition_of(draft.questionnaire), draft)
    context = {"draft": draft, "overview": found, "refusal": refusal, "key": entrance.key_of(draft)}
    return render(request, "surveys/overview.html", context, status=400 if refusal else 200)


@never_cache
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Settle the fields in which colleagues differ."""
    draft = _draft(request)
    if draft is None:
        return render(request, "surveys/no_form.html", status=404)
    chosen = {}
    for key, others in draft.contested.items():
        number, answers = request.POST.get(f"keuze.{key}", ""), [draft.answers.get(key, ""), *others]
        if number.isdecimal() and int(number) < len(answers):
            chosen[key] = answers[int(number)]
    actions.choose(draft, chosen, at=timezone.now())
    page = request.POST.get("pagina", "")
    return redirect(_address(int(page)) if page.isdecimal() else reverse("surveys:overview"))


@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    """What happens with a form that was sent."""
    draft = _draft(request)
    if draft is None or not draft.is_sent:
        return redirect("surveys:fill_in")
    return render(request, "surveys/sent.html", {"draft": draft})


def _draft(request: HttpRequest) -> Any:
    """The form in the session, or the one whose key the page carries."""
    key = entrance.read_key(request.POST.get("formulier", "")) if request.method == "POST" else None
    number = key[0] if key else entrance.entered(request.session)
    return queries.draft_with(number) if number else None


def _pages(definition: Definition, answers: Any) -> list[Page]:
    names = asked(definition, answers)
    return [page for page in pages_of(definition) if shown(page, names)]


def _role(request: HttpRequest) -> str:
    form = RoleForm(request.POST)
    return form.cleaned_data["role"] if form.is_valid() else ""


def _address(number: int) -> str:
    return f"{reverse('surveys:fill_in')}?pagina={number}"


def _language() -> str:
    return get_language() or "nl"
