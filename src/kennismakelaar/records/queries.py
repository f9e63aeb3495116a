"""What is asked of the records."""

from functools import lru_cache
from typing import Any

from .models import Publication


def current(kind: str) -> Publication | None:
    """The figures of a kind that are public now."""
    found = Publication.objects.defer("figures").filter(kind=kind, is_current=True).first()
    if found is not None:
        found.figures = _figures(found.pk)
    return found


@lru_cache(maxsize=16)
def _figures(key: int) -> dict[str, Any]:
    """The figures of one publication. They never change, so each worker reads them once; do not change them."""
    return Publication.objects.values_list("figures", flat=True).get(pk=key)
