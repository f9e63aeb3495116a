"""Whether the log of acts is whole."""

from dataclasses import dataclass

from .actions import GENESIS, digest_of
from .models import Act


@dataclass(frozen=True)
class Verdict:
    """How many acts were checked, and the first that does not fit (None = all do)."""

    checked: int
    broken_at: int | None


def verify_chain() -> Verdict:
    """Every act must hash to what it says and chain to the one before."""
    previous, checked = GENESIS, 0
    for act in Act.objects.order_by("sequence").iterator(chunk_size=2000):
        if act.previous_hash != previous or act.hash != digest_of(act):
            return Verdict(checked, act.sequence)
        previous, checked = act.hash, checked + 1
    return Verdict(checked, None)
