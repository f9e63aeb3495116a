"""The front door of guidance."""

from .models import ActionCard, CardLine, Heading, Situation

__all__ = ["ActionCard", "CardLine", "Heading", "Situation"]
