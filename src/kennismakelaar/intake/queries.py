"""Reading questions of this room."""

from collections import defaultdict
from datetime import date, datetime

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext as _

from dutch_text.screening import KnownNames
from kennismakelaar.accounts.api import Position, Right, User, may
from kennismakelaar.organizations.api import KnowledgeNetwork, Municipality, Organization, Region
from kennismakelaar.records.api import Processing
from kennismakelaar.shared.errors import Refusal

from .models import (
    Attendance,
    Channel,
    ColumnMapping,
    Continuation,
    Event,
    Finding,
    Import,
    Session,
    Source,
    Statement,
)
from .processings import SLUGS


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
    brought = statement.brought_by_id or statement.source.created_by_id
    return may(user, Right.RELEASE) and brought != user.pk


def versions_of(source: Source) -> list[Source]:
    """The source and the earlier versions it goes on from, newest first."""
    found = [source]
    while found[-1].newer_than is not None and found[-1].newer_than not in found:
        found.append(found[-1].newer_than)
    return found


def all_versions(source: Source) -> list[Source]:
    """Every version of the document a source came from, earlier and later."""
    first = versions_of(source)[-1]
    found = [first]
    for known in found:
        found += [newer for newer in known.newer.all() if newer not in found]
    return found


def standing_statements(source: Source) -> QuerySet[Statement]:
    """The statements of a document as its newest version leaves them, in order."""
    gone = Continuation.objects.exclude(kind=Continuation.Kind.SAME).values("old")
    standing = Statement.objects.filter(source__in=versions_of(source)).exclude(pk__in=gone)
    return standing.exclude(status=Statement.Status.ERASED).order_by("source_id", "position")


def continuations(delivery: Import) -> QuerySet[Continuation]:
    """How statements go on in a delivery that was a newer version; without those that stand unchanged."""
    found = Continuation.objects.filter(delivery=delivery).exclude(kind=Continuation.Kind.SAME)
    return found.select_related("old", "new").order_by("old__source_id", "old__position")


def continued_as(statement: Statement) -> Continuation | None:
    """What became of a statement in the newest version that changed or dropped it; None when it stands."""
    found = statement.continues_as.exclude(kind=Continuation.Kind.SAME).select_related("new")
    return found.order_by("-pk").first()


def latest_versions() -> QuerySet[Source]:
    """Sources of notes that no newer version has replaced yet."""
    return Source.objects.filter(delivery__kind="notes", newer=None).order_by("-pk")


def pending_findings(statement: Statement) -> QuerySet[Finding]:
    return statement.findings.filter(decision=Finding.Decision.PENDING)


def same_file_confirmed(sha256: str, kind: str) -> Import | None:
    return Import.objects.filter(sha256=sha256, kind=kind, status=Import.Status.CONFIRMED).first()


def deliveries() -> QuerySet[Import]:
    """All imports, newest first, without the files themselves."""
    counted = Import.objects.annotate(
        statements=Count("sources__statements"),
        has_file=ExpressionWrapper(~Q(content=b""), output_field=BooleanField()),
    )
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


def sessions() -> QuerySet[Session]:
    return Session.objects.select_related("event", "topic")


def live_source(session: Session) -> Source | None:
    """The source of the notes that are typed while this session goes on."""
    return Source.objects.filter(session=session, is_live=True).first()


def live_notes(session: Session, user: User) -> list[Statement]:
    """The notes of a session that this user may read, the last one first; their own also while held back."""
    if not may(user, Right.IMPORT):
        return []
    notes = Statement.objects.filter(source__session=session, source__is_live=True)
    shown = notes.filter(Q(status=Statement.Status.OPEN) | Q(status=Statement.Status.HELD_BACK))
    return list(shown.select_related("municipality", "brought_by").order_by("-position")[:200])


def ratings_of(session: Session) -> dict[str, dict[int, int]]:
    """Per learning objective ("" = as a whole): figure -> people."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for rating in session.ratings.all():
        found[rating.objective][rating.value] = rating.people
    return dict(found)


def unfinished_deliveries(before: datetime) -> QuerySet[Import]:
    """Files that were delivered before this moment and never confirmed."""
    waiting = [Import.Status.UPLOADED, Import.Status.RECOGNIZED]
    return Import.objects.filter(status__in=waiting, kind="notes", created_at__lt=before).defer("content")


def processing_of(channel: str) -> Processing | None:
    """The entry of the register of processing for words that come through this door, when it was loaded."""
    return Processing.objects.filter(slug=SLUGS[Channel(channel)]).first()
