"""The writing hand of needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding.api import Coding
from kennismakelaar.intake.api import require_impersonal
from kennismakelaar.organizations.api import frame_on
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics.api import Topic
from needs_assessment.errors import MethodError

from .analysis import NeedsResult, Parameters, analyze
from .models import Evidence, Need, NeedAssessment, NeedFigure


@dataclass(frozen=True)
class Assessed:
    """What was stored, and the full result with its replicates for those who compute further."""

    assessment: NeedAssessment
    result: NeedsResult


class UnableToAssess(Refusal):
    """There is nothing to compute a need from."""


class UnableToWriteNeed(Refusal):
    """A need that nothing shows."""


@dataclass(frozen=True)
class Draft:
    """What a person says is lacking: for whom, in which form and phase."""

    title: str
    topic: Topic
    kind: str
    about: str = ""
    role: str = ""
    form: str = ""
    phase: str = ""
    priority: int = 2
    priority_reason: str = ""
    is_fictitious: bool = False


@transaction.atomic
def assess(
    survey: surveys.Survey, *, on: date, by: User, at: datetime, parameters: Parameters | None = None
) -> Assessed:
    """This will compute the need per topic from the answers there are now, and keep it beside earlier ones."""
    require(by, Right.ASSESS)
    answers = surveys.answer_table(survey)
    if not len(answers):
        raise UnableToAssess(
            _("Answers to the survey were expected."),
            came=_("There are none."),
            hint=_("Import answers first."),
        )
    result = _analyzed(answers, on=on, parameters=parameters)
    assessment = _store(survey, result, on=on)
    records.record("assess needs", assessment, by=by, at=at, detail={"digest": result.input_digest})
    return Assessed(assessment, result)


def _analyzed(answers: surveys.AnswerTable, *, on: date, parameters: Parameters | None) -> NeedsResult:
    try:
        return analyze(answers, frame_on(on), parameters=parameters)
    except MethodError as error:
        raise UnableToAssess(
            _("At least two complete answers to one topic were expected."),
            came=_("%d filled-in forms came, and too few of them count.") % len(answers),
            hint=_("Check whether importance and own capability were both asked and read."),
        ) from error


def _store(survey: surveys.Survey, result: NeedsResult, *, on: date) -> NeedAssessment:
    assessment = NeedAssessment.objects.create(
        survey=survey,
        on=on,
        method_version=result.method_version,
        parameters=result.parameters,
        input_digest=result.input_digest,
        response=result.response,
        reasons=list(result.reasons),
    )
    NeedFigure.objects.bulk_create(
        NeedFigure(
            assessment=assessment,
            topic_id=row.topic,
            segment=row.segment,
            prevalence=row.prevalence,
            se=row.se,
            lower=row.lower,
            upper=row.upper,
            n=row.n,
            respondents=row.respondents,
            municipalities=row.municipalities,
            probability_top3=row.probability_top3,
            tier=row.tier,
            extra=row.extra,
        )
        for row in result.rows
    )
    return assessment


@transaction.atomic
def write_need(
    draft: Draft,
    *,
    codings: Sequence[Coding] = (),
    figures: Sequence[NeedFigure] = (),
    by: User,
    at: datetime,
) -> Need:
    """This will write a need down with the quotes and figures that show it; without any it is refused."""
    require(by, Right.WRITE_NEED)
    if not codings and not figures:
        raise UnableToWriteNeed(
            _("At least one quote or one figure was expected."),
            came=_("Nothing was chosen."),
            hint=_("Choose the words or figures that show this need."),
        )
    require_impersonal("\n".join([draft.title, draft.about, draft.priority_reason]))
    need = Need.objects.create(
        title=draft.title,
        topic=draft.topic,
        kind=draft.kind,
        about=draft.about,
        role=draft.role,
        form=draft.form,
        phase=draft.phase,
        priority=draft.priority,
        priority_reason=draft.priority_reason,
        is_fictitious=draft.is_fictitious,
        written_by=by,
        written_on=at.date(),
    )
    _add_evidence(need, codings=codings, figures=figures)
    records.record("write need", need, by=by, at=at, detail={"quotes": len(codings), "figures": len(figures)})
    return need


def _add_evidence(need: Need, *, codings: Sequence[Coding] = (), figures: Sequence[NeedFigure] = ()) -> None:
    """Adds quotes and figures that show a need; what is there already stays as it is."""
    rows = [Evidence(need=need, coding=coding) for coding in codings]
    rows += [Evidence(need=need, figure=figure) for figure in figures]
    Evidence.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def set_status(need: Need, status: str, *, by: User, at: datetime) -> Need:
    """This will agree, close or reopen a need."""
    require(by, Right.WRITE_NEED)
    need.status = status
    need.save(update_fields=["status"])
    records.record("decide need", need, by=by, at=at, detail={"status": status})
    return need
