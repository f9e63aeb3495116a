"""When public figures may be renewed: two versions close together give away who came in between."""

from __future__ import annotations

from dataclasses import dataclass

from needs_assessment.errors import OutsideScale
from needs_assessment.reasons import Reason

NEW_RESPONSES = 10


@dataclass(frozen=True)
class Refresh:
    """Whether public figures may be renewed now, and how many new responses are still missing."""

    allowed: bool
    new: int
    missing: int
    reasons: tuple[Reason, ...]


def may_refresh(published: int, *, now: int, minimum: int = NEW_RESPONSES) -> Refresh:
    """This will tell whether enough new responses came in since the figures were published.

    published: responses behind the figures shown; 0 = none shown yet. now: responses there are.
    Raises `OutsideScale` when there are fewer responses than before (an erasure: publish on the old count).
    """
    if min(published, now) < 0 or now < published:
        raise OutsideScale(f"at least {max(published, 0)} responses", f"{now}", "compare in order of time")
    new = now - published
    if new >= minimum:
        return Refresh(True, new, 0, ())
    return Refresh(False, new, minimum - new, (Reason.TOO_FEW_NEW_RESPONSES,))
