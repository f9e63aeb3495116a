"""What is asked of guidance: the card for a role, a situation and a phase."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from kennismakelaar.catalog import api as catalog
from kennismakelaar.topics.api import OfferForm, Phase, Role

from .models import ActionCard, CardLine, Heading, Situation

MOST_OFFERS = 6
AT_ONCE = {
    OfferForm.CONTACT_POINT,
    OfferForm.PEER_ADVICE,
    OfferForm.ADVICE,
}  # in an acute phase these come first


@dataclass(frozen=True)
class Section:
    """One heading of a card with its lines."""

    heading: str
    label: str
    lines: tuple[CardLine, ...]


@dataclass(frozen=True)
class Card:
    """What you can do from your role in this phase."""

    situation: Situation
    role: Role
    phase: Phase
    opening: str
    call: Section | None
    sections: tuple[Section, ...]
    offers: tuple[catalog.Offer, ...]
    is_draft: bool


def situations() -> QuerySet[Situation]:
    return Situation.objects.prefetch_related("topics")


def situation_with(slug: str) -> Situation | None:
    return situations().filter(slug=slug).first()


def card_for(situation: Situation, role: str, phase: str, *, on: date) -> Card:
    """The card: what holds for exactly this role and phase stands before what holds for all."""
    lines = situation.lines.filter(Q(role="") | Q(role=role), Q(phase="") | Q(phase=phase))
    ordered = sorted(lines, key=lambda line: (-bool(line.role) - bool(line.phase), line.position))
    sections = {
        heading: Section(
            heading, str(Heading(heading).label), tuple(line for line in ordered if line.heading == heading)
        )
        for heading in Heading.values
    }
    card = ActionCard.objects.filter(situation=situation, role=role, phase=phase).first()
    call = sections.pop(Heading.CALL)
    return Card(
        situation=situation,
        role=Role(role),
        phase=Phase(phase),
        opening=card.opening if card else "",
        call=call if call.lines else None,
        sections=tuple(section for section in sections.values() if section.lines),
        offers=_offers(situation, role, phase, on=on),
        is_draft=any(line.checked_on is None for line in ordered),
    )


def _offers(situation: Situation, role: str, phase: str, *, on: date) -> tuple[catalog.Offer, ...]:
    """Offers on the topics of the situation, for this role and phase; when it is urgent, who can be called first."""
    topics = {topic.slug for topic in situation.topics.all()} | {
        t.parent_id for t in situation.topics.all() if t.parent_id
    }
    fitting = [
        offer
        for offer in catalog.offers_for_topics(topics, on=on)
        if (not offer.roles or role in offer.roles) and (not offer.phases or phase in offer.phases)
    ]
    acute = phase in {Phase.ACUTE, Phase.RISING}
    fitting.sort(
        key=lambda offer: (not (acute and AT_ONCE & set(offer.forms)), not offer.phases, offer.title)
    )
    return tuple(fitting[:MOST_OFFERS])


def drafts() -> QuerySet[CardLine]:
    """Lines nobody has checked yet."""
    return CardLine.objects.filter(checked_on=None).select_related("situation")


def line_with(key: int) -> CardLine | None:
    return CardLine.objects.select_related("situation").filter(pk=key).first()


def situations_with_drafts() -> QuerySet[Situation]:
    """Situations with the number of lines and of unchecked ones."""
    return Situation.objects.annotate(
        all_lines=Count("lines"), draft_lines=Count("lines", filter=Q(lines__checked_on=None))
    ).prefetch_related("lines")
