"""What a survey tells beside the need: two sides of one town hall, and what changed since the wave before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kennismakelaar.organizations.api import frame_on, successions_by
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics.api import Role
from needs_assessment import priorities, responses, waves
from needs_assessment.errors import MethodError

SIDES = (Role.SAFETY, Role.SOCIAL)
APART = 2  # points on the scale of 1 to 5 from which two sides differ
LEAST_BOTH = 10


@dataclass(frozen=True)
class TwoSides:
    """How important a topic is to the safety side and the social side of the same town halls.

    both: town halls where both answered. safety_more, social_more: share where one gives at least 2 points more.
    difference: mean of safety minus social, in points.
    """

    topic: str
    both: int
    difference: float
    safety_more: float
    social_more: float


def two_sides(table: surveys.AnswerTable) -> list[TwoSides]:
    """This will set the two sides of each town hall beside each other; a topic too few answered is left out."""
    sides = [_importance(table, role) for role in SIDES]
    shared = sorted(set(sides[0]) & set(sides[1]))
    if not shared:
        return []
    safety, social = (np.array([side[code] for code in shared]) for side in sides)
    found = []
    for at, topic in enumerate(table.topics):
        both = np.isfinite(safety[:, at]) & np.isfinite(social[:, at])
        if both.sum() < LEAST_BOTH:
            continue
        apart = safety[both, at] - social[both, at]
        found.append(
            TwoSides(
                topic,
                int(both.sum()),
                float(apart.mean()),
                float((apart >= APART).mean()),
                float((apart <= -APART).mean()),
            )
        )
    return sorted(found, key=lambda one: (-abs(one.difference), one.topic))


def _importance(table: surveys.AnswerTable, role: str) -> dict[str, np.ndarray]:
    """{municipality: importance per topic}; colleagues in one role are averaged."""
    mask = table.role == role
    if not mask.any():
        return {}
    codes = table.municipality[mask].astype(str)
    combined = responses.combine(table.scores["importance"][mask], municipalities=codes)
    return dict(zip(map(str, combined.municipalities), combined.values, strict=True))


@dataclass(frozen=True)
class SinceBefore:
    """What changed since the wave before; `comparison` None and `refusal` in words when nothing can be compared."""

    before: surveys.Survey
    comparison: waves.Comparison | None
    refusal: str = ""


def since_before(survey: surveys.Survey, *, on: date) -> SinceBefore | None:
    """This will compare a wave with the one before it over the municipalities of a day; None for the first wave."""
    earlier = surveys.surveys().filter(opens_on__lt=survey.opens_on).order_by("-opens_on").first()
    if earlier is None:
        return None
    frame = frame_on(on)
    strata = dict(zip(frame.code.tolist(), frame.size.tolist(), strict=True))
    try:
        found = waves.compare(
            _wave(surveys.answer_table(earlier)),
            _wave(surveys.answer_table(survey)),
            strata=strata,
            successors=successions_by(on),
        )
    except MethodError as error:
        return SinceBefore(earlier, None, str(error))
    return SinceBefore(earlier, found)


def _wave(table: surveys.AnswerTable) -> waves.Wave:
    """Need per municipality and topic: 1, 0, or NaN when nobody knew."""
    codes, roles = table.municipality.astype(str), table.role.astype(str)
    combined = [
        responses.combine(table.scores[aspect], municipalities=codes, roles=roles)
        for aspect in ("importance", "capability")
    ]
    need, known = priorities.flags(combined[0].values, combined[1].values)
    names: Sequence[str] = [str(code) for code in combined[0].municipalities]
    asked = known.any(axis=0)  # a topic nobody answered is not in this wave
    topics = [topic for topic, given in zip(table.topics, asked, strict=True) if given]
    return waves.wave(np.where(known, need, np.nan)[:, asked], municipalities=names, topics=topics)
