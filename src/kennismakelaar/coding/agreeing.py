"""How far coders agree: per code, over all, over time, and where two readings differ."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Max, Prefetch

from kennismakelaar.accounts.api import User
from kennismakelaar.intake.api import Statement
from needs_assessment import agreement as method

from .models import Assignment, Code, Codebook, Coding
from .queries import double_coded

DRAWS = 400
SEED = 20260206


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


@dataclass(frozen=True, slots=True)
class Batch:
    """Agreement over texts that were finished one after another."""

    first: int
    last: int
    until: date
    raw: float
    alpha: method.Agreement | None


def drift(
    codebook: Codebook | None, *, most: int = 5, fewest: int = 20, draws: int = 200
) -> tuple[Batch, ...]:
    """This will cut the doubly coded texts into batches in the order they were finished, and judge each batch."""
    finished = double_coded().annotate(finished=Max("assignments__done_at")).order_by("finished", "pk")
    moments = dict(finished.values_list("pk", "finished"))
    codes = list(codebook.codes.all()) if codebook else []
    size = max(fewest, -(-len(moments) // most))
    if len(moments) < 2 * fewest:
        return ()
    units = list(moments)
    marks = _marks(units, codes)
    marks = marks[marks.any(axis=(1, 2))]
    starts = [at for at in range(0, len(units), size) if at == 0 or len(units) - at >= fewest]
    ends = [*starts[1:], len(units)]
    return tuple(
        _batch(marks[:, :, low:high], low, high, moments[units[high - 1]].date(), draws)
        for low, high in zip(starts, ends, strict=True)
    )


def _batch(marks: np.ndarray, low: int, high: int, until: date, draws: int) -> Batch:
    given = marks[marks.any(axis=(1, 2))]
    same = float((given[:, 0] == given[:, 1]).mean()) if given.size else 1.0
    by_code = {str(number): mark for number, mark in enumerate(given)}
    return Batch(low + 1, high, until, same, _overall(by_code, draws))


def confusions(differing: Iterable[Disagreement]) -> list[tuple[Code, Code, int]]:
    """Which code the one gave where the other gave which: the pairs whose rules want sharpening first."""
    pairs: Counter[tuple[Code, Code]] = Counter()
    for row in differing:
        first, second = {c.code for c in row.first}, {c.code for c in row.second}
        for one in first - second:
            for other in second - first:
                pairs[tuple(sorted((one, other), key=lambda code: code.pk))] += 1  # type: ignore[index]
    return [(one, other, times) for (one, other), times in pairs.most_common(5) if times > 1]
