"""Reading questions of this room."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from dutch_text.screening import KnownNames
from kennismakelaar.accounts.api import Position, Right, User, may
from kennismakelaar.organizations.api import KnowledgeNetwork, Municipality, Organization, Region
from kennismakelaar.records.api import Processing
from kennismakelaar.shared.errors import Refusal

from .models import Attendance, ColumnMapping, Event, Finding, Import, Source, Statement


class NoProcessingRecord(Refusal):
    """Words may not be kept without an entry in the register of processing."""


def processing_named(slug: str) -> Processing:
    """The entry of the register of processing with this short name."""
    entry = Processing.objects.filter(slug=slug).first()
    if entry is None:
        raise NoProcessingRecord(
            _("An entry “%(slug)s” in the register of processing.") % {"slug": slug},
            came=_("There is none."),
            hint=_("Run the command load_processing, or add the entry."),
        )
    return entry


def known_names() -> KnownNames:
    """Names that are no persons: municipalities, regions, organizations and networks."""
    places = {
        *Municipality.objects.values_list("name", flat=True),
        *Region.objects.values_list("name", flat=True),
    }
    organizations = {
        name for pair in Organization.objects.values_list("name", "abbreviation") for name in pair if name
    } | set(KnowledgeNetwork.objects.values_list("name", flat=True))
    return KnownNames(places=tuple(sorted(places)), organizations=tuple(sorted(organizations)))


def readable_statements(user: User | None) -> QuerySet[Statement]:
    """The statements whose words this user may read: never what is held back.

    Advisers read all; somebody of a municipality reads what was said for their own; nobody else reads any.
    """
    readable = Statement.objects.filter(status=Statement.Status.OPEN)
    if may(user, Right.READ_STATEMENTS):
        return readable
    membership = getattr(user, "membership", None) if _is_of_municipality(user) else None
    if membership is None or membership.municipality_id is None:
        return readable.none()
    return readable.filter(municipality_id=membership.municipality_id)


def _is_of_municipality(user: User | None) -> bool:
    return bool(user and user.is_authenticated and user.is_active and user.position == Position.MUNICIPALITY)


def held_back(user: User) -> QuerySet[Statement]:
    """What waits for somebody who decides on screening findings; the words of others first."""
    if not may(user, Right.RELEASE):
        return Statement.objects.none()
    waiting = Statement.objects.filter(status=Statement.Status.HELD_BACK)
    return waiting.select_related("source", "source__created_by", "municipality").order_by("pk")


def erased_statement(user: User, number: int) -> Statement | None:
    """An erased statement, for who might have read it: that it was there may be known."""
    if not may(user, Right.READ_STATEMENTS):
        return None
    erased = Statement.objects.filter(pk=number, status=Statement.Status.ERASED)
    return erased.select_related("source", "municipality").first()


def may_release(user: User, statement: Statement) -> bool:
    """Whether this user is a second person: with the right, and not who brought the words in."""
    return may(user, Right.RELEASE) and statement.source.created_by_id != user.pk


def pending_findings(statement: Statement) -> QuerySet[Finding]:
    return statement.findings.filter(decision=Finding.Decision.PENDING)


def same_file_confirmed(sha256: str, kind: str) -> Import | None:
    return Import.objects.filter(sha256=sha256, kind=kind, status=Import.Status.CONFIRMED).first()


def deliveries() -> QuerySet[Import]:
    """All imports, newest first, without the files themselves."""
    counted = Import.objects.annotate(statements=Count("sources__statements"))
    return counted.defer("content").select_related("created_by").order_by("-created_at", "-pk")


def events() -> QuerySet[Event]:
    return Event.objects.annotate(
        statements=Count("sources__statements", distinct=True), session_count=Count("sessions", distinct=True)
    ).order_by("-held_on", "-pk")


def statements_matching(
    user: User, *, text: str = "", channel: str = "", municipality: str = "", event: str = ""
) -> QuerySet[Statement]:
    """Readable statements, narrowed."""
    found = (
        readable_statements(user).select_related("source", "municipality").order_by("-source__held_on", "pk")
    )
    if text:
        found = found.filter(text__icontains=text)
    if channel:
        found = found.filter(source__channel=channel)
    if municipality:
        found = found.filter(Q(municipality_id=municipality))
    if event:
        found = found.filter(source__event_id=event)
    return found


def statements_of(event: Event, user: User) -> dict[int, list[Statement]]:
    """The readable statements of an event by session; 0 stands for the event as a whole."""
    found: dict[int, list[Statement]] = defaultdict(list)
    rows = readable_statements(user).filter(source__event=event).select_related("source", "municipality")
    for statement in rows.order_by("source_id", "position"):
        found[statement.source.session_id or 0].append(statement)
    return dict(found)


def attendance_of(event: Event) -> tuple[int, int, list[Attendance]]:
    """How many people of how many municipalities came, and the counts behind it."""
    rows = list(event.attendances.select_related("municipality").order_by("municipality__name", "role"))
    return sum(row.people for row in rows), len({row.municipality_id for row in rows}), rows


def known_mapping(signature: str) -> dict[str, str]:
    """The meanings of columns as they were chosen before for a file with this header."""
    found = ColumnMapping.objects.filter(signature=signature).first()
    return dict(found.columns) if found else {}


def sources_of(delivery: Import) -> QuerySet[Source]:
    return Source.objects.filter(delivery=delivery)


def latest_event(on: date) -> Event | None:
    """The event that was held last on or before a day."""
    return Event.objects.filter(held_on__lte=on).order_by("-held_on").first()


def delivery_with(key: int, kind: str) -> Import | None:
    """The delivery of a kind with this number."""
    return Import.objects.filter(pk=key, kind=kind).first()
