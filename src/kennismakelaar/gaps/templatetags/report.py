"""How figures of needs and white spots look in a text."""

from typing import Any

from django import template

from kennismakelaar.gaps.reporting.documents import shown

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """0.347 as "35%"."""
    return f"{round(100 * share)}%"


@register.filter
def figure(cell: Any) -> str:
    """A published figure with its margin, or that it is withheld."""
    return shown(cell)
