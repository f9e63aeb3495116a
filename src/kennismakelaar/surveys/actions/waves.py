"""Opening a wave, storing one form in it, and erasing answers when their time is over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.models import Aspect, Response, Survey, SurveyQuestion
from kennismakelaar.surveys.queries import topics_of
from kennismakelaar.topics.api import Topic


class UnableToAnswer(Refusal):
    """Answers that do not fit the survey."""


@dataclass(frozen=True)
class Wave:
    """What a survey is: its name, when it runs, how long it is kept and the threshold fixed beforehand."""

    title: str
    opens_on: date
    closes_on: date
    tau: float = 0.25
    is_fictitious: bool = False


@transaction.atomic
def open_survey(
    wave: Wave,
    *,
    topics: Sequence[Topic],
    by: User,
    at: datetime,
    aspects: Sequence[str] = tuple(Aspect.values),
) -> Survey:
    """This will make a wave with the same questions about every topic."""
    require(by, Right.IMPORT)
    processing = intake.processing("survey")
    survey = Survey.objects.create(
        title=wave.title,
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        tau=wave.tau,
        processing=processing,
        retain_until=wave.closes_on + timedelta(days=processing.retention_days),
        is_fictitious=wave.is_fictitious,
    )
    add_questions(survey, topics=topics, aspects=aspects)
    records.record("open survey", survey, by=by, at=at, detail={"topics": len(topics), "tau": wave.tau})
    return survey


def add_questions(survey: Survey, *, topics: Iterable[Topic], aspects: Sequence[str]) -> None:
    """Adds the questions a survey does not have yet."""
    have = set(survey.questions.values_list("topic_id", "aspect"))
    start = survey.questions.count()
    wanted = [(topic, aspect) for topic in topics for aspect in aspects if (topic.slug, aspect) not in have]
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(
            survey=survey,
            topic=topic,
            aspect=aspect,
            position=start + at,
            text=f"{topic.label}: {Aspect(aspect).label}",
        )
        for at, (topic, aspect) in enumerate(wanted)
    )


@transaction.atomic
def record_response(
    survey: Survey,
    municipality: Municipality,
    *,
    role: str,
    answers: dict[str, dict[str, int | None]],
    open_answers: Sequence[str] = (),
    by: User,
    at: datetime,
) -> Response:
    """This will store one filled-in form; its open answers go through intake's door."""
    require(by, Right.IMPORT)
    _check(answers, asked=set(topics_of(survey)))
    response = Response.objects.create(
        survey=survey, municipality=municipality, role=role, answers=answers, submitted_on=at.date()
    )
    if open_answers:
        words = [intake.Words(text, _("open answer"), municipality, role) for text in open_answers]
        source = intake.source_for_survey(survey, by=by, at=at)
        response.statements.set(intake.collect(source, words, by=by, at=at))
    return response


def _check(answers: dict[str, dict[str, int | None]], *, asked: set[str]) -> None:
    for topic, aspects in answers.items():
        for aspect, value in aspects.items():
            known = topic in asked and aspect in Aspect.values
            if not known or value not in (None, 1, 2, 3, 4, 5):
                raise UnableToAnswer(
                    _("A score from 1 to 5 on a known question was expected."),
                    came=f"{topic} / {aspect}: {value}",
                )


@transaction.atomic
def erase_expired(on: date, *, at: datetime) -> int:
    """This will erase the answers of every survey whose retention date has passed; the survey itself stays.

    Figures computed from them stay too: they hold no answer of anybody.
    """
    count = 0
    for survey in Survey.objects.filter(retain_until__lt=on, responses__isnull=False).distinct():
        gone, _each = Response.objects.filter(survey=survey).delete()
        records.bury(survey, reason=_("The retention date has passed."), by=None, at=at)
        count += gone
    return count
