"""Planning a change of the codebook, and what was changed before. The preview is a page of the roof: it knows
the white spots too."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, may, require
from kennismakelaar.coding import api, presenters
from kennismakelaar.coding.forms import FixForm, MergeForm, MoveForm, ReasonForm, SplitForm
from kennismakelaar.shared.errors import NotAllowed, Refusal
from kennismakelaar.topics.api import Topic, topics

PREVIEW = "/werk/codeboek/wijziging/{}"
KINDS = {
    "splitsen": gettext_lazy("Split"), "samenvoegen": gettext_lazy("Merge"), "verplaatsen": gettext_lazy("Move"),
    "uit-gebruik": gettext_lazy("Take out of use"),
}  # fmt: skip


@login_required
def plan(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """This will ask what a change should do, and lead to its preview."""
    require(request.user, Right.EDIT_CODEBOOK)
    if kind not in KINDS:
        raise Http404
    code = _code(slug)
    form = _form(request, code, kind)
    if request.method == "POST" and form.is_valid():
        try:
            change = _planned(request, code, kind, form)
            return redirect(PREVIEW.format(change.pk))
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {
        "code": code, "form": form, "kind": kind, "title": KINDS[kind],
        "quotes": presenters.to_divide(api.segments_with(code, request.user), request.POST)
        if kind == "splitsen"
        else (),
    }  # fmt: skip
    return render(request, "coding/plan.html", context, status=400 if form.errors else 200)


def _code(slug: str) -> api.Code:
    return get_object_or_404(api.codes_in_use(api.current_codebook(), on=timezone.localdate()), slug=slug)


def _form(request: HttpRequest, code: api.Code, kind: str) -> Any:
    data = request.POST or None
    others = [c for c in api.codes_in_use(code.codebook, on=timezone.localdate()) if c.pk != code.pk]
    known = [(topic.pk, topic.label) for topic in topics()]
    if kind == "samenvoegen":
        return MergeForm(data, codes=others)
    if kind == "verplaatsen":
        start = {"parent": code.parent.slug if code.parent else "", "topic": code.topic_id or ""}
        return MoveForm(data, codes=others, topics=known, initial=start)
    if kind == "splitsen":
        start = {f"topic{n}": code.topic_id or "" for n in range(1, SplitForm.MOST + 1)}
        return SplitForm(data, topics=known, initial=start)
    return ReasonForm(data)


def _planned(request: HttpRequest, code: api.Code, kind: str, form: Any) -> api.CodebookChange:
    data = form.cleaned_data
    who = {"reason": data["reason"], "by": request.user, "at": timezone.now()}
    if kind == "samenvoegen":
        return api.plan_merge([code], _code(data["into"]), **who)
    if kind == "verplaatsen":
        parent = _code(data["parent"]) if data["parent"] else None
        return api.plan_move(code, parent, Topic.objects.filter(pk=data["topic"]).first(), **who)
    if kind == "splitsen":
        segments = {segment.pk for segment in api.segments_with(code, request.user)}
        chosen = {pk: request.POST.get(f"part{pk}", "1") for pk in segments}
        return api.plan_split(
            code, form.parts, {pk: int(n) - 1 for pk, n in chosen.items() if n in "123"}, **who
        )
    return api.plan_retire(code, **who)


@login_required
def history(request: HttpRequest) -> HttpResponse:
    """This will show the versions of the codebook and every change, each of which can be undone by a new one."""
    require(request.user, Right.CODE)
    book = api.current_codebook()
    context = {
        "codebook": book, "versions": presenters.versions(api.versions_of(book)),
        "changes": presenters.changes(api.changes(book)), "form": FixForm(), "reason": ReasonForm(),
        "may_edit": may(request.user, Right.EDIT_CODEBOOK),
    }  # fmt: skip
    return render(request, "coding/history.html", context)


@login_required
@require_POST
def fix(request: HttpRequest) -> HttpResponse:
    """This will fix the codebook as it is, as a numbered version."""
    book = api.current_codebook()
    if book is None:
        raise Http404
    try:
        version = api.fix_version(book, note=request.POST.get("note", ""), by=request.user, at=timezone.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Version %(number)s is fixed.") % {"number": version.number})
    return redirect("coding:history")


@login_required
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """This will plan to undo a change, and lead to the preview of that."""
    change = api.planned_change(number)
    if change is None:
        raise Http404
    try:
        reason = request.POST.get("reason", "")
        back = api.plan_undo(change, reason=reason, by=request.user, at=timezone.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("coding:history")
    return redirect(PREVIEW.format(back.pk))
