"""How a survey is coming along: who answered so far, how balanced that is, and whom to ask next."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from kennismakelaar.invitations import api as invitations
from kennismakelaar.organizations.api import Frame, Municipality, frame_on, municipalities
from kennismakelaar.surveys.api import Survey
from needs_assessment import fieldwork, reach

from . import queries
from .models import Conversation, ReachMoment

VARIABLES = ("size", "part", "urbanity")
PACE_DAYS = 7


@dataclass(frozen=True)
class Standing:
    """Who answered a survey by a day, and how balanced that is. `imbalance` is the cv in which gains count."""

    survey: Survey
    on: date
    frame: Frame
    answered: np.ndarray
    days: dict[str, date | None]
    indicator: reach.RIndicator | None
    imbalance: float | None

    @property
    def variables(self) -> dict[str, np.ndarray]:
        return {"size": self.frame.size, "part": self.frame.part, "urbanity": self.frame.urbanity}

    @property
    def heard(self) -> int:
        return int(self.answered.sum())


@dataclass(frozen=True)
class NextAsk:
    """A municipality to ask again: what that is expected to bring, and what stands in the way."""

    municipality: Municipality
    gain: float
    chance: float
    expected: float
    can_be_mailed: bool
    asked_often: bool


@dataclass(frozen=True)
class Brought:
    """What was expected of a mailing beside what came since, until the next mailing or until now."""

    moment: ReachMoment
    heard_since: int
    gain: float | None


def standing_of(survey: Survey, on: date) -> Standing:
    """A form counts from the moment it was sent, also while the survey is open."""
    frame, days = frame_on(on), queries.answered_days(survey, on)
    answered = frame.heard(frozenset(days))
    variables = {"size": frame.size, "part": frame.part, "urbanity": frame.urbanity}
    indicator = imbalance = None
    if answered.any():
        indicator = reach.r_indicator(variables, answered, variables=VARIABLES)
        same = reach.verify_gain(variables, answered, after=answered, variables=VARIABLES, expected=0)
        imbalance = same.cv_before
    return Standing(survey, on, frame, answered, days, indicator, imbalance)


def outlook_of(standing: Standing) -> fieldwork.Outlook | None:
    """How sure a share is now and at closing; None before the first answer."""
    if not standing.heard:
        return None
    left = max(0, (standing.survey.closes_on - standing.on).days)
    return fieldwork.outlook(
        standing.variables, standing.answered, variables=VARIABLES, pace=pace_of(standing), days=left
    )


def pace_of(standing: Standing) -> float:
    """Municipalities a day that answered for the first time, over the last week or since the opening."""
    counted = min(PACE_DAYS, max(1, (standing.on - standing.survey.opens_on).days + 1))
    since = standing.on - timedelta(days=counted)
    return sum(day is not None and since < day <= standing.on for day in standing.days.values()) / counted


def per_day(standing: Standing) -> list[tuple[date, int]]:
    """(day, municipalities that had answered by then), for every day on which one came in."""
    undated = sum(day is None for day in standing.days.values())
    found, total = [], undated
    for day, number in sorted(Counter(day for day in standing.days.values() if day).items()):
        total += number
        found.append((day, total))
    return found


def asks_of(standing: Standing, *, only: frozenset[str] | None = None) -> list[fieldwork.Ask]:
    """The silent municipalities in the order of what asking again is expected to bring; `only` those that can."""
    if not standing.heard:
        return []
    able = None if only is None else standing.frame.heard(only)
    return fieldwork.ask_next(standing.variables, standing.answered, variables=VARIABLES, able=able)


def next_asks(standing: Standing, *, mailable: frozenset[str], n: int) -> list[NextAsk]:
    """The first of the order, with what an adviser must know before asking."""
    towns = {one.pk: one for one in municipalities(standing.on).select_related("province")}
    often = {row.municipality.pk for row in invitations.burdened(standing.on)}
    return [
        NextAsk(towns[code], ask.gain, ask.chance, ask.expected, code in mailable, code in often)
        for ask in asks_of(standing)[:n]
        for code in [standing.frame.code[ask.unit]]
    ]


def mailable(survey: Survey, *, at: datetime) -> frozenset[str]:
    return invitations.remindable(survey, at=at)


def brought_of(standing: Standing) -> list[Brought]:
    """What every mailing that left brought, the last one first."""
    left = [one for one in queries.moments_of(standing.survey) if one.mailing and has_left(one.mailing)]
    if not left:
        return []
    ends = [(one.heard, one.imbalance) for one in left[1:]] + [(standing.heard, standing.imbalance)]
    found = [
        Brought(one, heard - one.heard, None if one.imbalance is None or cv is None else one.imbalance - cv)
        for one, (heard, cv) in zip(left, ends, strict=True)
    ]
    return found[::-1]


def has_left(mailing: invitations.Mailing) -> bool:
    """Whether mails of it may have gone out already."""
    return mailing.status not in {mailing.Status.DRAFT, mailing.Status.PLANNED}


def talks_brought(on: date, heard: queries.Heard) -> reach.VerifiedGain | None:
    """What the talks held added to the balance of all who were heard, beside what was expected of them."""
    frame = frame_on(on)
    before, after = frame.heard(heard.survey | heard.event), frame.heard(heard.anywhere)
    held = queries.conversations().filter(status=Conversation.Status.HELD, planned_for__lte=on)
    gains = [talk.expected_gain for talk in held if talk.expected_gain is not None]
    if not before.any() or not gains:
        return None
    variables = {"size": frame.size, "part": frame.part}
    return reach.verify_gain(variables, before, after=after, variables=queries.VARIABLES, expected=sum(gains))
