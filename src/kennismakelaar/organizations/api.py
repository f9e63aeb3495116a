"""The front door of organizations."""

from .models import (
    CountryPart,
    KnowledgeNetwork,
    Membership,
    Municipality,
    Organization,
    Region,
    SizeClass,
    Succession,
)

__all__ = [
    "CountryPart",
    "KnowledgeNetwork",
    "Membership",
    "Municipality",
    "Organization",
    "Region",
    "SizeClass",
    "Succession",
]
