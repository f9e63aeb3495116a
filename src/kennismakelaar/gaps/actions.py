"""The writing hand of gaps: lay the needs over the menu, and bring the outcome to the gate."""

from datetime import date, datetime

from django.db import transaction

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.catalog import api as catalog
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import frame_on
from kennismakelaar.records import api as records
from kennismakelaar.surveys import api as surveys

from .analysis import GapParameters, GapsResult, analyze, with_known_shares
from .figures import KIND_NEEDS, KIND_WHITE_SPOTS, gap_figures, need_figures
from .models import Gap, GapAssessment, GapType
from .queries import families, rows_of


@transaction.atomic
def assess(survey: surveys.Survey, *, on: date, by: User, at: datetime, draws: int = 2000) -> GapAssessment:
    """This will compute needs and white spots anew from the answers and the offer of the day."""
    require(by, Right.ASSESS)
    assessed = needs.assess(survey, on=on, by=by, at=at, parameters=needs.Parameters(draws=draws))
    frame = frame_on(on)
    result = analyze(
        assessed.result,
        frame,
        offers=with_known_shares(catalog.offer_rows(on), surveys.known_shares(survey)),
        families=families(on),
        on=on,
        parameters=GapParameters(tau=survey.tau, draws=draws),
    )
    found = _store(assessed.assessment, result, on=on, tau=survey.tau)
    records.record("assess white spots", found, by=by, at=at, detail={"digest": result.input_digest})
    return found


def _store(assessment: needs.NeedAssessment, result: GapsResult, *, on: date, tau: float) -> GapAssessment:
    found = GapAssessment.objects.create(
        needs=assessment,
        on=on,
        tau=tau,
        method_version=assessment.method_version,
        parameters=result.parameters,
        input_digest=result.input_digest,
    )
    Gap.objects.bulk_create(
        Gap(
            assessment=found,
            topic_id=row.topic,
            segment=row.segment,
            best=row.best,
            joint=row.joint,
            proportional=row.proportional,
            lower=row.lower,
            upper=row.upper,
            probability=row.probability,
            type=row.type or GapType.COVERED,
            decision=row.decision,
            reasons=list(row.reasons),
        )
        for row in result.rows
    )
    _tie_needs(found)
    return found


@transaction.atomic
def link_needs(assessment: GapAssessment, *, by: User, at: datetime) -> None:
    """This will tie the white spots to the needs that were written since they were computed."""
    require(by, Right.ASSESS)
    _tie_needs(assessment)
    records.record("tie needs to white spots", assessment, by=by, at=at)


def _tie_needs(assessment: GapAssessment) -> None:
    """Ties every white spot to the needs people wrote on its topic: the thread to their words."""
    for gap in assessment.gaps.filter(segment=""):
        gap.answers_to.set(needs.needs_for(gap.topic_id))


@transaction.atomic
def publish(assessment: GapAssessment, *, by: User, at: datetime) -> list[records.Publication]:
    """This will bring needs, white spots and reach of an assessment through the publication gate."""
    require(by, Right.PUBLISH)
    basis = _basis(assessment)
    notes = {"tau": assessment.tau, "on": assessment.on.isoformat(), "survey": assessment.needs.survey.title}
    behind = needs.rows_of(assessment.needs)
    tables = {KIND_NEEDS: need_figures(behind), KIND_WHITE_SPOTS: gap_figures(rows_of(assessment), behind)}
    return [
        records.publish(kind, figures, basis=basis, by=by, at=at, notes=notes)
        for kind, figures in tables.items()
    ]


def _basis(assessment: GapAssessment) -> records.Basis:
    behind = assessment.needs
    return records.Basis(
        responses=behind.response["municipalities_heard"],
        method_version=assessment.method_version,
        parameters=assessment.parameters,
        input_digest=assessment.input_digest,
        is_fictitious=behind.survey.is_fictitious,
        answers=behind.input_digest,
    )
