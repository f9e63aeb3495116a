"""Making, changing, confirming and withdrawing an offer."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Position, Right, User, require
from kennismakelaar.catalog.models import Offer, OfferRelation
from kennismakelaar.organizations.api import Organization, Region
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import NotAllowed, Refusal
from kennismakelaar.topics.api import Role

from .facts import Known, OfferFacts, check, text_of
from .index import Entry, index_items, unindex

KIND = "offer"


class UnableToConfirm(Refusal):
    """An offer that was withdrawn, or nobody who could stand for it."""


@transaction.atomic
def create_offer(
    facts: OfferFacts, *, by: User, at: datetime, slug: str = "", is_fictitious: bool = False
) -> Offer:
    """This will put a new offer on the menu card, not yet confirmed as current."""
    require(by, Right.EDIT_OFFER)
    known = Known.now()
    check(facts, known)
    _require_own(by, facts.providers)
    offer = Offer.objects.create(
        slug=_free_slug(slug or facts.title), is_fictitious=is_fictitious, **facts.plain()
    )
    _relate(offer, facts, known)
    index_offers([offer])
    record("create", offer, by=by, at=at)
    return offer


@transaction.atomic
def edit_offer(offer: Offer, facts: OfferFacts, *, by: User, at: datetime) -> Offer:
    """This will change the facts of an offer; who confirmed it and when stays."""
    require(by, Right.EDIT_OFFER)
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    _require_own(by, [provider.slug for provider in offer.providers.all()])
    known = Known.now()
    check(facts, known)
    _require_own(by, facts.providers)
    for name, value in facts.plain().items():
        setattr(offer, name, value)
    offer.save()
    _relate(offer, facts, known)
    index_offers([offer])
    record("edit", offer, by=by, at=at)
    return offer


@transaction.atomic
def confirm_offer(offer: Offer, *, by: User, at: datetime, organization: Organization | None = None) -> Offer:
    """This will note that somebody confirms the offer as current, for which organization and on which day."""
    require(by, Right.CONFIRM_OFFER)
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    _require_own(by, [provider.slug for provider in offer.providers.all()])
    standing_for = organization or own_organization(by)
    if offer.withdrawn_on or standing_for is None:
        raise UnableToConfirm(
            _("Expected an offer that is on the menu card and an organization that stands for it."),
            came=_("It was withdrawn.") if offer.withdrawn_on else _("Your account has no organization."),
            hint=_("Ask an administrator to note where you work, or make the offer anew."),
        )
    offer.confirmed_on, offer.confirmed_by = timezone.localtime(at).date(), standing_for
    offer.save(update_fields=["confirmed_on", "confirmed_by"])
    index_offers([offer])
    record("confirm", offer, by=by, at=at, detail={"organization": standing_for.slug})
    return offer


@transaction.atomic
def withdraw_offer(offer: Offer, *, by: User, at: datetime) -> Offer:
    """This will take an offer off the menu card; its page says so to whoever kept the address."""
    require(by, Right.EDIT_OFFER)
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    _require_own(by, [provider.slug for provider in offer.providers.all()])
    if offer.withdrawn_on is None:
        offer.withdrawn_on = timezone.localtime(at).date()
        offer.save(update_fields=["withdrawn_on"])
        unindex(KIND, offer.slug)
        record("withdraw", offer, by=by, at=at)
    return offer


@transaction.atomic
def relate_offers(offer: Offer, other: Offer, kind: str, *, by: User, at: datetime) -> OfferRelation:
    """This will note that an offer first needs another ("requires") or goes on from it ("continues")."""
    require(by, Right.EDIT_OFFER)
    _require_own(by, [provider.slug for provider in offer.providers.all()])
    relation, created = OfferRelation.objects.get_or_create(offer=offer, other=other, kind=kind)
    if created:
        record("relate", offer, by=by, at=at, detail={"other": other.slug, "kind": kind})
    return relation


def own_organization(user: User) -> Organization | None:
    """This will give the organization a user works at, if any."""
    membership = getattr(user, "membership", None)
    return membership.organization if membership else None


def index_offers(offers: Iterable[Offer], *, by_meaning: bool = True) -> None:
    """This will bring what is found of offers up to date, and with it the list in every worker."""
    provinces = list(
        Region.objects.filter(kind=Region.Kind.PROVINCE).order_by("code").values_list("code", flat=True)
    )
    # The texts people search in are Dutch, whoever made the change and in which language.
    with translation.override("nl"):
        entries = [_entry(offer, provinces) for offer in offers]
    index_items(entries, by_meaning=by_meaning, touch=True)


def _entry(offer: Offer, provinces: list[str]) -> Entry:
    filters = {
        "role": offer.roles or (Role.values if offer.for_municipalities else []),
        "form": offer.forms,
        "phase": offer.phases,
        "region": sorted(region.code for region in offer.regions.all()) or provinces,
        "learning": [offer.learning_kind] if offer.learning_kind else [],
    }
    topics = sorted(topic.slug for topic in offer.topics.all())
    return Entry(KIND, offer.slug, offer.title, text_of(offer), filters, topics, valid_to=offer.valid_to)


def _require_own(by: User, providers: Iterable[str]) -> None:
    if by.position == Position.ADVISER:
        return
    own = own_organization(by)
    if own is None or own.slug not in set(providers):
        raise NotAllowed(
            _("A partner changes offers of the own organization only."),
            came=str(own or _("Your account has no organization.")),
            hint=_("Ask an adviser of the unit to change it."),
        )


def _relate(offer: Offer, facts: OfferFacts, known: Known) -> None:
    offer.providers.set([known.providers[slug] for slug in facts.providers])
    offer.topics.set([known.topics[slug] for slug in facts.topics])
    offer.regions.set([known.regions[code] for code in facts.regions])


def _free_slug(title: str) -> str:
    base = slugify(title)[:110].strip("-") or "aanbod"
    taken = set(Offer.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)
