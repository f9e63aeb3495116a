"""What a model says about the personal data it holds; a test asks every model for it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PrivacyNote:
    """Which personal data a table holds, and until when. `holds="none"` when it holds none."""

    holds: str
    until: str = "no limit"


NO_PERSONAL_DATA = PrivacyNote(holds="none")
