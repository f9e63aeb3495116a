"""Compute the need per topic from the answers, and keep it beside earlier ones."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.needs.analysis import NeedsResult, Parameters, analyze
from kennismakelaar.needs.models import NeedAssessment, NeedFigure
from kennismakelaar.organizations.api import frame_on
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import api as surveys
from needs_assessment.errors import MethodError


@dataclass(frozen=True)
class Assessed:
    """What was stored, and the full result with its replicates for those who compute further."""

    assessment: NeedAssessment
    result: NeedsResult


class UnableToAssess(Refusal):
    """There is nothing to compute a need from."""


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
