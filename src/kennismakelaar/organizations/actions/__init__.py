"""The writing hand of organizations."""

from .members import UnableToPlace, place
from .networks import start_network
from .register import Loaded, load_mergers, load_municipalities, load_organizations, size_class

__all__ = [
    "Loaded",
    "UnableToPlace",
    "load_mergers",
    "load_municipalities",
    "load_organizations",
    "place",
    "size_class",
    "start_network",
]
