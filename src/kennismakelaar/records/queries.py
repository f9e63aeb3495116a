"""What is asked of the records."""

from .models import Publication


def current(kind: str) -> Publication | None:
    """The figures of a kind that are public now."""
    return Publication.objects.filter(kind=kind, is_current=True).first()
