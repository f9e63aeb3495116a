"""How somebody stands towards what is said: for or against, and whether it is a wish, obstacle, practice or praise.

Cues are counted, not understood; the words that spoke are always given along. The cue list can be handed in.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

AGREEMENT = "agreement"
DISAGREEMENT = "disagreement"
KINDS = (AGREEMENT, DISAGREEMENT, "wish", "obstacle", "practice", "praise")
LONGEST_TEXT = 20_000
_NEGATION = re.compile(
    r"(?<!\w)(?:niet|geen|nooit|nauwelijks|zonder|onvoldoende|weinig)(?: \w{1,20}){0,2} \Z"
)
_WINDOW = 48


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that spoke for a kind of stance, with their place in the text."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stance:
    """The cues of a text; `position` is agreement, disagreement or empty when nothing or both speak alike."""

    position: str
    kinds: tuple[str, ...]
    cues: tuple[Cue, ...]


@cache
def standing_cues() -> tuple[tuple[str, str], ...]:
    """This will read the cues that come with the package: (phrase, kind)."""
    text = resources.files("dutch_text").joinpath("data", "stance_cues.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((row[0], row[1]) for row in list(csv.reader(lines))[1:])


def stance(text: str, *, cues: Sequence[tuple[str, str]] | None = None) -> Stance:
    """This will find the stance cues of a text; offsets count code points of the original."""
    pattern, kinds = _pattern(tuple(cues) if cues is not None else standing_cues())
    low = _lower(text[:LONGEST_TEXT])
    found = []
    for match in pattern.finditer(low):
        kind = kinds[match.group()]
        if kind in _OPPOSITES and _NEGATION.search(low[max(0, match.start() - _WINDOW) : match.start()]):
            kind = _OPPOSITES[kind]
        found.append(Cue(kind, text[match.start() : match.end()], match.start(), match.end()))
    present = {cue.kind for cue in found}
    return Stance(_position(found), tuple(kind for kind in KINDS if kind in present), tuple(found))


# "niet eens" says the opposite of "eens"; "geen last" is no obstacle but nothing to boast of either.
_OPPOSITES: Mapping[str, str] = {AGREEMENT: DISAGREEMENT, "praise": DISAGREEMENT}


def _position(cues: Sequence[Cue]) -> str:
    ahead = sum((cue.kind == AGREEMENT) - (cue.kind == DISAGREEMENT) for cue in cues)
    return AGREEMENT if ahead > 0 else DISAGREEMENT if ahead < 0 else ""


def _lower(text: str) -> str:
    low = text.lower()
    return (
        low
        if len(low) == len(text)
        else "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    )


@lru_cache(maxsize=16)
def _pattern(cues: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {phrase.lower(): kind for phrase, kind in cues}
    longest_first = sorted(kinds, key=lambda phrase: (-len(phrase), phrase))
    choices = "|".join(re.escape(phrase) for phrase in longest_first) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)"), kinds
