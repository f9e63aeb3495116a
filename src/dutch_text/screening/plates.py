"""License plates: Dutch ones by their shape; without dashes, and foreign ones, only beside a word of a vehicle.

Every repetition in a pattern is bounded, so no text takes more than linear time.
"""

import re
from collections.abc import Iterator

from dutch_text.screening.findings import Hit
from dutch_text.screening.tables import pattern_words

_PLATE = re.compile(r"(?<![\w-])([a-z]{1,3}|\d{1,3})-([a-z]{1,3}|\d{1,3})-([a-z]{1,3}|\d{1,3})(?![\w-])")
# Looks ahead only, for "was xs tl 91" must be tried again from the second word.
_LOOSE = re.compile(
    r"(?<![\w-])(?=((?:[a-z]{1,3}|\d{1,3})[ -]?(?:[a-z]{2,3}|\d{2,3})[ -]?(?:[a-z]{1,3}|\d{1,3}))(?![\w-]))"
)
# Of other countries: two or three groups of capitals and digits.
_FOREIGN = re.compile(
    r"(?<![\w-])(?=([A-Z]{1,3}[ -][A-Z0-9]{1,6}(?:[ -]\d{1,4})?|\d[ -][A-Z]{3}[ -]\d{3})(?![\w-]))"
)
_ROAD = re.compile(r"(?:^|[ -])[ANES]\d{1,3}(?:$|[ -])")
_VOWEL = re.compile(r"[aeiou]")
_WORDS = pattern_words("plate")
_VEHICLES = pattern_words("vehicle")
_BRANDS = frozenset(pattern_words("no_plate"))
_SHAPES = frozenset(pattern_words("plate_shape"))
_JOINED = frozenset(shape.replace("-", "") for shape in _SHAPES)
_SHAPE = str.maketrans("abcdefghijklmnopqrstuvwxyz0123456789", "X" * 26 + "9" * 10, " -")
_REACH = 60


def find(low: str, text: str) -> Iterator[Hit]:
    """This will find license plates."""
    for match in _PLATE.finditer(low):
        if "-".join(("9" if part.isdigit() else "X") * len(part) for part in match.groups()) in _SHAPES:
            yield Hit("license_plate", match.start(), match.end(), 0.9)
    named = any(word in low for word in _WORDS)
    if named or any(word in low for word in _VEHICLES):
        yield from _loose(low, text, named=named)
        yield from _foreign(low, text)


def _loose(low: str, text: str, *, named: bool) -> Iterator[Hit]:
    """This will find plates without dashes; beside a mere vehicle they have capitals, or no vowels, as all of today."""
    for match in _LOOSE.finditer(low):
        start, end = match.span(1)
        if match.group(1).translate(_SHAPE) not in _JOINED:
            continue
        if named or (
            (text[start:end].isupper() or not _VOWEL.search(match.group(1)))
            and _vehicle_near(low, start, end)
        ):
            yield Hit("license_plate", start, end, 0.7)


def _foreign(low: str, text: str) -> Iterator[Hit]:
    for match in _FOREIGN.finditer(text):
        start, end = match.span(1)
        signs = match.group(1).replace(" ", "").replace("-", "")
        digits = sum(sign.isdigit() for sign in signs)
        if not 5 <= len(signs) <= 8 or not 2 <= digits < len(signs) or _ROAD.search(match.group(1)):
            continue
        if match.group(1).lower().replace("-", " ").split(" ")[0] not in _BRANDS and _vehicle_near(
            low, start, end
        ):
            yield Hit("license_plate", start, end, 0.6)


def _vehicle_near(low: str, start: int, end: int) -> bool:
    near = low[max(0, start - _REACH) : start] + " " + low[end : end + 40]
    return any(word in near for word in (*_WORDS, *_VEHICLES))
