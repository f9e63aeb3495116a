"""What was said, word for word, and the queue of what is held back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, may, require
from kennismakelaar.intake import api, presenters
from kennismakelaar.intake.forms import DecisionForm, ReasonForm, RedactForm, SearchForm
from kennismakelaar.shared.errors import NotAllowed, Refusal

PAGE = 50


@login_required
def statements(request: HttpRequest) -> HttpResponse:
    """This will list the statements somebody may read, narrowed as asked."""
    form = SearchForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = api.statements_matching(
        request.user,
        text=chosen.get("q", ""),
        channel=chosen.get("channel", ""),
        municipality=getattr(chosen.get("municipality"), "pk", ""),
        event=getattr(chosen.get("event"), "pk", ""),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "intake/statements.html", {"form": form, "page": page})


@login_required
def statement(request: HttpRequest, number: int) -> HttpResponse:
    """This will show one statement with its source; of an erased one only that it was there."""
    found = api.readable_statements(request.user).filter(pk=number).select_related("source").first()
    if found is None:
        return _not_readable(request, number)
    may_change = may(request.user, Right.RELEASE)
    context = {
        "statement": found,
        "continued": api.continued_as(found),
        "may_change": may_change,
        "redact_form": RedactForm(),
        "erase_form": ReasonForm(),
    }
    return render(request, "intake/statement.html", context)


def _not_readable(request: HttpRequest, number: int) -> HttpResponse:
    if api.held_back(request.user).filter(pk=number).exists():
        return redirect("intake:held", number)
    erased = api.erased_statement(request.user, number)
    if erased is None:
        raise Http404
    return render(request, "intake/statement.html", {"statement": erased})


@login_required
@require_POST
def redact(request: HttpRequest, number: int) -> HttpResponse:
    """This will leave words out that screening did not see."""
    found = get_object_or_404(api.readable_statements(request.user), pk=number)
    form = RedactForm(request.POST)
    at = found.text.find(form.data.get("words", "").strip() or "\0")
    if not form.is_valid() or at < 0:
        messages.error(request, _("Copy the words exactly as they stand in the text, and give a reason."))
        return redirect("intake:statement", number)
    words = form.cleaned_data["words"]
    try:
        api.redact(
            found, at, at + len(words), reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Left out. Marks on the text stand where they stood."))
    return redirect("intake:statement", number)


@login_required
@require_POST
def erase(request: HttpRequest, number: int) -> HttpResponse:
    """This will erase the words of a statement for good."""
    found = get_object_or_404(api.readable_statements(request.user), pk=number)
    try:
        api.erase_statement(found, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now())
    except api.UnableToErase as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Erased. A note with the date and the reason stays."))
    return redirect("intake:statement", number)


@login_required
def held(request: HttpRequest) -> HttpResponse:
    """This will list what is held back, with the suspected words covered."""
    require(request.user, Right.RELEASE)
    page = Paginator(api.held_back(request.user), PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "statement": waiting,
            "text": presenters.masked(waiting, api.pending_findings(waiting)),
            "count": api.pending_findings(waiting).count(),
            "own": not api.may_release(request.user, waiting),
        }
        for waiting in page
    ]
    return render(request, "intake/held.html", {"page": page, "rows": rows})


@login_required
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """This will show one held-back statement and take a decision per finding."""
    require(request.user, Right.RELEASE)
    waiting = get_object_or_404(api.held_back(request.user), pk=number)
    findings = list(api.pending_findings(waiting))
    second = api.may_release(request.user, waiting)
    chosen = request.POST.get("finding", "")
    rows = []
    for place, finding in enumerate(findings, start=1):
        mine = chosen == str(finding.pk)
        form = DecisionForm(request.POST if mine else None, may_release=second, prefix=f"f{finding.pk}")
        if mine and form.is_valid() and _decided(request, finding, form):
            still = api.held_back(request.user).filter(pk=number).exists()
            return redirect("intake:held", number) if still else redirect("intake:held_list")
        rows.append({"finding": finding, "form": form, "number": place})
    context = {
        "statement": waiting,
        "rows": rows,
        "second": second,
        "parts": presenters.marked(waiting, findings),
    }
    return render(request, "intake/decide.html", context)


def _decided(request: HttpRequest, finding: api.Finding, form: DecisionForm) -> bool:
    data = form.cleaned_data
    decision = (
        api.Finding.Decision.RELEASED if data["decision"] == form.RELEASE else api.Finding.Decision.REDACTED
    )
    replacement = data["replacement"] if data["decision"] == form.REPLACE else ""
    try:
        api.decide_finding(
            finding,
            decision,
            by=request.user,
            at=timezone.now(),
            reason=data.get("reason", ""),
            replacement=replacement,
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Decided and noted."))
    return True
