"""The reports readers give: words with their place, and parts that were not read."""

from typing import Any

Report = dict[str, Any]
LONGEST_HEADING = 100
JOIN = " › "  # between headings above each other


def words(text: str, labels: dict[str, str] | None = None, **place: Any) -> Report:
    return {"what": "words", "text": text, "place": place, "labels": labels or {}}


def unread(reason: str, place: dict[str, Any] | None = None, **facts: Any) -> Report:
    return {"what": "unread", "place": place or {}, "reason": reason, "facts": facts}


def shortened(heading: str) -> str:
    """A heading as it stands in places: on one line, not too long."""
    return " ".join(heading.split())[:LONGEST_HEADING]


def moved_in(outer: dict[str, Any], report: Report) -> Report:
    """A report of something that stands inside something else: an attachment, a cell."""
    place = report["place"]
    around = moved_place(outer, place["outer"]) if place.get("outer") else outer
    return {**report, "place": {**place, "outer": around}}


def moved_place(outer: dict[str, Any], place: dict[str, Any]) -> dict[str, Any]:
    around = moved_place(outer, place["outer"]) if place.get("outer") else outer
    return {**place, "outer": around}
