"""Pages of the white spots: public map and topic, and the workbench where they are computed and published."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.catalog import api as catalog
from kennismakelaar.needs import api as needs
from kennismakelaar.records import api as records
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics import api as topics

from . import actions, need_tables, presenters, queries, tasks


def _labels() -> dict[str, str]:
    return {topic.slug: str(topic) for topic in topics.topics()}


def spots(request: HttpRequest) -> HttpResponse:
    """The white-spot map."""
    by = request.GET.get("per", "grootte")
    by = by if by in presenters.BY else "grootte"
    publication = records.current(actions.KIND_WHITE_SPOTS)
    labels = _labels()
    context = {
        "publication": publication,
        "map": lambda: presenters.spot_map(publication, by=by, labels=labels),
        "mark": presenters.mark_of(labels),
        "by": by,
    }
    return render(request, "gaps/spots.html", context)


def spots_csv(request: HttpRequest) -> HttpResponse:
    """The same map as a file."""
    by = request.GET.get("per", "grootte")
    publication = records.current(actions.KIND_WHITE_SPOTS)
    if publication is None or by not in presenters.BY:
        raise Http404
    found = presenters.spot_map(publication, by=by, labels=_labels())
    response = HttpResponse(presenters.matrix(found).csv, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="witte-vlekken-{by}.csv"'
    return response


def published_needs(request: HttpRequest) -> HttpResponse:
    """What municipalities need, as it went through the gate."""
    by = request.GET.get("per", "grootte")
    by = by if by in need_tables.COLUMNS else "grootte"
    publication = records.current(actions.KIND_NEEDS)
    table = need_tables.need_table(publication, by=by, labels=_labels()) if publication else None
    context = {"publication": publication, "table": table, "by": by}
    if table:
        context["sentence"] = need_tables.in_words(table)
    return render(request, "gaps/needs.html", context)


def published_needs_csv(request: HttpRequest) -> HttpResponse:
    """The same needs as a file."""
    by = request.GET.get("per", "grootte")
    publication = records.current(actions.KIND_NEEDS)
    if publication is None or by not in need_tables.COLUMNS:
        raise Http404
    table = need_tables.need_table(publication, by=by, labels=_labels())
    headers = {"Content-Disposition": f'attachment; filename="behoeften-{by}.csv"'}
    return HttpResponse(
        need_tables.matrix(table).csv, content_type="text/csv; charset=utf-8", headers=headers
    )


def spot(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic: how great the need is, how far the offer covers it, and what shows that."""
    publication = records.current(actions.KIND_WHITE_SPOTS)
    found = presenters.spot_of(publication, slug, labels=_labels()) if publication else None
    if found is None:
        raise Http404
    today = timezone.localdate()
    need_publication = records.current(actions.KIND_NEEDS)
    context = {
        "spot": found,
        "publication": publication,
        "need": presenters.needs_of(need_publication, slug),
        "segments": presenters.needs_by_segment(need_publication, slug),
        "needs": needs.agreed_needs_for(slug).exclude(status=needs.Need.Status.DRAFT),
        "offers": catalog.offers_for_topics(queries.families(today)[slug], on=today)[:6],
    }
    return render(request, "gaps/spot.html", context)


@login_required
def workbench(request: HttpRequest) -> HttpResponse:
    """The exact judgements, for who computes them."""
    require(request.user, Right.ASSESS)
    latest = queries.latest()
    context = {
        "latest": latest,
        "rows": queries.gaps_of(latest) if latest else [],
        "surveys": surveys.surveys(),
        "published": records.current(actions.KIND_WHITE_SPOTS),
    }
    return render(request, "gaps/workbench.html", context)


@login_required
@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    """Lay the needs over the menu anew."""
    now = timezone.now()
    survey = surveys.survey_with(request.POST.get("survey", ""))
    if survey is None:
        raise Http404
    actions.assess(survey, on=timezone.localdate(), by=request.user, at=now)
    messages.success(request, _("The white spots have been computed anew."))
    return redirect("gaps:workbench")


@login_required
@require_POST
def make_public(request: HttpRequest) -> HttpResponse:
    """Bring the latest judgements through the publication gate."""
    latest = queries.latest()
    if latest is None:
        raise Http404
    actions.publish(latest, by=request.user, at=timezone.now())
    messages.success(request, _("The figures are public."))
    return redirect("gaps:workbench")


@login_required
@require_POST
def ask_report(request: HttpRequest) -> HttpResponse:
    """Have the published figures of a survey written as a report."""
    survey = surveys.survey_with(request.POST.get("survey", ""))
    kind = request.POST.get("kind", "")
    if survey is None or kind not in (needs.Export.Kind.PDF, needs.Export.Kind.WORD):
        raise Http404
    with transaction.atomic():
        asked = needs.ask_export(survey, kind, by=request.user, at=timezone.now())
        tasks.make_report.defer(export=asked.pk)
    return redirect(f"{reverse('needs:exports')}?peiling={survey.pk}")
