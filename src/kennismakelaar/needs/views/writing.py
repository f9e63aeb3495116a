"""Write a need from quotes and figures, add to what shows it, and take away what does not."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.coding import api as coding
from kennismakelaar.needs import actions, presenters, queries
from kennismakelaar.needs.forms import NeedForm
from kennismakelaar.topics import api as topics

MOST_QUOTES = 200


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Write a need from the quotes and figures of one topic."""
    require(request.user, Right.WRITE_NEED)
    topic = topics.topic_named(request.POST.get("topic") or request.GET.get("onderwerp", ""))
    quotes, figures = shown_by(topic)
    form = NeedForm(request.POST or None, initial={"topic": topic.pk if topic else ""})
    if request.method == "POST" and form.is_valid():
        made = actions.write_need(
            actions.Draft(**form.cleaned_data),
            codings=chosen(request, "quote", quotes),
            figures=chosen(request, "figure", figures),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The need has been written down."))
        return redirect("needs:need", made.pk)
    context = {"form": form, "quotes": quotes, "figures": presenters.lines_of(figures), "topic": topic}
    return render(request, "needs/new.html", context)


@login_required
def add_evidence(request: HttpRequest, key: int) -> HttpResponse:
    """Choose more quotes and figures that show a need."""
    require(request.user, Right.WRITE_NEED)
    found = _found(key)
    topic = topics.topic_named(request.GET.get("onderwerp", "")) or found.topic
    quotes, figures = shown_by(topic)
    have = {(row.coding_id, row.figure_id) for row in queries.evidence_of(found)}
    quotes = [quote for quote in quotes if (quote.pk, None) not in have]
    figures = [figure for figure in figures if (None, figure.pk) not in have]
    if request.method == "POST":
        new_ones = actions.add_evidence(
            found,
            codings=chosen(request, "quote", quotes),
            figures=chosen(request, "figure", figures),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Added: %d.") % new_ones)
        return redirect("needs:need", key)
    context = {"need": found, "quotes": quotes, "figures": presenters.lines_of(figures), "topic": topic}
    return render(request, "needs/add_evidence.html", context)


@login_required
@require_POST
def remove_evidence(request: HttpRequest, key: int, row: int) -> HttpResponse:
    """Take away a quote or figure that does not show the need after all."""
    require(request.user, Right.WRITE_NEED)
    evidence = queries.evidence_of(_found(key)).filter(pk=row).first()
    if evidence is None:
        raise Http404
    reason = request.POST.get("reason", "")[:300]
    actions.remove_evidence(evidence, reason=reason, by=request.user, at=timezone.now())
    messages.success(request, _("Taken away. The words themselves stay where they are."))
    return redirect("needs:need", key)


def shown_by(topic: topics.Topic | None) -> tuple[list, list]:
    """The coded quotes and the latest figure on a topic."""
    if topic is None:
        return [], []
    latest = queries.latest_assessment()
    figures = [one for one in queries.figures_of(latest) if one.topic == topic] if latest else []
    return list(coding.codings_of(topic)[:MOST_QUOTES]), figures


def chosen(request: HttpRequest, name: str, rows: list) -> list:
    """The rows whose box was ticked."""
    ticked = set(request.POST.getlist(name))
    return [row for row in rows if str(row.pk) in ticked]


def _found(key: int) -> queries.Need:
    found = queries.need_with(key)
    if found is None:
        raise Http404
    return found
