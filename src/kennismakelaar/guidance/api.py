"""The front door of guidance."""

from .actions import check_line, edit_line, load_situations
from .models import ActionCard, CardLine, Heading, Situation
from .queries import Card, card_for, drafts, situation_with, situations

__all__ = [
    "ActionCard",
    "Card",
    "CardLine",
    "Heading",
    "Situation",
    "card_for",
    "check_line",
    "drafts",
    "edit_line",
    "load_situations",
    "situation_with",
    "situations",
]
