"""What machines ask a site: is it alive, is it ready, what may a robot see, whom to warn."""

from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

SECURITY_EXPIRES = datetime.fromisoformat("2027-09-30T00:00:00+00:00")
CLOSED = ("/werk", "/beheer/", "/account/", "/metrics", "/_health/")


@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """This will answer as long as the process runs."""
    return JsonResponse({"status": "live"})


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """This will answer 200 only when the database is there and has the tables of this version."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return JsonResponse({"status": "not ready", "reason": "no database"}, status=503)
    if waiting:
        reason = {"status": "not ready", "reason": "migrations waiting", "waiting": waiting}
        return JsonResponse(reason, status=503)
    return JsonResponse({"status": "ready"})


def not_here(request: HttpRequest, *parts: str) -> HttpResponse:
    """This will answer that there is no such page, for pages that packages bring and this site does not have."""
    raise Http404


def robots(request: HttpRequest) -> HttpResponse:
    """This will ask robots to stay out of the rooms behind a door."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def security(request: HttpRequest) -> HttpResponse:
    """This will tell whom to warn about a weakness (RFC 9116)."""
    address = request.build_absolute_uri(reverse("website:security"))
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {SECURITY_EXPIRES:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {address}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
