"""Reading questions of this room."""

from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from kennismakelaar.accounts.api import SERVICE_EMAIL, Right, User, may
from kennismakelaar.intake.api import Statement, readable_statements
from kennismakelaar.topics.api import Topic

from .models import (
    Adjudication,
    Assignment,
    Code,
    Codebook,
    CodebookChange,
    CodebookVersion,
    Coding,
    Exchange,
    MachineJob,
    Segment,
    Suggestion,
)

DIGITS, RECENT = 9, 60


def current_codebook() -> Codebook | None:
    """The codebook in use: the newest."""
    return Codebook.objects.order_by("-version", "-pk").first()


def codes_in_use(codebook: Codebook | None, *, on: date) -> QuerySet[Code]:
    """The codes that may be given on a day, parents before children."""
    if codebook is None:
        return Code.objects.none()
    standing = codebook.codes.filter(Q(retired_on=None) | Q(retired_on__gt=on))
    return standing.select_related("parent", "topic").order_by("position", "pk")


def code_counts(codebook: Codebook | None) -> dict[int, int]:
    """How many judgements of people stand under each code."""
    rows = (
        Coding.objects.filter(code__codebook=codebook, withdrawn_at=None)
        .values("code")
        .annotate(n=Count("pk"))
    )
    return {row["code"]: row["n"] for row in rows}


def assignments_of(user: User) -> QuerySet[Assignment]:
    """What this user has to code, unfinished first, in the order it was said."""
    readable = readable_statements(user).values("pk")
    own = Assignment.objects.filter(coder=user, statement__in=readable)
    return own.select_related("statement__source", "statement__municipality").order_by(
        "done_at", "statement__source__held_on", "statement_id"
    )


def assignment_of(statement: Statement, user: User) -> Assignment | None:
    return Assignment.objects.filter(statement=statement, coder=user).first()


def next_for(user: User, after: Statement) -> Statement | None:
    """The next statement this user has not finished: the first behind this one, else the first of all."""
    waiting = _waiting(user).exclude(statement=after)
    behind = waiting.filter(statement_id__gt=after.pk).order_by("statement_id").first()
    chosen = behind or waiting.order_by("statement_id").first()
    return chosen.statement if chosen else None


def previous_for(user: User, before: Statement) -> Statement | None:
    """The statement of this user before this one, finished or not."""
    own = Assignment.objects.filter(coder=user, statement__status=Statement.Status.OPEN)
    found = (
        own.filter(statement_id__lt=before.pk).select_related("statement").order_by("-statement_id").first()
    )
    return found.statement if found else None


def _waiting(user: User) -> QuerySet[Assignment]:
    own = Assignment.objects.filter(coder=user, done_at=None, statement__status=Statement.Status.OPEN)
    return own.filter(statement__in=readable_statements(user)).select_related("statement")


def progress_of(user: User) -> tuple[int, int]:
    """How many texts this user has finished, of how many."""
    own = Assignment.objects.filter(coder=user, statement__status=Statement.Status.OPEN)
    found = own.aggregate(done=Count("pk", filter=Q(done_at__isnull=False)), all=Count("pk"))
    return found["done"], found["all"]


def codes_at_hand(user: User, codebook: Codebook | None) -> list[Code]:
    """The codes this user gave last, at most nine, in the order of the codebook: so keys keep their code."""
    given = Coding.objects.filter(coder=user, code__codebook=codebook, code__retired_on=None)
    recent = list(dict.fromkeys(given.order_by("-pk").values_list("code", flat=True)[:RECENT]))[:DIGITS]
    return list(Code.objects.filter(pk__in=recent).order_by("position", "pk"))


def hits_of(words: str, user: User, code: Code | None = None) -> QuerySet[Statement]:
    """The readable statements that hold these words, in any case; not those this user gave the code already."""
    found = readable_statements(user).filter(text__icontains=words).select_related("source")
    if code is not None:
        own = Coding.objects.filter(code=code, coder=user, withdrawn_at=None, is_adjudicated=False)
        found = found.exclude(pk__in=own.values("segment__statement"))
    finished = Assignment.objects.filter(coder=user, done_at__isnull=False)
    return found.exclude(pk__in=finished.values("statement")).order_by("pk")


def is_blind(statement: Statement, user: User) -> bool:
    """Whether this user codes this statement besides somebody else, and one of them has not finished."""
    both = list(statement.assignments.all())
    mine = any(assignment.coder_id == user.pk for assignment in both)
    return mine and len(both) > 1 and any(assignment.done_at is None for assignment in both)


def visible_codings(statement: Statement, user: User) -> QuerySet[Coding]:
    """The judgements this user may see: only their own as long as another coder must stay blind."""
    found = Coding.objects.filter(segment__statement=statement, withdrawn_at=None)
    found = found.select_related("segment__statement", "code", "coder").order_by("segment__start", "at")
    return found.filter(coder=user, is_adjudicated=False) if is_blind(statement, user) else found


def own_codings(statement: Statement, user: User) -> QuerySet[Coding]:
    return visible_codings(statement, user).filter(coder=user, is_adjudicated=False)


def open_suggestions(statement: Statement, user: User) -> QuerySet[Suggestion]:
    """What the machine proposes; not shown to coders who must judge independently of each other."""
    if is_blind(statement, user):
        return Suggestion.objects.none()
    waiting = statement.suggestions.filter(verdict=Suggestion.Verdict.OPEN, code__retired_on=None)
    return waiting.select_related("code", "statement", "run").order_by(
        F("confidence").desc(nulls_last=True), "pk"
    )


