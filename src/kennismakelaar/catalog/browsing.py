"""One look at the menu card: searched, narrowed, counted and cut into a page, all in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from . import shelf
from .facets import Narrowed, slots_of
from .searching import OfferSearch, search_offers
from .shelf import Card

CONTACT_FORMS = ("contact_point", "advice", "peer_advice")


@dataclass(frozen=True)
class Wish:
    """What a reader asks of the menu card."""

    text: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""


@dataclass(frozen=True)
class Look:
    """The offers left, in order, with the counts for every facet."""

    narrowed: Narrowed
    cards: list[Card]
    search: OfferSearch | None

    @property
    def total(self) -> int:
        return len(self.cards)


def look(wish: Wish, *, on: date) -> Look:
    """This will search, narrow, count and order the offers that are there on a day."""
    kept = shelf.live.current()
    search = search_offers(wish.text) if wish.text else None
    within = kept.there(on)
    if search is not None:
        within &= sum(1 << slot for slot in {kept.slots[s] for s in search.slugs if s in kept.slots})
    narrowed = kept.bits.narrow(wish.choices, within=within)
    left = set(slots_of(narrowed.mask))
    if search is not None and wish.sort not in shelf.SORTS:
        order = [kept.slots[slug] for slug in search.slugs if slug in kept.slots]
    else:
        order = kept.order(wish.sort)
    cards = [card for slot in order if slot in left and (card := kept.cards[slot])]
    return Look(narrowed, cards, search)


def contact_points(topic: str, *, on: date, limit: int = 4) -> list[Card]:
    """This will list where somebody must be for a topic: contact points and advice."""
    choices = {"topic": (topic,), "form": CONTACT_FORMS}
    return look(Wish(choices=choices), on=on).cards[:limit]


def similar(card_slug: str, *, on: date, limit: int = 4) -> list[Card]:
    """This will list offers that share most topics, roles and forms with one; never the same form only."""
    kept = shelf.live.current()
    slot = kept.slots.get(card_slug)
    mine = kept.cards[slot] if slot is not None else None
    if mine is None or not mine.topics:
        return []
    near = slots_of(kept.bits.narrow({"topic": mine.topics}, within=kept.there(on)).mask)
    scored = [(_alike(mine, card), card) for n in near if (card := kept.cards[n]) and card is not mine]
    scored.sort(key=lambda pair: (-pair[0], pair[1].title))
    return [card for _score, card in scored[:limit]]


def _alike(one: Card, other: Card) -> float:
    weights = {"subtopic": 3.0, "topic": 2.0, "role": 1.0, "phase": 1.0, "form": 0.5}
    return sum(weight * _overlap(one.values[name], other.values[name]) for name, weight in weights.items())


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    both = set(one) | set(other)
    return len(set(one) & set(other)) / len(both) if both else 0.0
