"""What a survey measured, for who works with it: exact figures, beside each other measure and the silent ones."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.needs import choices, presenters, queries, results
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics import api as topics


@login_required
def results_page(request: HttpRequest) -> HttpResponse:
    """One wave: need, other measures, attention, two sides of a town hall, the wave before."""
    require(request.user, Right.WRITE_NEED)
    assessment = queries.assessment_of(request.GET.get("peiling", ""))
    if assessment is None and "peiling" in request.GET:
        raise Http404
    context = {"surveys": surveys.surveys(), "assessment": assessment}
    if assessment is not None:
        context |= _measured(assessment)
    return render(request, "needs/results.html", context)


@login_required
def results_csv(request: HttpRequest) -> HttpResponse:
    """The need per topic as a file, for who works with it."""
    require(request.user, Right.WRITE_NEED)
    assessment = queries.assessment_of(request.GET.get("peiling", ""))
    chart = presenters.bars_of(list(queries.figures_of(assessment))) if assessment else None
    if chart is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="behoeften.csv"'}
    return HttpResponse(chart.csv, content_type="text/csv; charset=utf-8", headers=headers)


def _measured(assessment: queries.NeedAssessment) -> dict:
    figures = list(queries.figures_of(assessment))
    lines = [presenters.MeasureLine(figure) for figure in figures]
    overlooked = presenters.unseen_first(lines)
    names = topics.topics().in_bulk()
    sides = results.two_sides(surveys.answer_table(assessment.survey))
    before = results.since_before(assessment.survey, on=timezone.localdate())
    changes = before.comparison.changes if before and before.comparison else ()
    return {
        "bars": presenters.bars_of(figures),
        "lines": lines,
        "overlooked": overlooked,
        "overlooked_in_words": presenters.unseen_in_words(overlooked),
        "choices": choices.choices_of(assessment.survey),
        "sides": [(names[one.topic], one) for one in sides],
        "before": before,
        "changes": [(names.get(change.topic, change.topic), change) for change in changes],
        "dropped": len(before.comparison.not_comparable) if before and before.comparison else 0,
    }
