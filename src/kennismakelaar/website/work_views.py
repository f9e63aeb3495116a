"""The first page of the workbench, and the thread."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.intake import api as intake
from kennismakelaar.records import api as records

from .own_town import own_town, town_of
from .thread import KIND_STREAMS, streams, thread_from
from .worklist import rooms_for, waiting_for


@login_required
def work(request: HttpRequest) -> HttpResponse:
    """This will show what waits for who is signed in, and the rooms they may enter."""
    own = intake.readable_statements(request.user)
    context = {
        "waiting": waiting_for(request.user, on=timezone.localdate()),
        "rooms": rooms_for(request.user),
        "own": own.prefetch_related("follow_ups")[:50] if request.user.position == "municipality" else [],
        "replies": follow_up.public_follow_ups()[:5],
    }
    return render(request, "website/work.html", context)


@login_required
def town(request: HttpRequest) -> HttpResponse:
    """This will show an official what the own municipality answered, how that compares and what exists for it."""
    municipality = town_of(request.user)
    found = own_town(municipality, on=timezone.localdate()) if municipality else None
    return render(request, "website/own_town.html", {"town": found})


def thread(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """This will show the way from words to what became of them, seen from one point."""
    found = thread_from(kind, key, user=request.user)
    if found is None:
        raise Http404
    return render(request, "website/thread.html", {"thread": found})


def all_threads(request: HttpRequest) -> HttpResponse:
    """This will show how many statements went which way."""
    publication = records.current(KIND_STREAMS)
    context = {"publication": publication, "chart": streams(publication) if publication else None}
    return render(request, "website/threads.html", context)
