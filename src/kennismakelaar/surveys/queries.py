"""What is asked of the survey tables."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, QuerySet

from .answers import AnswerTable, table_from_rows
from .models import BankQuestion, Draft, Questionnaire, Response, Survey, SurveyQuestion

KNOWS = ("used", "known")  # choices of the question whether somebody knows an offer


def surveys() -> QuerySet[Survey]:
    return Survey.objects.all()


def latest_survey(on: date) -> Survey | None:
    """The wave that opened last on or before a day."""
    return Survey.objects.filter(opens_on__lte=on).order_by("-opens_on").first()


def topics_of(survey: Survey) -> list[str]:
    """The topics a survey asks about, in the order of the questionnaire."""
    slugs = (
        SurveyQuestion.objects.filter(survey=survey).order_by("position").values_list("topic_id", flat=True)
    )
    return list(dict.fromkeys(slugs))


def answer_table(survey: Survey) -> AnswerTable:
    """All answers of a survey as arrays."""
    rows = (
        Response.objects.filter(survey=survey)
        .order_by("pk")
        .values_list("municipality_id", "role", "answers")
    )
    return table_from_rows(rows.iterator(chunk_size=2000), topics=topics_of(survey))


def survey_with(key: str) -> Survey | None:
    """The survey with this number, if there is one."""
    return Survey.objects.filter(pk=key).first() if key.isdecimal() else None


def surveys_with_counts() -> QuerySet[Survey]:
    """All waves with their filled-in forms and municipalities counted."""
    return Survey.objects.annotate(
        forms=Count("responses", distinct=True), heard=Count("responses__municipality", distinct=True)
    )


def is_open(survey: Survey, on: date) -> bool:
    """Whether forms can be filled in on a day."""
    return survey.closed_at is None and survey.opens_on <= on <= survey.closes_on


def published_questionnaire(survey: Survey) -> Questionnaire | None:
    """The version that is asked now: the last one that was published."""
    return survey.questionnaires.exclude(published_at=None).order_by("-version").first()


def submitted(draft: Draft) -> bool:
    """Whether this form was sent."""
    return draft.is_sent


def draft_with(key: int) -> Draft | None:
    """The open form with this number, if it is still there."""
    return Draft.objects.select_related("survey", "questionnaire", "municipality").filter(pk=key).first()


def questionnaire_with(key: int) -> Questionnaire | None:
    """The version with this number, if there is one."""
    return Questionnaire.objects.select_related("survey").filter(pk=key).first()


def bank_questions() -> QuerySet[BankQuestion]:
    """The questions that waves share."""
    return BankQuestion.objects.all()


def known_shares(survey: Survey, *, least: int = 10) -> dict[str, float]:
    """{topic: share of the municipalities that know an offer on it}, where at least `least` of them were asked.

    A municipality knows an offer when one of its colleagues does.
    """
    knows: dict[str, dict[str, bool]] = {}
    rows = Response.objects.filter(survey=survey).values_list("municipality_id", "other_answers")
    for municipality, others in rows.iterator(chunk_size=2000):
        for topic, choice in _known_offers(others):
            asked = knows.setdefault(topic, {})
            asked[municipality] = asked.get(municipality, False) or choice in KNOWS
    return {topic: sum(asked.values()) / len(asked) for topic, asked in knows.items() if len(asked) >= least}


def _known_offers(others: dict[str, object]) -> Iterator[tuple[str, str]]:
    for about_topics in others.values():
        if isinstance(about_topics, dict):
            for topic, more in about_topics.items():
                if isinstance(more, dict) and "known_offer" in more:
                    yield topic, more["known_offer"]
