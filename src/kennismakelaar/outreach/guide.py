"""What to ask in a talk: from the published white spots and from what towns of this size are thought to need.

Only published figures are read, so that a guide on a desk holds nothing that is not public.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records import api as records
from kennismakelaar.topics import api as topics

WHITE_SPOTS, NEEDS = "white-spots", "needs"  # kinds of published tables
MOST = 5


@dataclass(frozen=True)
class Guide:
    """Topics to ask about, the most important first."""

    white: tuple[topics.Topic, ...]  # needed and not offered, over all municipalities
    likely: tuple[topics.Topic, ...]  # what municipalities of this size need most


def guide_for(municipality: Municipality) -> Guide:
    """This will choose what to ask a municipality about; empty before anything was published."""
    names = topics.topics().in_bulk()
    white = [cell for cell in _cells(WHITE_SPOTS, "") if cell["facts"].get("decision") == "white"]
    likely = _cells(NEEDS, f"size:{municipality.size_class}")
    chosen = _topics(white, names)
    return Guide(
        chosen, tuple(one for one in _topics(likely, names, most=2 * MOST) if one not in chosen)[:MOST]
    )


def _cells(kind: str, column: str) -> list[Mapping[str, Any]]:
    publication = records.current(kind)
    cells = publication.figures["cells"] if publication else []
    shown = [cell for cell in cells if cell["column"] == column and not cell["withheld"]]
    return sorted(shown, key=lambda cell: (-(cell["value"] or 0), cell["row"]))


def _topics(
    cells: list[Mapping[str, Any]], names: Mapping[str, topics.Topic], most: int = MOST
) -> tuple[topics.Topic, ...]:
    return tuple(names[cell["row"]] for cell in cells if cell["row"] in names)[:most]
