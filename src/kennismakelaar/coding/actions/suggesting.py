"""What the machine proposes: learned from judgements that count, kept apart until a person decides."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dutch_text import classify
from kennismakelaar.coding import background, proposing
from kennismakelaar.coding.models import Code, Codebook, MachineRun, Suggestion
from kennismakelaar.coding.proposing import Proposed
from kennismakelaar.coding.queries import counting_codings, judged_statements
from kennismakelaar.coding.refused import Reason
from kennismakelaar.intake.api import Statement
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal

BATCH = 2_000
FLOOR = 0.5  # below an even chance a proposal costs more reading than it saves


class NotEnoughCodings(Refusal):
    """The machine learns from people, and has seen too few of their judgements."""

    reason, number = "few_codings", 0


def suggest(codebook: Codebook, *, at: datetime) -> int:
    """This will learn from the judgements that count and propose codes for statements nobody has coded.

    Learning takes long and locks nothing; what a person coded or changed meanwhile gets no proposal.
    """
    lesson = _lesson(codebook)
    few = len(lesson.texts) + proposing.waiting().count() <= background.MOST_WITH_MEANING
    model = _learned(lesson, by_meaning=few)
    return _replace_open(codebook, model, list(proposing.proposals(model, floor=FLOOR)), at=at)


@transaction.atomic
def _replace_open(
    codebook: Codebook, model: classify.Classifier, found: list[Proposed], *, at: datetime
) -> int:
    """This will replace earlier proposals nobody judged; "no quote, no code" holds for the machine too."""
    earlier = Suggestion.objects.filter(code__codebook=codebook, verdict=Suggestion.Verdict.OPEN)
    earlier.filter(Q(run=None) | Q(run__kind=MachineRun.Kind.LEARNED)).delete()
    run = MachineRun.objects.create(
        codebook=codebook, kind=MachineRun.Kind.LEARNED, at=at, codings=model.quality.codings,
        measured=[_measured(one) for one in model.quality.codes],
    )  # fmt: skip
    codes = {code.slug: code for code in codebook.codes.filter(retired_on=None)}
    version = f"{model.method}:{model.quality.codings}{':meaning' if model.features.reads_meaning else ''}"
    judged = set(Suggestion.objects.filter(model_version=version).values_list("statement_id", "code__slug"))
    wanted = [one for one in found if one.code in codes and (one.statement, one.code) not in judged]
    count, refused = 0, Counter[str]()
    for start in range(0, len(wanted), BATCH):
        rows = list(_suggestions(wanted[start : start + BATCH], codes, version, run, refused))
        count += len(Suggestion.objects.bulk_create(rows))
    run.proposed, run.refused = count, dict(refused)
    run.save(update_fields=["proposed", "refused"])
    detail = {
        "proposals": count,
        "refused": dict(refused),
        "codings": model.quality.codings,
        "macro_f1": round(model.quality.macro_f1, 3),
        "meaning": model.features.reads_meaning,
    }
    record("suggest", codebook, by=None, at=at, detail=detail)
    return count


def _measured(one: classify.CodeQuality) -> dict[str, object]:
    return {
        "code": one.code, "positives": one.positives, "precision": round(one.precision, 4),
        "recall": round(one.recall, 4), "silent": one.silent,
    }  # fmt: skip


def _suggestions(
    part: list[Proposed], codes: dict[str, Code], version: str, run: MachineRun, refused: Counter[str]
) -> Iterator[Suggestion]:
    """This will make the rows of proposals whose quote stands in the text as it is now, and count the others."""
    still = {one.pk: one for one in proposing.waiting().filter(pk__in={one.statement for one in part})}
    for one in part:
        reason = _refused(one, still.get(one.statement))
        if reason:
            refused[reason] += 1
            continue
        yield Suggestion(
            statement=still[one.statement], code=codes[one.code], start=one.start, end=one.end,
            edits_known=len(still[one.statement].edits), confidence=one.probability, words=list(one.words),
            model_version=version[:60], run=run,
        )  # fmt: skip


def _refused(one: Proposed, statement: Statement | None) -> str:
    if statement is None or proposing.digest(statement.text) != one.digest:
        return Reason.OVERTAKEN
    if not one.quote.strip():
        return Reason.NO_QUOTE
    return "" if statement.text[one.start : one.end] == one.quote else Reason.ALTERED_QUOTE


@dataclass(frozen=True)
class _Lesson:
    """What people judged: texts with their codes, and what the codebook says of the codes that were given."""

    texts: list[str]
    codings: dict[int, frozenset[str]]
    book: dict[str, str]


def _lesson(codebook: Codebook) -> _Lesson:
    """This will gather the statements people judged; one that was finished without a code teaches too."""
    given: dict[int, set[str]] = {}
    for statement, slug in (
        counting_codings().filter(code__codebook=codebook).values_list("segment__statement", "code__slug")
    ):
        given.setdefault(statement, set()).add(slug)
    judged = list(judged_statements().order_by("pk").values_list("pk", "text"))
    codings = {place: frozenset(given.get(pk, ())) for place, (pk, _text) in enumerate(judged)}
    # A code nobody has given yet stays silent anyway; its rule would only compete with the others.
    used = {slug for slugs in given.values() for slug in slugs}
    book = _described(codebook.codes.filter(slug__in=used))
    return _Lesson([text for _pk, text in judged], codings, book)


def _learned(lesson: _Lesson, *, by_meaning: bool) -> classify.Classifier:
    """Learns with meaning where that is ready and the texts are not too many, else from words only."""
    rules = list(lesson.book.values())
    vectors, book_vectors = background.meaning_of(lesson.texts, rules) if by_meaning else (None, None)
    try:
        return classify.learn(
            lesson.texts, codings=lesson.codings, codebook=lesson.book,
            vectors=vectors, codebook_vectors=book_vectors,
        )  # fmt: skip
    except classify.UnableToLearn as error:
        refusal = NotEnoughCodings(
            _("At least %(count)s coded statements with different codes.")
            % {"count": classify.FEWEST_CODINGS},
            came=str(len(lesson.texts)),
            hint=_("Code more statements; the machine learns from what you decide."),
        )
        refusal.number = len(lesson.texts)
        raise refusal from error


def _described(codes: Iterable[Code]) -> dict[str, str]:
    return {code.slug: f"{code.label}. {code.definition} {code.use_when}".strip() for code in codes}