def proposals_for(user: User, code: Code | None = None) -> QuerySet[Suggestion]:
    """What the machine proposes and this user may judge, code by code, the surest first.

    Not on statements they read blind or have finished: there the machine must not steer, or a mark is refused.
    """
    both = Assignment.objects.filter(statement=OuterRef("statement"))
    mine = both.filter(coder=user)
    blind = Q(Exists(mine)) & Q(Exists(both.exclude(coder=user))) & Q(Exists(both.filter(done_at=None)))
    found = Suggestion.objects.filter(verdict=Suggestion.Verdict.OPEN, code__retired_on=None)
    found = found.filter(statement__in=readable_statements(user)).exclude(blind)
    found = found.exclude(Exists(mine.filter(done_at__isnull=False)))
    if code is not None:
        found = found.filter(code=code)
    rows = found.select_related("code", "statement__source", "run")
    return rows.order_by("code__position", "code", F("confidence").desc(nulls_last=True), "pk")


def proposal_counts(user: User) -> list[tuple[Code, int]]:
    """How many proposals wait per code."""
    rows = proposals_for(user).order_by().values_list("code").annotate(n=Count("pk"))
    counts = dict(rows)
    return [(code, counts[code.pk]) for code in Code.objects.filter(pk__in=counts).order_by("position", "pk")]


def last_job(kind: str) -> MachineJob | None:
    """What was asked of the machine last, as long as that says something."""
    return MachineJob.objects.filter(kind=kind).first()


def counting_codings() -> QuerySet[Coding]:
    """The judgements that count: a joint decision replaces those of coders, and nobody is counted twice.

    Without a joint decision the first coder's count, once finished.
    """
    adjudicated = Adjudication.objects.filter(statement=OuterRef("segment__statement"))
    not_counting = Assignment.objects.filter(
        Q(order=2) | Q(done_at=None), statement=OuterRef("segment__statement"), coder=OuterRef("coder")
    )
    found = Coding.objects.filter(withdrawn_at=None, segment__statement__status=Statement.Status.OPEN)
    found = found.annotate(decided=Exists(adjudicated), not_counting=Exists(not_counting))
    return found.filter(
        Q(decided=True, is_adjudicated=True) | Q(decided=False, is_adjudicated=False, not_counting=False)
    )


def judged_statements() -> QuerySet[Statement]:
    """Statements on which a judgement counts, also the judgement that no code fits."""
    finished = Assignment.objects.filter(statement=OuterRef("pk"), order=1, done_at__isnull=False)
    decided = Adjudication.objects.filter(statement=OuterRef("pk"))
    coded = counting_codings().filter(segment__statement=OuterRef("pk"))
    return Statement.objects.filter(status=Statement.Status.OPEN).filter(
        Exists(finished) | Exists(decided) | Exists(coded)
    )


def codings_of(topic: Topic) -> QuerySet[Coding]:
    """The judgements that count on a topic or on one below it, with statement and source at hand."""
    found = counting_codings().filter(Q(code__topic=topic) | Q(code__topic__parent=topic))
    return found.select_related(
        "segment__statement__source", "segment__statement__municipality", "code"
    ).order_by("segment__statement_id", "segment__start")


def double_coded(codebook: Codebook | None = None) -> QuerySet[Statement]:
    """Statements that two coders have both finished."""
    done = Assignment.objects.filter(statement=OuterRef("pk"), done_at__isnull=False)
    return Statement.objects.filter(Exists(done.filter(order=1)), Exists(done.filter(order=2))).order_by("pk")


def quotes_of(code: Code) -> QuerySet[Coding]:
    """The judgements that count for one code, newest first."""
    found = counting_codings().filter(code=code)
    return found.select_related("segment__statement__source").order_by("-at")


def coders() -> list[User]:
    """Everybody who may code; the account in whose name the site acts is nobody."""
    people = User.objects.filter(is_active=True).exclude(email=SERVICE_EMAIL).order_by("pk")
    return [user for user in people if may(user, Right.CODE)]


def uncoded_statements(user: User) -> QuerySet[Statement]:
    """Readable statements nobody was asked to code yet."""
    return readable_statements(user).filter(assignments=None).order_by("pk")


def changes(codebook: Codebook | None) -> QuerySet[CodebookChange]:
    """What was changed in the tree of codes, newest first."""
    done = CodebookChange.objects.filter(codebook=codebook, done_at__isnull=False)
    return done.select_related("done_by", "undoes").prefetch_related("sources", "results", "undone_by")


def planned_change(number: int) -> CodebookChange | None:
    return CodebookChange.objects.filter(pk=number).select_related("codebook", "undoes", "done_by").first()


def versions_of(codebook: Codebook | None) -> QuerySet[CodebookVersion]:
    return CodebookVersion.objects.filter(codebook=codebook).select_related("published_by")


def lineage_of(code: Code) -> QuerySet[CodebookChange]:
    """The changes this code came from or went into, oldest first."""
    return changes(code.codebook).filter(Q(sources=code) | Q(results=code)).distinct().order_by("done_at")


def segments_with(code: Code, user: User) -> list[Segment]:
    """The quotes of a code, for dividing them; not those another coder must stay blind for."""
    standing = Coding.objects.filter(code=code, withdrawn_at=None)
    found = Segment.objects.filter(pk__in=standing.values("segment")).select_related("statement__source")
    found = found.filter(statement__status=Statement.Status.OPEN).order_by("pk")
    return [segment for segment in found if not is_blind(segment.statement, user)]


def exchanges() -> QuerySet[Exchange]:
    """Files of other programs that were delivered, newest first; without their content."""
    return Exchange.objects.defer("content").select_related("made_by")
