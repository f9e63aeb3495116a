"""What is asked of the records."""

from functools import lru_cache
from typing import Any

from .models import Publication, Tombstone


def current(kind: str) -> Publication | None:
    """The figures of a kind that are public now."""
    found = Publication.objects.defer("figures").filter(kind=kind, is_current=True).first()
    if found is not None:
        found.figures = _figures(found.pk, found.kind, found.input_digest)
    return found


@lru_cache(maxsize=16)
def _figures(key: int, kind: str, digest: str) -> dict[str, Any]:
    """The figures of one publication. They never change, so each worker reads them once; do not change them.

    Kind and digest tell apart what two databases hold under the same number, as after a restored backup.
    """
    return Publication.objects.values_list("figures", flat=True).get(pk=key)


def figures_outlive_answers() -> bool:
    """Whether something was erased since the oldest figures that are public now."""
    oldest = Publication.objects.filter(is_current=True).order_by("published_at").first()
    return oldest is not None and Tombstone.objects.filter(erased_at__gt=oldest.published_at).exists()
