"""All offers in the memory of this worker, ready to be listed, narrowed and counted without asking the database.

One small query per page tells whether something changed; then only what changed is read again.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from dutch_text.index import Store
from kennismakelaar.organizations.api import Region
from kennismakelaar.topics.api import Phase, Role
from kennismakelaar.topics.api import topics as all_topics

from .facets import Bits, mask_of
from .live_index import NOTHING, OFFER, State, state
from .models import IndexedItem, Offer

KIND = "offer"
SORTS = ("titel", "nieuwste", "bevestigd")


@dataclass(frozen=True, slots=True)
class Card:
    """What the list shows of one offer, and by what it is found."""

    slug: str
    title: str
    summary: str
    providers: tuple[str, ...]
    forms: tuple[str, ...]
    topics: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]  # per facet
    year: int | None
    valid_from: date | None
    valid_to: date | None
    confirmed_on: date | None
    is_fictitious: bool
    for_municipalities: bool

    def is_there(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


class Shelf:
    """The offers of one moment; slots never move, so that a slot is a bit in every facet."""

    def __init__(self) -> None:
        self.cards: list[Card | None] = []
        self.slots: dict[str, int] = {}
        self.bits = Bits()
        self._there: dict[date, int] = {}
        self._orders: dict[str, np.ndarray] = {}
        self._places = Places()

    def there(self, on: date) -> int:
        """This will give a bit for each offer that is neither withdrawn nor expired on a day."""
        if on not in self._there:
            there = [slot for slot, card in enumerate(self.cards) if card and card.is_there(on)]
            self._there = {on: mask_of(there, size=len(self.cards))}
        return self._there[on]

    def on_the_shelf(self, store: Store, found: np.ndarray) -> np.ndarray:
        """This will turn slots of the index into slots of the shelf, in the same order, without what is not here."""
        places = self._places
        if not places.hold(store, self):
            places = self._places = Places.of(store, self)
        here = places.slots[found]
        return here[here >= 0]

    def order(self, sort: str) -> np.ndarray:
        """This will give the slots in the order of a sort: title, newest first, last confirmed first."""
        if sort not in self._orders:
            self._orders[sort] = np.array([slot for _key, slot in sorted(self._keys(sort))], np.intp)
        return self._orders[sort]

    def _keys(self, sort: str) -> Iterable[tuple[tuple[int, str], int]]:
        for slot, card in enumerate(self.cards):
            if card:
                first = {"nieuwste": -(card.year or 0), "bevestigd": -_ordinal(card.confirmed_on)}.get(
                    sort, 0
                )
                yield (first, card.title.casefold()), slot

    def put(self, card: Card) -> None:
        """This will place an offer, or replace it where it stands."""
        self.take(card.slug)
        slot = self.slots.setdefault(card.slug, len(self.cards))
        if slot == len(self.cards):
            self.cards.append(None)
        self.cards[slot] = card
        self.bits.set(slot, card.values)

    def take(self, slug: str) -> None:
        """This will take an offer off the shelf; its slot stays empty for when it comes back."""
        self._there, self._orders = {}, {}
        slot = self.slots.get(slug)
        if slot is not None and (card := self.cards[slot]):
            self.bits.clear(slot, card.values)
            self.cards[slot] = None


@dataclass(frozen=True)
class Places:
    """Where each item of the index stands on the shelf, -1 for what is no offer there.

    Neither side ever moves what it holds: only when one of them grew, or is another, they are looked up again.
    """

    store: Store | None = None
    offers: int = 0
    slots: np.ndarray = field(default_factory=lambda: np.zeros(0, np.intp))

    @classmethod
    def of(cls, store: Store, shelf: Shelf) -> "Places":
        """This will look up every item of the index on the shelf."""
        keys = (item.key if item else "" for item in store.items)
        slots = [
            shelf.slots.get(key.removeprefix(OFFER), -1) if key.startswith(OFFER) else -1 for key in keys
        ]
        return cls(store, len(shelf.slots), np.array(slots, np.intp))

    def hold(self, store: Store, shelf: Shelf) -> bool:
        """This will tell whether nothing came since."""
        return self.store is store and len(self.slots) == len(store.items) and self.offers == len(shelf.slots)


class LiveShelf:
    """One per worker process, brought up to date by the numbers of the index."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: State | None = None
        self._shelf = Shelf()

    def current(self) -> Shelf:
        """This will give the shelf as the database has it now."""
        now = state()
        if now != self._state:
            with self._lock:
                if now != self._state:
                    self._catch_up(now)
                    self._state = now
        return self._shelf

    def _catch_up(self, now: State) -> None:
        seen = self._state
        if seen is None or now[0] <= seen[0] or seen == NOTHING:
            shelf = Shelf()
            for card in _cards(Offer.objects.filter(withdrawn_on=None)):
                shelf.put(card)
            self._shelf = shelf
            return
        changed = IndexedItem.objects.filter(kind=KIND, sequence__gt=seen[0]).values_list("key", flat=True)
        slugs = list(changed)
        for slug in slugs:
            self._shelf.take(slug)
        for card in _cards(Offer.objects.filter(slug__in=slugs, withdrawn_on=None)):
            self._shelf.put(card)


def _cards(offers: Iterable[Offer]) -> Iterable[Card]:
    provinces = tuple(Region.objects.filter(kind=Region.Kind.PROVINCE).values_list("code", flat=True))
    parents = dict(all_topics().values_list("slug", "parent_id"))
    for offer in offers.order_by("title").prefetch_related("providers", "topics", "regions"):
        yield _card(offer, provinces, parents)


def _card(offer: Offer, provinces: tuple[str, ...], parents: Mapping[str, str | None]) -> Card:
    topics = tuple(sorted(topic.slug for topic in offer.topics.all()))
    regions = tuple(sorted(region.code for region in offer.regions.all()))
    everybody = tuple(Role.values) if offer.for_municipalities else ()
    values = {
        "topic": tuple(sorted({*topics, *(parent for slug in topics if (parent := parents.get(slug)))})),
        "subtopic": tuple(slug for slug in topics if parents.get(slug)),
        "role": tuple(offer.roles) or everybody,
        "form": tuple(offer.forms),
        "phase": tuple(phase for phase in offer.phases if phase in Phase.values),
        "kind": (offer.learning_kind,) if offer.learning_kind else (),
        "region": regions or provinces,
    }
    return Card(
        slug=offer.slug, title=offer.title, summary=offer.summary,
        providers=tuple(str(provider) for provider in offer.providers.all()),
        forms=tuple(offer.forms), topics=topics, values=values, year=offer.year,
        valid_from=offer.valid_from, valid_to=offer.valid_to, confirmed_on=offer.confirmed_on,
        is_fictitious=offer.is_fictitious, for_municipalities=offer.for_municipalities,
    )  # fmt: skip


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


live = LiveShelf()
