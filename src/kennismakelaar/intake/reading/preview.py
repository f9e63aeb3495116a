"""What a person sees of a delivery before it is confirmed: counts and first lines, suspected words left out."""

from typing import Any

from dutch_text.screening import redact, screen

from .results import Paragraph, WordsRead

SHOWN = 12
LONGEST_LINE = 240
UNREAD_SHOWN = 500


def of(found: WordsRead) -> dict[str, Any]:
    """A summary that may be stored: it holds no words that screening suspects."""
    spoken = [paragraph for paragraph in found.paragraphs if not is_heading(paragraph)]
    labels = dict.fromkeys(label for paragraph in spoken for label in paragraph.labels)
    return {
        "paragraphs": len(spoken),
        "headings": len(found.paragraphs) - len(spoken),
        "characters": sum(len(paragraph.text) for paragraph in spoken),
        "columns": list(labels),
        "first": [
            {"place": safe(p.place), "text": safe(p.text), "beside": _beside(p)} for p in spoken[:SHOWN]
        ],
        "unread": [{"place": u.place, "reason": u.reason} for u in found.unread[:UNREAD_SHOWN]],
        "unread_count": len(found.unread),
    }


def without_words(recognized: dict[str, Any]) -> dict[str, Any]:
    """What stays of the summary once the words themselves are stored: counts and names of columns."""
    return {key: value for key, value in recognized.items() if key not in {"first", "version"}}


def is_heading(paragraph: Paragraph) -> bool:
    return paragraph.labels.get("heading") == "1"


def _beside(paragraph: Paragraph) -> str:
    return safe("; ".join(f"{name}: {text}" for name, text in paragraph.labels.items()))


def safe(text: str) -> str:
    shown = redact(text, screen(text))
    return shown if len(shown) <= LONGEST_LINE else shown[:LONGEST_LINE].rstrip() + "…"
