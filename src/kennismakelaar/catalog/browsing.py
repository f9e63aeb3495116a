"""One look at the menu card: searched, narrowed, counted and cut into a page, all in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from . import shelf
from .facets import Narrowed, marks_of, mask_of, slots_of
from .searching import OfferSearch, search_offers
from .shelf import Card, Shelf

CANDIDATES = 100  # to be compared one by one
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
    slots: list[int]
    search: OfferSearch | None
    shelf: Shelf

    @property
    def total(self) -> int:
        return len(self.slots)

    @property
    def cards(self) -> list[Card]:
        return self.cards_of(self.slots)

    def cards_of(self, slots: Iterable[int]) -> list[Card]:
        """This will give the offers of one page."""
        return [card for slot in slots if (card := self.shelf.cards[slot])]


def look(wish: Wish, *, on: date) -> Look:
    """This will search, narrow, count and order the offers that are there on a day."""
    kept = shelf.live.current()
    search = search_offers(wish.text) if wish.text else None
    found = kept.on_the_shelf(search.store, search.slots) if search else None
    within = kept.there(on)
    if found is not None:
        within &= mask_of(found, size=len(kept.cards))
    narrowed = kept.bits.narrow(wish.choices, within=within)
    order = found if found is not None and wish.sort not in shelf.SORTS else kept.order(wish.sort)
    left = marks_of(narrowed.mask, size=len(kept.cards))
    return Look(narrowed, order[left[order]].tolist(), search, kept)


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
    near = _sharing_most(kept, mine, on)
    cards = (card for n in slots_of(near & ~(1 << slot))[:CANDIDATES] if (card := kept.cards[n]))
    scored = sorted(
        ((_alike(mine, card), card) for card in cards), key=lambda pair: (-pair[0], pair[1].title)
    )
    return [card for _score, card in scored[:limit]]


def _sharing_most(kept: Shelf, mine: Card, on: date) -> int:
    """Offers that share a topic; of those, as far as enough are left, that share the next topic, role and form too."""
    near = kept.bits.keep({"topic": mine.topics}, within=kept.there(on))
    wishes = [("topic", (slug,)) for slug in mine.topics]
    for facet, values in [*wishes, ("role", mine.values["role"]), ("form", mine.forms)]:
        closer = kept.bits.keep({facet: values}, within=near)
        if closer.bit_count() > CANDIDATES:
            near = closer
    return near


def _alike(one: Card, other: Card) -> float:
    weights = {"subtopic": 3.0, "topic": 2.0, "role": 1.0, "phase": 1.0, "form": 0.5}
    return sum(weight * _overlap(one.values[name], other.values[name]) for name, weight in weights.items())


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    both = set(one) | set(other)
    return len(set(one) & set(other)) / len(both) if both else 0.0
