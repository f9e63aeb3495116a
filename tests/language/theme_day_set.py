"""What was said on a theme day: 283 invented statements on eleven themes and a rest, some for and some against."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "data" / "theme_day.csv"


@dataclass(frozen=True)
class Said:
    """One statement; theme is empty for the rest, side for who takes none."""

    text: str
    theme: str
    side: str


def statements() -> list[Said]:
    """This will read the set in its order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [Said(row["text"], row["theme"], row["side"]) for row in csv.DictReader(file)]
