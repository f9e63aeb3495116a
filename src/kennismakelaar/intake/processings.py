"""The default entries of the register of processing that this room needs, as data with an owner."""

import csv
from dataclasses import dataclass
from importlib import resources

from .models import Channel

SLUGS = {
    Channel.SURVEY: "survey",
    Channel.EVENT: "theme-day",
    Channel.CONVERSATION: "conversation",
    Channel.INQUIRY: "question",
    Channel.REACTION: "reaction",
}


@dataclass(frozen=True)
class Entry:
    """One entry: for what, on what ground, how long, who sees it."""

    slug: str
    name: str
    purpose: str
    ground: str
    retention_days: int
    seen_by: str


def entries() -> list[Entry]:
    """All default entries."""
    text = resources.files(__package__).joinpath("data", "processing.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return [Entry(**{**row, "retention_days": int(row["retention_days"])}) for row in rows]
