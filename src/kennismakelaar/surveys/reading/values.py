"""What stands in a cell of a survey export: a score, "weet niet", nothing, or something unreadable."""

import re
from dataclasses import dataclass
from enum import Enum

from .headers import plain, spelled


class Blank(Enum):
    """Nothing was filled in: not asked, or skipped."""

    BLANK = "blank"


BLANK = Blank.BLANK
_DONT_KNOW = frozenset(spelled("dont_know")["words"])
_LABELS = {word: int(score) for score, words in spelled("labels").items() for word in words}


@dataclass(frozen=True)
class Unreadable:
    """A cell that is none of the things expected."""

    came: str


def score(cell: object) -> int | Blank | Unreadable | None:
    """A whole score 1-5, None for "don't know", BLANK for an empty cell, else Unreadable.

    Reads 4, 4.0, "4", "4,0", "4 - belangrijk", "belangrijk". A score between two steps is not rounded:
    nobody said 3.5 on a five-point scale, so it is said to be unreadable.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return BLANK
    if isinstance(cell, bool):
        return Unreadable(str(cell))
    if isinstance(cell, int | float):
        return _on_scale(float(cell), str(cell))
    text = str(cell).strip()
    words = plain(text)
    if words in _DONT_KNOW or text in {"-", "–", "?"}:
        return None
    if words in _LABELS:
        return _LABELS[words]
    number = re.match(r"(-?\d+(?:[.,]\d+)?)(?:$|\s*[-–=:(/]|\s+[a-z])", text.casefold())
    if number is None:
        return Unreadable(text)
    return _on_scale(float(number[1].replace(",", ".")), text)


def _on_scale(number: float, text: str) -> int | Unreadable:
    return int(number) if number in (1, 2, 3, 4, 5) else Unreadable(text)
