"""The front door of the catalog: what there is."""

from .models import Experience, IndexedItem, Offer, OfferRelation, SearchWithoutResult

__all__ = ["Experience", "IndexedItem", "Offer", "OfferRelation", "SearchWithoutResult"]
