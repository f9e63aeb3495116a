"""The page of one municipality: what it answered, how that compares, what exists for its needs and what is coming.

Only who works there sees it. What it is compared with are published figures, so nothing of a neighbor shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from kennismakelaar.accounts.api import Position, User
from kennismakelaar.catalog import api as catalog
from kennismakelaar.curriculum import api as curriculum
from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.gaps import api as gaps
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records import api as records

MOST_OFFERS = 3


@dataclass(frozen=True)
class OwnTopic:
    """One topic: the own answer, the published need of towns of this size, and what there is for it."""

    answer: needs.OwnAnswer
    group: str  # "40%", "" = withheld or not published
    offers: tuple[catalog.Offer, ...] = ()
    changes: tuple[curriculum.ChangeProposal, ...] = ()
    replies: tuple[follow_up.FollowUp, ...] = ()


@dataclass(frozen=True)
class OwnTown:
    """What an official may see of the own municipality."""

    municipality: Municipality
    answers: needs.OwnAnswers | None
    topics: tuple[OwnTopic, ...]

    @property
    def needed(self) -> list[OwnTopic]:
        return [topic for topic in self.topics if topic.answer.in_need]


def town_of(user: User) -> Municipality | None:
    """Where an official works; nobody else has an own municipality."""
    membership = getattr(user, "membership", None)
    return membership.municipality if membership and user.position == Position.MUNICIPALITY else None


def own_town(municipality: Municipality, *, on: date) -> OwnTown:
    """This will bring together all there is for one municipality."""
    found = needs.own_answers(municipality)
    group = _group(municipality)
    rows = tuple(_topic(answer, group, on) for answer in found.answers) if found else ()
    return OwnTown(municipality, found, rows)


def _group(municipality: Municipality) -> Mapping[str, str]:
    """{topic: published share in need among towns of this size}."""
    publication = records.current(gaps.KIND_NEEDS)
    cells: list[Mapping[str, Any]] = publication.figures["cells"] if publication else []
    column = f"size:{municipality.size_class}"
    return {c["row"]: c["label"] for c in cells if c["column"] == column and not c["withheld"]}


def _topic(answer: needs.OwnAnswer, group: Mapping[str, str], on: date) -> OwnTopic:
    slug = answer.topic.pk
    if not answer.in_need:
        return OwnTopic(answer, group.get(slug, ""))
    changes = curriculum.public_proposals().filter(Q(gap__topic_id=slug) | Q(needs__topic_id=slug)).distinct()
    return OwnTopic(
        answer,
        group.get(slug, ""),
        offers=tuple(catalog.offers_for_topics([slug], on=on)[:MOST_OFFERS]),
        changes=tuple(changes),
        replies=tuple(follow_up.public_follow_ups().filter(need__topic_id=slug)),
    )
