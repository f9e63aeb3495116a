"""What is asked of the needs tables, and the frame of all municipalities."""

from django.db.models import Count, QuerySet

from .analysis import NeedRow
from .models import Evidence, Need, NeedAssessment, NeedFigure


def latest_assessment() -> NeedAssessment | None:
    return NeedAssessment.objects.order_by("-on", "-pk").first()


def figures_of(assessment: NeedAssessment) -> QuerySet[NeedFigure]:
    """The figures of an assessment for all municipalities, the greatest need first."""
    return assessment.figures.filter(segment="").select_related("topic").order_by("-prevalence")


def needs() -> QuerySet[Need]:
    """All needs with the number of quotes and figures that show them."""
    return Need.objects.select_related("topic").annotate(
        quotes=Count("evidence__coding", distinct=True), measured=Count("evidence__figure", distinct=True)
    )


def evidence_of(need: Need) -> QuerySet[Evidence]:
    return need.evidence.select_related(
        "coding__segment__statement__source", "coding__code", "figure__topic", "figure__assessment"
    )


def needs_for(topic_slug: str) -> QuerySet[Need]:
    return needs().filter(topic_id=topic_slug).exclude(status=Need.Status.CLOSED)


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
