"""Reading questions of this room."""

import math
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from kennismakelaar.accounts.api import Position, User
from needs_assessment.coverage import Offer as OfferRow

from .models import Offer, OfferRelation, SearchWithoutResult

# The shared recognition ladder, as the method calls its steps.
EVIDENCE = {
    "none": "none",
    "described": "practice",
    "founded": "well_founded",
    "first": "first_indications",
    "good": "good_indications",
    "strong": "strong_indications",
}
DAYS_A_YEAR = 365.25


def offers() -> QuerySet[Offer]:
    """This will list all offers, also what expired or was withdrawn."""
    return Offer.objects.prefetch_related("providers", "topics__parent", "regions")


def offers_on(on: date) -> QuerySet[Offer]:
    """This will list the offers that are there on a day: begun, neither withdrawn nor expired."""
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    lasting = Q(valid_to=None) | Q(valid_to__gte=on)
    kept = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    return offers().filter(begun & lasting & kept)


def offer_with(slug: str) -> Offer | None:
    """This will fetch one offer with all its page shows."""
    return offers().select_related("confirmed_by").filter(slug=slug).first()


def offers_of(user: User) -> QuerySet[Offer]:
    """This will list the offers a user may edit: all for an adviser, the own ones for a partner."""
    everything = offers().select_related("confirmed_by").order_by("title")
    if user.position == Position.ADVISER:
        return everything
    membership = getattr(user, "membership", None)
    own = membership.organization_id if membership else None
    return everything.filter(providers=own) if own else everything.none()


def relations_of(offer: Offer) -> list[OfferRelation]:
    """This will list what comes before an offer or goes on from it."""
    return list(offer.relations.select_related("other").filter(other__withdrawn_on=None).order_by("kind"))


def offer_rows(on: date) -> list[OfferRow]:
    """This will give all offers as the method counts them; it leaves out itself what is not valid on the day.

    The capacity of an offer without one is unlimited; its age counts from its confirmation, else from its year.
    """
    # `known` (the share that knows an offer) stays None here: it is laid over what a survey asked.
    counted = Offer.objects.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on), for_municipalities=True)
    judged = counted.annotate(
        rated=Count("experiences", filter=Q(experiences__on__lte=on)),
        satisfied=Count("experiences", filter=Q(experiences__on__lte=on, experiences__satisfied=True)),
    )
    return [_row(offer, on) for offer in judged.prefetch_related("topics", "regions").order_by("slug")]


def _row(offer: Offer, on: date) -> OfferRow:
    return OfferRow(
        key=offer.slug, topics=tuple(sorted(topic.slug for topic in offer.topics.all())),
        capacity=math.inf if offer.capacity is None else float(offer.capacity),
        age_years=age_in_years(offer, on), evidence=EVIDENCE[offer.evidence],
        satisfied=offer.satisfied, rated=offer.rated,
        roles=tuple(offer.roles), forms=tuple(offer.forms),
        regions=tuple(sorted(region.code for region in offer.regions.all())),
        valid_from=offer.valid_from, valid_until=offer.valid_to,
    )  # fmt: skip


def age_in_years(offer: Offer, on: date) -> float | None:
    """This will count from the day somebody confirmed the offer, else from the middle of its year."""
    since = offer.confirmed_on or (date(offer.year, 7, 1) if offer.year else None)
    return max(0.0, (on - since).days / DAYS_A_YEAR) if since else None


def searches_without_result(limit: int = 200) -> QuerySet[SearchWithoutResult]:
    """This will list what was searched and not found, the most frequent first."""
    return SearchWithoutResult.objects.order_by("-times", "-on", "words")[:limit]


def without_titles(text: str) -> str:
    """The text without titles of offers: a title may look like a name, and is none."""
    for title in Offer.objects.values_list("title", flat=True):
        text = text.replace(title, " ")
    return text


def offers_for_topics(slugs: Iterable[str], *, on: date) -> QuerySet[Offer]:
    """This will list the offers there are on a day that are filed under one of these topics."""
    return offers_on(on).filter(topics__in=list(slugs), for_municipalities=True).distinct()


def unconfirmed_for(user: User) -> QuerySet[Offer]:
    """This will list what a user may confirm and nobody has confirmed yet."""
    return offers_of(user).filter(confirmed_on=None, withdrawn_on=None)
