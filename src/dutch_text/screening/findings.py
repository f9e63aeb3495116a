"""What screening finds: the shape of a finding, and how overlapping findings are settled."""

from collections.abc import Iterable
from dataclasses import dataclass, field

# The order in which kinds win when they claim the same characters.
PRECEDENCE = (
    "email",
    "iban",
    "phone",
    "bsn",
    "birth_date",
    "address",
    "postcode",
    "license_plate",
    "account",
    "name",
    "special",
)
REPLACEMENTS = {
    "email": "[e-mailadres]",
    "iban": "[rekeningnummer]",
    "phone": "[telefoonnummer]",
    "bsn": "[bsn]",
    "birth_date": "[geboortedatum]",
    "address": "[adres]",
    "postcode": "[postcode]",
    "license_plate": "[kenteken]",
    "account": "[account]",
    "name": "[naam]",
    "special": "[bijzonder gegeven]",
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One suspected piece of personal data; `start` and `end` count code points of the original text.

    `certainty` runs from 0 to 1 and orders the findings for the person who confirms them; it is no probability.
    """

    start: int
    end: int
    kind: str = field(compare=False)
    text: str = field(compare=False)
    certainty: float = field(compare=False)
    replacement: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """A suspected stretch of the folded text, before it is laid back upon the original."""

    kind: str
    start: int
    end: int
    certainty: float
    replacement: str = ""


def settle(hits: Iterable[Hit]) -> list[Hit]:
    """This will keep one hit per stretch: the kind that says most wins, then the longest."""
    rank = {kind: place for place, kind in enumerate(PRECEDENCE)}
    taken: list[Hit] = []
    free_from: dict[int, int] = {}
    for hit in sorted(hits, key=lambda hit: (rank[hit.kind], hit.start - hit.end, hit.start)):
        if not _claimed(free_from, hit):
            taken.append(hit)
            free_from.update((place, hit.end) for place in range(hit.start, hit.end))
    return sorted(taken, key=lambda hit: hit.start)


def _claimed(claimed: dict[int, int], hit: Hit) -> bool:
    return any(place in claimed for place in range(hit.start, hit.end))
