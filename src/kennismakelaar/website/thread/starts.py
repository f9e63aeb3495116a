"""The points one may start from: what each is called, where its own page is, and what is tied to it at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, may
from kennismakelaar.brokering import api as brokering
from kennismakelaar.catalog import api as catalog
from kennismakelaar.curriculum import api as curriculum
from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.intake import api as intake
from kennismakelaar.needs import api as needs

from .judgements import judgements


@dataclass
class Tied:
    """What is tied together, whichever end one starts from."""

    needs: set[needs.Need] = field(default_factory=set)
    statements: set[int] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    proposals: set[curriculum.ChangeProposal] = field(default_factory=set)
    offers: set[catalog.Offer] = field(default_factory=set)
    replies: set[follow_up.FollowUp] = field(default_factory=set)
    knowledge_gaps: set[brokering.KnowledgeGap] = field(default_factory=set)


def _statement(key: str, user: User) -> tuple[str, str, str, Tied] | None:
    """Words are a point to start from only for who may read them."""
    found = intake.readable_statements(user).filter(pk=key).first() if key.isdecimal() else None
    if found is None:
        return None
    tied = Tied(statements={found.pk}, replies=set(follow_up.replies_to(found)))
    tied.needs = set(needs.standing_needs().filter(evidence__coding__segment__statement=found))
    return found.text[:120], _("Statement"), f"/werk/uitspraken/{found.pk}", tied


def _need(key: str, user: User) -> tuple[str, str, str, Tied] | None:
    visible = needs.needs() if may(user, Right.WRITE_NEED) else needs.needs().exclude(status="draft")
    found = visible.filter(pk=key).first() if key.isdecimal() else None
    back = f"/werk/behoeften/{key}" if may(user, Right.WRITE_NEED) else ""
    return (found.title, _("Need"), back, Tied(needs={found})) if found else None


def _gap(key: str, user: User) -> tuple[str, str, str, Tied] | None:
    found = judgements(user).get(key)
    if found is None:
        return None
    tied = Tied(needs=set(needs.needs_for(key)), topics={key})
    return found[0], _("White spot"), f"/witte-vlekken/{key}", tied


def _proposal(key: str, user: User) -> tuple[str, str, str, Tied] | None:
    found = curriculum.proposal_with(int(key)) if key.isdecimal() else None
    if found is None or (found.status == "draft" and not may(user, Right.EDIT_CURRICULUM)):
        return None
    tied = Tied(needs=needs.continuing(need.pk for need in found.needs.all()), proposals={found})
    if found.gap_id:
        tied.topics |= {found.gap.topic_id}
    return found.title, _("Change of the curriculum"), f"/curriculum/wijziging/{key}", tied


def _offer(key: str, user: User) -> tuple[str, str, str, Tied] | None:
    found = catalog.Offer.objects.filter(slug=key).first()
    if found is None:
        return None
    topics = set(found.topics.values_list("pk", flat=True))
    tied = Tied(offers={found}, topics=topics, replies=set(follow_up.public_follow_ups().filter(offer=found)))
    # As in the white spots: an offer on a wider topic answers its parts, and one on a part the wider topic.
    wider = set(found.topics.exclude(parent=None).values_list("parent_id", flat=True))
    on_these = Q(topic_id__in=topics | wider) | Q(topic__parent_id__in=topics)
    tied.needs = set(needs.standing_needs().filter(on_these))
    return found.title, _("Offer"), f"/menukaart/{key}", tied


def _reply(key: str, user: User) -> tuple[str, str, str, Tied] | None:
    visible = follow_up.follow_ups() if may(user, Right.FOLLOW_UP) else follow_up.public_follow_ups()
    found = visible.filter(pk=key).first() if key.isdecimal() else None
    if found is None:
        return None
    tied = Tied(replies={found}, statements=set(found.statements.values_list("pk", flat=True)))
    tied.needs = needs.continuing([found.need_id]) if found.need_id else set()
    tied.proposals = {found.proposal} if found.proposal else set()
    tied.offers = {found.offer} if found.offer else set()
    tied.knowledge_gaps = {found.knowledge_gap} if found.knowledge_gap else set()
    return found.title, _("Reply"), "/terugkoppeling", tied


def _knowledge_gap(key: str, user: User) -> tuple[str, str, str, Tied] | None:
    found = brokering.KnowledgeGap.objects.filter(pk=key).first() if key.isdecimal() else None
    if found is None:
        return None
    asked = set(found.inquiries.values_list("statement_id", flat=True))
    tied = Tied(knowledge_gaps={found}, statements=asked, topics={found.topic_id})
    tied.offers = {found.filled_by} if found.filled_by else set()
    tied.replies = set(follow_up.public_follow_ups().filter(knowledge_gap=found))
    return found.title, _("Knowledge gap"), "/kennishiaten", tied


Start = tuple[str, str, str, Tied]  # its title, what it is, its own page, and what is tied to it
STARTS: dict[str, Callable[[str, User], Start | None]] = {
    "uitspraak": _statement,
    "behoefte": _need,
    "witte-vlek": _gap,
    "wijziging": _proposal,
    "aanbod": _offer,
    "terugkoppeling": _reply,
    "kennishiaat": _knowledge_gap,
}
