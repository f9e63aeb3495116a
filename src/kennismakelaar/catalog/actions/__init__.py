"""The writing hand of the catalog."""

from .experiences import rate_offer
from .facts import OfferFacts, UnableToSaveOffer
from .index import Entry, index_item, index_items, reindex, unindex
from .loading import create_offers, load_offers
from .offers import UnableToConfirm, confirm_offer, create_offer, edit_offer, relate_offers, withdraw_offer
from .searches import count_search_without_result, forget_old_searches

__all__ = [
    "Entry",
    "OfferFacts",
    "UnableToConfirm",
    "UnableToSaveOffer",
    "confirm_offer",
    "count_search_without_result",
    "create_offer",
    "create_offers",
    "edit_offer",
    "forget_old_searches",
    "index_item",
    "index_items",
    "load_offers",
    "rate_offer",
    "reindex",
    "relate_offers",
    "unindex",
    "withdraw_offer",
]
