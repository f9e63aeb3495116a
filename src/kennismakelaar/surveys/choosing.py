"""What came out of choosing the most and the least important topic: the sets as arrays, scored in the cellar."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .models import Response, Survey
from .questionnaire.definition import Item, Option


@dataclass(frozen=True)
class Chosen:
    """Per topic, most important first: score from -1 (always least) to +1 (always most), its error, and who chose."""

    topic: Option
    score: float
    error: float
    shown: int
    respondents: int
    municipalities: int


def chosen_in(survey: Survey, item: Item) -> list[Chosen]:
    """The scores of one item over all responses; empty when fewer than two people chose, or a topic was never shown.

    Not public by itself: like every figure about municipalities it goes through the publication gate.
    """
    from needs_assessment.errors import EmptyDomain
    from needs_assessment.votes import maxdiff

    names = [topic.name for topic in item.topics]
    forms = _rows(survey, item.name)
    sets, best, worst, who = _arrays([(key, choices) for key, _code, choices in forms], names)
    if len(set(who)) < 2:
        return []
    try:
        found = maxdiff(sets, best=best, worst=worst, items=len(names), respondents=who)
    except EmptyDomain:
        return []
    town = {key: code for key, code, _choices in forms}
    asked = [{key for key, shown in zip(who, sets, strict=True) if at in shown} for at in range(len(names))]
    rows = [
        Chosen(
            topic,
            float(found.values[at]),
            float(found.se[at]),
            int(found.shown[at]),
            len(asked[at]),
            len({town[key] for key in asked[at]}),
        )
        for at, topic in enumerate(item.topics)
    ]
    return sorted(rows, key=lambda one: -one.score)


def _rows(survey: Survey, name: str) -> list[tuple[int, str, list[dict[str, Any]]]]:
    answered = Response.objects.filter(survey=survey, other_answers__has_key=name).order_by("pk")
    rows = answered.values_list("pk", "municipality_id", "other_answers")
    return [(key, code, answers[name]) for key, code, answers in rows if answers[name]]


def _arrays(
    rows: Sequence[tuple[int, list[dict[str, Any]]]], names: Sequence[str]
) -> tuple[list[list[int]], list[int], list[int], list[int]]:
    """One entry per choice, topics as numbers from 0. Sets of another size than the first are left out."""
    number = {name: at for at, name in enumerate(names)}
    choices = [(who, one) for who, choices in rows for one in choices if set(one["shown"]) <= set(number)]
    size = len(choices[0][1]["shown"]) if choices else 0
    choices = [(who, one) for who, one in choices if len(one["shown"]) == size]
    return (
        [[number[name] for name in one["shown"]] for _who, one in choices],
        [number[one["best"]] for _who, one in choices],
        [number[one["worst"]] for _who, one in choices],
        [who for who, _one in choices],
    )
