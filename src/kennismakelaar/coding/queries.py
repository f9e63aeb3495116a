"""Reading questions of this room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from kennismakelaar.accounts.api import SERVICE_EMAIL, Right, User, may
from kennismakelaar.intake.api import Statement, readable_statements
from kennismakelaar.topics.api import Topic
from needs_assessment import agreement as method

from .models import (
    Adjudication,
    Assignment,
    Code,
    Codebook,
    CodebookChange,
    CodebookVersion,
    Coding,
    Suggestion,
)

DRAWS = 400
SEED = 20260206


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
    waiting = list(
        assignments_of(user)
        .filter(done_at=None)
        .exclude(statement=after)
        .values_list("statement_id", flat=True)
    )
    behind = [pk for pk in waiting if pk > after.pk]
    chosen = behind[:1] or waiting[:1]
    return Statement.objects.filter(pk=chosen[0]).first() if chosen else None


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
    return waiting.select_related("code", "statement").order_by("-confidence")


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


@dataclass(frozen=True)
class CodeAgreement:
    """How alike two coders give one code, with the code itself."""

    code: Code
    measured: method.CodeAgreement


@dataclass(frozen=True)
class AgreementReport:
    """Agreement per code over the statements that two coders finished."""

    statements: int
    codes: tuple[CodeAgreement, ...]
    never_given: int
    overall: method.Agreement | None


def agreement(codebook: Codebook | None, *, draws: int = DRAWS) -> AgreementReport:
    """How far two coders judge alike, per code: a unit is a statement, a judgement is given or not given."""
    units = list(double_coded().values_list("pk", flat=True))
    codes = list(codebook.codes.all()) if codebook else []
    marks = _marks(units, codes)
    given = {code.slug: mark for code, mark in zip(codes, marks, strict=True) if mark.any()}
    measured = method.per_code(given, draws=draws, seed=SEED) if units and given else ()
    by_slug = {code.slug: code for code in codes}
    rows = tuple(CodeAgreement(by_slug[row.code], row) for row in measured)
    return AgreementReport(len(units), rows, len(codes) - len(rows), _overall(given, draws))


def _marks(units: Sequence[int], codes: Sequence[Code]) -> np.ndarray:
    """codes x 2 coders x statements: 1 where this coder gave this code to this statement."""
    marks = np.zeros((len(codes), 2, len(units)))
    place_of_unit = {pk: place for place, pk in enumerate(units)}
    place_of_code = {code.pk: place for place, code in enumerate(codes)}
    order = {
        (pk, coder): order - 1
        for pk, coder, order in Assignment.objects.filter(statement__in=units).values_list(
            "statement_id", "coder_id", "order"
        )
    }
    given = Coding.objects.filter(
        segment__statement__in=units, withdrawn_at=None, is_adjudicated=False, code__in=place_of_code
    ).values_list("segment__statement_id", "coder_id", "code_id")
    for unit, coder, code in given:
        if (unit, coder) in order:
            marks[place_of_code[code], order[unit, coder], place_of_unit[unit]] = 1
    return marks


def _overall(given: dict[str, np.ndarray], draws: int) -> method.Agreement | None:
    """Alpha over all judgements of all codes together; None when nothing varies."""
    if not given:
        return None
    try:
        return method.krippendorff_alpha(np.concatenate(list(given.values()), axis=1), draws=draws, seed=SEED)
    except method.NoVariation:
        return None


@dataclass(frozen=True)
class Disagreement:
    """One statement two coders read differently: what only one of them gave, and what both gave."""

    statement: Statement
    first: tuple[Coding, ...]
    second: tuple[Coding, ...]
    first_coder: User
    second_coder: User


def disagreements() -> list[Disagreement]:
    """Statements both coders finished, whose codes differ, and on which nothing was decided yet."""
    undecided = double_coded().filter(adjudication=None, status=Statement.Status.OPEN)
    given = Coding.objects.filter(withdrawn_at=None, is_adjudicated=False).select_related("code", "coder")
    statements = undecided.select_related("source", "municipality").prefetch_related(
        Prefetch("assignments", Assignment.objects.select_related("coder")),
        Prefetch("segments__codings", given),
    )
    found = (disagreement_on(statement) for statement in statements)
    return [row for row in found if {c.code_id for c in row.first} != {c.code_id for c in row.second}]


def disagreement_on(statement: Statement) -> Disagreement:
    """Both readings of one statement side by side."""
    coders = {assignment.order: assignment.coder for assignment in statement.assignments.all()}
    codings = [
        _with_segment(c, segment) for segment in statement.segments.all() for c in segment.codings.all()
    ]
    standing = [c for c in codings if c.withdrawn_at is None and not c.is_adjudicated]
    return Disagreement(
        statement, _of(standing, coders.get(1)), _of(standing, coders.get(2)), coders[1], coders[2]
    )


def _with_segment(coding: Coding, segment: object) -> Coding:
    coding.segment = segment  # already loaded: spares a query per quote
    return coding


def _of(codings: Iterable[Coding], coder: User | None) -> tuple[Coding, ...]:
    return tuple(coding for coding in codings if coder is not None and coding.coder_id == coder.pk)


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
