"""What is asked of the white spots."""

from datetime import date

from django.db.models import QuerySet

from kennismakelaar.needs import api as needs
from kennismakelaar.topics.api import Topic

from .analysis import GapRow
from .models import Gap, GapAssessment, GapType


def latest() -> GapAssessment | None:
    return GapAssessment.objects.order_by("-on", "-pk").first()


def gaps_of(assessment: GapAssessment) -> QuerySet[Gap]:
    """The white spots over all municipalities, the whitest first."""
    return assessment.gaps.filter(segment="").select_related("topic").order_by("-probability", "-joint")


def gap_for(topic_slug: str, assessment: GapAssessment | None = None) -> Gap | None:
    """The judgement on one topic in the latest assessment."""
    chosen = assessment or latest()
    return chosen.gaps.filter(segment="", topic_id=topic_slug).first() if chosen else None


def families(on: date) -> dict[str, frozenset[str]]:
    """{topic: topics an offer may be filed under to count for it}: itself, its wider topic and its parts.

    A general training on extremism counts for every kind of extremism, and for "extremism" a training on one
    kind counts too; two kinds beside each other do not count for one another.
    """
    parents = dict(Topic.objects.values_list("slug", "parent_id"))
    found = {slug: {slug} | ({parent} if parent else set()) for slug, parent in parents.items()}
    for slug, parent in parents.items():
        if parent:
            found[parent].add(slug)
    return {slug: frozenset(family) for slug, family in found.items()}


def rows_of(assessment: GapAssessment) -> list[GapRow]:
    """The stored judgements as the analysis made them."""
    behind = {(row.topic, row.segment): row for row in needs.rows_of(assessment.needs)}
    return [_row(gap, behind[gap.topic_id, gap.segment]) for gap in assessment.gaps.all()]


def _row(gap: Gap, need: needs.NeedRow) -> GapRow:
    return GapRow(
        topic=gap.topic_id,
        segment=gap.segment,
        best=gap.best,
        joint=gap.joint,
        proportional=gap.proportional,
        lower=gap.lower,
        upper=gap.upper,
        probability=gap.probability,
        type="" if gap.type == GapType.COVERED else gap.type,
        decision=gap.decision,
        reasons=tuple(gap.reasons),
        n=need.n,
        respondents=need.respondents,
    )
