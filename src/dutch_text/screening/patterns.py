"""Personal data with a form of its own: e-mail, accounts, and everything that carries a digit."""

import re
from collections.abc import Iterator

from dutch_text.screening import numbers
from dutch_text.screening.addresses import find_addresses, find_postcodes
from dutch_text.screening.findings import Hit
from dutch_text.screening.folding import Folded

_DIGIT = re.compile(r"[0-9]")
_EMAIL_LEFT = re.compile(r"[\w.+%'-]{0,64}\Z")
_EMAIL_RIGHT = re.compile(r"\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){1,5}")
_EMAIL_SPOKEN = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?[(\[] ?(?:at|apenstaartje) ?[)\]] ?[\w-]{1,63}"
    r"(?: ?(?:[(\[] ?(?:dot|punt) ?[)\]]|\.) ?[\w-]{2,63}){1,3}"
)
_ACCOUNT = re.compile(r"(?<![\w@./])@[a-z_][\w.]{2,40}")
_EDGE = ".'-"


def find(folded: Folded) -> Iterator[Hit]:
    """This will find e-mail addresses, accounts, and everything that carries a digit."""
    low = folded.lower
    if "@" in low:
        yield from _emails(low)
        yield from _accounts(low)
    if ("(" in low or "[" in low) and ("at" in low or "apenstaart" in low):
        yield from (Hit("email", match.start(), match.end(), 0.7) for match in _EMAIL_SPOKEN.finditer(low))
    digits = len(_DIGIT.findall(low))
    if digits:
        yield from find_addresses(low, folded.text)
        yield from numbers.find(low, folded.text, digits)
    if digits > 3:
        yield from find_postcodes(low, folded.text)


def _emails(low: str) -> Iterator[Hit]:
    """This will look left and right of each @: starting at every letter would take quadratic time."""
    at = low.find("@")
    while at >= 0:
        right = _EMAIL_RIGHT.match(low, at + 1) if low[at + 1 : at + 2].isalnum() else None
        left = _EMAIL_LEFT.search(low[max(0, at - 64) : at]) if right else None
        if left and right and left.group().strip(_EDGE):
            yield Hit("email", at - len(left.group().lstrip(_EDGE)), right.end(), 0.99)
        at = low.find("@", at + 1)


def _accounts(low: str) -> Iterator[Hit]:
    for match in _ACCOUNT.finditer(low):
        yield Hit("account", match.start(), match.start() + len(match.group().rstrip(".")), 0.5)
