"""The reports readers give: words with their place, and parts that were not read."""

from typing import Any

Report = dict[str, Any]


def words(text: str, labels: dict[str, str] | None = None, **place: Any) -> Report:
    return {"what": "words", "text": text, "place": place, "labels": labels or {}}


def unread(reason: str, place: dict[str, Any] | None = None, **facts: Any) -> Report:
    return {"what": "unread", "place": place or {}, "reason": reason, "facts": facts}
