"""Reading and marking: the list of what is yours to code, and the page on which you code it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.coding import api, presenters, reading
from kennismakelaar.coding.forms import AssignForm, MarkForm
from kennismakelaar.intake.api import Statement, readable_statements
from kennismakelaar.shared.errors import NotAllowed, Refusal

from .chosen import chosen_codes, chosen_place, judge_proposal

PAGE = 50


@login_required
def assignments(request: HttpRequest) -> HttpResponse:
    """This will list what somebody has to code, and divide what nobody codes yet."""
    require(request.user, Right.CODE)
    form = AssignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _divide(request, form.cleaned_data)
            return redirect("coding:assignments")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    own = api.assignments_of(request.user)
    waiting = own.filter(done_at=None).count()
    context = {
        "page": Paginator(own, PAGE).get_page(request.GET.get("page")), "waiting": waiting,
        "done": own.count() - waiting, "first": own.filter(done_at=None).first(), "form": form,
        "proposals": api.proposals_for(request.user).count(),
        "uncoded": api.uncoded_statements(request.user).count(), "codebook": api.current_codebook(),
    }  # fmt: skip
    return render(request, "coding/assignments.html", context)


def _divide(request: HttpRequest, chosen: dict[str, Any]) -> None:
    people = {str(user.pk): user for user in api.coders()}
    who = {"by": request.user, "at": timezone.now()}
    made = []
    if chosen["coder"]:
        made += api.assign(
            api.uncoded_statements(request.user)[: chosen["most"]], people[chosen["coder"]], **who
        )
    if chosen["second"]:
        made += api.assign_sample(chosen["share"] / 100, people[chosen["second"]], **who)
    messages.success(request, _("%(count)s statements were divided.") % {"count": len(made)})


def _readable(request: HttpRequest, number: int) -> Statement:
    require(request.user, Right.CODE)
    return get_object_or_404(readable_statements(request.user), pk=number)


@login_required
def code(request: HttpRequest, number: int) -> HttpResponse:
    """This will show a text to read and mark, with the codebook beside it."""
    statement = _readable(request, number)
    form = MarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _mark(request, statement, form.cleaned_data)
            if request.POST.get("then") == "next":
                return _go_on(request, statement)
            return redirect(reverse("coding:code", args=[number]) + "#tekst")
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(
        request, "coding/code.html", _context(request, statement, form), status=400 if form.errors else 200
    )


def _context(request: HttpRequest, statement: Statement, form: MarkForm) -> dict[str, object]:
    user, codebook = request.user, api.current_codebook()
    codings = list(api.visible_codings(statement, user))
    done, everything = api.progress_of(user)
    places = [coding.segment.place for coding in codings]
    return {
        "statement": statement, "form": form, "codings": codings, "blind": api.is_blind(statement, user),
        "sentences": reading.read(statement.text, places), "assignment": api.assignment_of(statement, user),
        "groups": presenters.groups(api.codes_in_use(codebook, on=timezone.localdate())), "codebook": codebook,
        "suggestions": presenters.proposals(api.open_suggestions(statement, user)),
        "next": api.next_for(user, statement),
        "chosen_codes": request.POST.getlist("code"), "previous": api.previous_for(user, statement),
        "at_hand": list(enumerate(api.codes_at_hand(user, codebook), start=1)), "done": done, "all": everything,
    }  # fmt: skip


def _mark(request: HttpRequest, statement: Statement, data: dict[str, str]) -> None:
    """Gives every chosen code to the chosen words; all or none."""
    place, codes = chosen_place(request, statement.text), chosen_codes(request)
    if place is None or not codes:
        raise api.UnableToMark(
            _("Words and at least one code."),
            came=_("Nothing was marked.") if place is None else _("No code was chosen."),
            hint=_("Choose sentences, or a first and a last word; then choose codes."),
        )
    api.mark_with(
        statement, *place, codes, by=request.user, at=timezone.now(), stance=data["stance"], memo=data["memo"]
    )


@login_required
@require_POST
def withdraw(request: HttpRequest, number: int, coding: int) -> HttpResponse:
    """This will withdraw one's own mark."""
    statement = _readable(request, number)
    found = api.visible_codings(statement, request.user).filter(pk=coding).first()
    if found is None:
        raise Http404
    return _done(request, number, lambda: api.withdraw(found, by=request.user, at=timezone.now()), "")


@login_required
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """This will undo the last mark."""
    statement = _readable(request, number)
    return _done(
        request,
        number,
        lambda: api.withdraw_last(statement, by=request.user, at=timezone.now()),
        _("Undone."),
    )


@login_required
@require_POST
def finish(request: HttpRequest, number: int) -> HttpResponse:
    """This will say that a text is done, and go on with the next."""
    return _go_on(request, _readable(request, number))


def _go_on(request: HttpRequest, statement: Statement) -> HttpResponse:
    """Says that a text is done, when it was theirs, and opens the next."""
    following = api.next_for(request.user, statement)
    if api.assignment_of(statement, request.user) is not None:
        api.finish(statement, by=request.user, at=timezone.now())
    return redirect("coding:code", following.pk) if following else redirect("coding:assignments")


@login_required
@require_POST
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """This will take back that a text is done."""
    statement = _readable(request, number)
    return _done(
        request, number, lambda: api.reopen(statement, by=request.user, at=timezone.now()), _("Open again.")
    )


@login_required
@require_POST
def judge(request: HttpRequest, number: int, suggestion: int) -> HttpResponse:
    """This will accept, correct or reject a proposal of the machine."""
    found = get_object_or_404(api.open_suggestions(_readable(request, number), request.user), pk=suggestion)
    return _done(request, number, lambda: judge_proposal(request, found), "")


def _done(request: HttpRequest, number: int, act: object, success: str) -> HttpResponse:
    try:
        act()
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if success:
            messages.success(request, success)
    return redirect(reverse("coding:code", args=[number]) + "#tekst")
