"""What can be found: one item with its texts, topics and exact facets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Item:
    """An offer, expert, network, shared experience, answered question or action card.

    `fields` are texts by name (weights belong to the index), `topics` slugs, `facets` exact values by name
    (role, phase, form, region). `series` joins editions of the same thing; `valid_to` is its last good day.
    """

    key: str
    kind: str
    title: str
    fields: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    series: str = ""
    valid_to: date | None = None

    def texts(self) -> dict[str, str]:
        """This will return all texts by field, the title included."""
        return {"title": self.title, **self.fields}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a text of the item: field name and span in code points."""

    field: str
    start: int
    end: int
