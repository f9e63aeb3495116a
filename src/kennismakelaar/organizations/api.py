"""The front door of organizations: who."""

from datetime import date

from .actions import UnableToPlace, place, start_network
from .finding import organization_named
from .frame import Frame, frame_on
from .models import (
    CountryPart,
    KnowledgeNetwork,
    Membership,
    Municipality,
    Organization,
    Region,
    SizeClass,
    Succession,
    Urbanity,
)
from .naming import Match, NameBook, names_of_places, place_named_in
from .queries import (
    PopulationCell,
    municipalities,
    names_of,
    organizations_by_slug,
    population_cells,
    provinces,
    successions_by,
    successor_of,
)


def municipality_named(text: object, on: date | None = None) -> Match:
    """This will read one text as a municipality. For a whole file make one `NameBook` and ask that."""
    return NameBook(on).find(text)


__all__ = [
    "CountryPart",
    "Frame",
    "KnowledgeNetwork",
    "Match",
    "Membership",
    "Municipality",
    "NameBook",
    "Organization",
    "PopulationCell",
    "Region",
    "SizeClass",
    "Succession",
    "UnableToPlace",
    "Urbanity",
    "frame_on",
    "municipalities",
    "municipality_named",
    "names_of",
    "names_of_places",
    "organization_named",
    "organizations_by_slug",
    "place",
    "place_named_in",
    "population_cells",
    "provinces",
    "start_network",
    "successions_by",
    "successor_of",
]
