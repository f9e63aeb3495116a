"""What a municipality was asked, before it is stored."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Asked:
    """When, how, about what, and how much time that takes."""

    on: date
    channel: str
    about: str
    minutes: int | None = None
    is_fictitious: bool = False
