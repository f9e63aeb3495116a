"""What screening finds: the shape of a finding, and how overlapping findings are settled."""

from bisect import bisect_left
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


_RANK = {kind: place for place, kind in enumerate(PRECEDENCE)}


def settle(hits: list[Hit]) -> list[Hit]:
    """This will keep one hit per stretch: the kind that says most wins, then the longest."""
    if len(hits) < 2:
        return hits
    starts: list[int] = []
    taken: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (_RANK[hit.kind], hit.start - hit.end, hit.start)):
        place = bisect_left(starts, hit.end)
        if place == 0 or taken[place - 1].end <= hit.start:
            starts.insert(place, hit.start)
            taken.insert(place, hit)
    return taken
