"""What one municipality answered itself, for its own eyes: its answers combined as the method combines them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kennismakelaar.organizations.api import Municipality
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics.api import Topic
from needs_assessment import priorities, responses


@dataclass(frozen=True)
class OwnAnswer:
    """The answers of one municipality on one topic; scores of colleagues are sorted, so no role shows.

    in_need: None when nobody knew.
    """

    topic: Topic
    importance: tuple[int, ...]
    capability: tuple[int, ...]
    in_need: bool | None


@dataclass(frozen=True)
class OwnAnswers:
    """The answers of one municipality in its latest survey."""

    survey: surveys.Survey
    colleagues: int
    answers: tuple[OwnAnswer, ...]

    @property
    def needed(self) -> list[OwnAnswer]:
        return [one for one in self.answers if one.in_need]


def own_answers(municipality: Municipality) -> OwnAnswers | None:
    """The answers in the latest survey somebody of this municipality filled in; None when nobody did."""
    latest = surveys.Response.objects.filter(municipality=municipality).order_by("-survey__opens_on").first()
    if latest is None:
        return None
    survey = latest.survey
    rows = surveys.Response.objects.filter(survey=survey, municipality=municipality)
    names = surveys.topics_of(survey)
    table = surveys.table_from_rows(rows.values_list("municipality_id", "role", "answers"), topics=names)
    known = Topic.objects.in_bulk(names)
    needed = _needed(table)
    answers = (
        OwnAnswer(
            known[name],
            _scores(table.scores["importance"][:, at]),
            _scores(table.scores["capability"][:, at]),
            needed[at],
        )
        for at, name in enumerate(names)
    )
    given = tuple(one for one in answers if one.importance or one.capability)
    order = sorted(given, key=lambda one: (not one.in_need, -max(one.importance, default=0), one.topic.pk))
    return OwnAnswers(survey, len(table), tuple(order))


def _scores(values: Iterable[float]) -> tuple[int, ...]:
    return tuple(sorted(int(value) for value in values if np.isfinite(value)))


def _needed(table: surveys.AnswerTable) -> list[bool | None]:
    """Colleagues combined into one answer, judged by the same rule as all figures."""
    codes, roles = table.municipality.astype(str), table.role.astype(str)
    importance, capability = (
        responses.combine(table.scores[aspect], municipalities=codes, roles=roles).values
        for aspect in ("importance", "capability")
    )
    need, known = priorities.flags(importance, capability)
    return [bool(flag) if sure else None for flag, sure in zip(need[0], known[0], strict=True)]
