"""What is asked of the needs tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from kennismakelaar.intake.api import Channel
from kennismakelaar.surveys.api import Survey

from .analysis import NeedRow
from .models import Evidence, Export, Need, NeedAssessment, NeedDecision, NeedFigure, NeedLineage

OVER = (Need.Status.CLOSED, Need.Status.SUPERSEDED)


def latest_assessment() -> NeedAssessment | None:
    return NeedAssessment.objects.order_by("-on", "-pk").first()


def assessment_of(survey: str) -> NeedAssessment | None:
    """The latest computation for the survey with this number; for an empty text the latest of all."""
    found = NeedAssessment.objects.select_related("survey").order_by("-on", "-pk")
    if survey:
        found = found.filter(survey_id=survey) if survey.isdecimal() else found.none()
    return found.first()


def is_computed_from(survey: Survey, digest: str) -> bool:
    """Whether figures with this digest of their input were computed from the answers to this survey."""
    return NeedAssessment.objects.filter(survey=survey, input_digest=digest).exists()


def figures_of(assessment: NeedAssessment) -> QuerySet[NeedFigure]:
    """The figures of an assessment for all municipalities, the greatest need first."""
    return assessment.figures.filter(segment="").select_related("topic").order_by("-prevalence")


def needs() -> QuerySet[Need]:
    """All needs with the number of quotes and figures that show them."""
    return Need.objects.select_related("topic").annotate(
        quotes=Count("evidence__coding", distinct=True), measured=Count("evidence__figure", distinct=True)
    )


def standing_needs() -> QuerySet[Need]:
    """The needs that were not merged or split: one may still decide on them."""
    return needs().exclude(status=Need.Status.SUPERSEDED)


@dataclass(frozen=True)
class ChannelCount:
    """How much of the evidence came through one door."""

    label: str
    quotes: int
    sources: int
    municipalities: int


def channels_of(need: Need) -> list[ChannelCount]:
    """The quotes that show a need, counted per door they came through."""
    statement = "coding__segment__statement"
    rows = (
        need.evidence.exclude(coding=None)
        .values(f"{statement}__source__channel")
        .annotate(
            quotes=Count("pk"),
            sources=Count(f"{statement}__source", distinct=True),
            municipalities=Count(f"{statement}__municipality", distinct=True),
        )
        .order_by("-quotes")
    )
    return [
        ChannelCount(
            str(Channel(row[f"{statement}__source__channel"]).label),
            row["quotes"],
            row["sources"],
            row["municipalities"],
        )
        for row in rows
    ]


def decisions_on(need: Need) -> QuerySet[NeedDecision]:
    """The decision log, the newest first."""
    return need.decisions.select_related("decided_by")


def family_of(need: Need) -> set[int]:
    """The keys of a need and of all it came from and continues in."""
    family, new = {need.pk}, {need.pk}
    while new:
        rows = NeedLineage.objects.filter(Q(earlier__in=new) | Q(later__in=new))
        new = {key for pair in rows.values_list("earlier", "later") for key in pair} - family
        family |= new
    return family


def continuing(keys: Iterable[int]) -> set[Need]:
    """The needs that stand now for these: a merged or split one is followed to what it continues in."""
    found, todo = set[int](), set(keys)
    while todo:
        after = dict(NeedLineage.objects.filter(earlier__in=todo).values_list("later", "earlier"))
        found |= todo - set(after.values())
        todo = set(after) - found
    return set(needs().filter(pk__in=found))


def evidence_of(need: Need) -> QuerySet[Evidence]:
    return need.evidence.select_related(
        "coding__segment__statement__source", "coding__code", "figure__topic", "figure__assessment"
    )


def needs_for(topic_slug: str) -> QuerySet[Need]:
    return needs().filter(topic_id=topic_slug).exclude(status__in=OVER)


def agreed_needs_for(topic_slug: str) -> QuerySet[Need]:
    """The needs on a topic that everybody may read: drafts are not agreed on yet."""
    return needs_for(topic_slug).exclude(status=Need.Status.DRAFT)


def rows_of(assessment: NeedAssessment) -> list[NeedRow]:
    """The stored figures as the analysis made them."""
    return [
        NeedRow(
            topic=figure.topic_id,
            segment=figure.segment,
            prevalence=figure.prevalence,
            se=figure.se,
            lower=figure.lower,
            upper=figure.upper,
            n=figure.n,
            respondents=figure.respondents,
            municipalities=figure.municipalities,
            probability_top3=figure.probability_top3,
            tier=figure.tier,
            extra=figure.extra,
        )
        for figure in assessment.figures.all()
    ]


def need_with(key: int) -> Need | None:
    return needs().filter(pk=key).first()


def exports_of(survey: Survey) -> QuerySet[Export]:
    """The files made of a survey, the newest first, without their content."""
    return Export.objects.filter(survey=survey).defer("content").select_related("asked_by")


def export_with(key: int) -> Export | None:
    return Export.objects.select_related("survey").defer("content").filter(pk=key).first()
