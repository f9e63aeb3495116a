"""Do the absent differ, and when to stop calling: for who decides on more talks."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kennismakelaar.accounts.api import Right, require
from kennismakelaar.intake import api as intake
from kennismakelaar.outreach import differences, presenters, queries
from kennismakelaar.surveys import api as surveys


@login_required
def judging(request: HttpRequest) -> HttpResponse:
    """What talks with the absent brought, and whether more of them will."""
    require(request.user, Right.CONVERSE)
    today = timezone.localdate()
    heard = queries.heard_on(today, survey=surveys.latest_survey(today), event=intake.latest_event(today))
    found = differences.differences(heard)
    stop = differences.stopping(today)
    context = {
        "found": found,
        "lines": [presenters.DifferenceLine(row) for row in found.topics],
        "verdict": presenters.difference_in_words(found),
        "stop": presenters.stopping_in_words(stop),
        "chart": presenters.stopping_chart(stop),
    }
    return render(request, "outreach/judging.html", context)
