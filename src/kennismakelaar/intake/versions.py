"""Two versions of one document beside each other: what stands, what changed, what came and what went."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from .offsets import carried

ALIKE = 0.6  # share of characters two wordings have in common to be one sentence that was changed
LOOKED_AHEAD = 400  # characters compared: longer texts differ early or not
MANY_PAIRS = 40_000  # above this, only texts at about the same place are compared
NEAR = 40  # places
FEWEST_SHARED = 0.4  # of the shorter version, to take a file for a newer version at all


@dataclass(frozen=True)
class Old:
    """A stored text, with the stretches in it that were replaced since it came in."""

    key: int
    text: str
    edits: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Pairs of the number of an old text and the place in the new list; what is gone, what came."""

    same: dict[int, int] = field(default_factory=dict)
    changed: dict[int, int] = field(default_factory=dict)
    removed: tuple[int, ...] = ()
    added: tuple[int, ...] = ()

    @property
    def share(self) -> float:
        """How much of the shorter version stands in both."""
        old = len(self.same) + len(self.changed) + len(self.removed)
        new = len(self.same) + len(self.changed) + len(self.added)
        return len(self.same) / min(old, new) if old and new else 0.0


def tidied(text: str) -> str:
    return " ".join(text.split())


def compare(old: Sequence[Old], new: Sequence[str]) -> Comparison:
    """Every text of both versions, once: first what stands word for word, then what is nearest to it.

    A text in which words were left out is the same when all around those words stands as it stood: what was left
    out does not come back with the next version.
    """
    left = _by_text(new)
    same: dict[int, int] = {}
    for stored in old:
        place = _taken(left, tidied(stored.text)) if stored.text else None
        if place is not None:
            same[stored.key] = place
    taken = set(same.values())
    for stored in old:
        if stored.key not in same and stored.edits:
            around = left_out(stored)
            place = next(
                (n for n, text in enumerate(new) if n not in taken and around.fullmatch(tidied(text))), None
            )
            if place is not None:
                same[stored.key] = place
                taken.add(place)
    changed = _nearest([o for o in old if o.key not in same], new, taken)
    taken |= set(changed.values())
    removed = tuple(o.key for o in old if o.key not in same and o.key not in changed)
    return Comparison(same, changed, removed, tuple(n for n in range(len(new)) if n not in taken))


def _by_text(new: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, text in enumerate(new):
        found.setdefault(tidied(text), []).append(place)
    return found


def _taken(left: dict[str, list[int]], text: str) -> int | None:
    places = left.get(text)
    return places.pop(0) if places else None


def left_out(stored: Old) -> re.Pattern[str]:
    """The text as a pattern in which anything may stand where words were replaced."""
    spans = []
    for number, (start, _end, length) in enumerate(stored.edits, start=1):
        spans.append(carried((start, start + length), stored.edits[number:]))
    pattern, at = "", 0
    for start, end in sorted(set(spans)):
        if start >= at:
            pattern += _loosely(stored.text[at:start]) + r".{1,300}?"
            at = end
    return re.compile(pattern + _loosely(stored.text[at:]), re.DOTALL)


def _loosely(text: str) -> str:
    """Words as they stand, with any white space between them."""
    parts = re.split(r"(\s+)", text)
    return "".join(r"\s+" if part.isspace() else re.escape(part) for part in parts if part)


def _nearest(old: Sequence[Old], new: Sequence[str], taken: set[int]) -> dict[int, int]:
    """For every old text the new one it most resembles, the surest pairs first."""
    free = [place for place in range(len(new)) if place not in taken]
    pairs = []
    everywhere = len(old) * len(free) <= MANY_PAIRS
    for at, stored in enumerate(old):
        expected = at * len(free) // max(len(old), 1)
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(tidied(stored.text)[:LOOKED_AHEAD])
        for place in free if everywhere else free[max(0, expected - NEAR) : expected + NEAR]:
            matcher.set_seq1(tidied(new[place])[:LOOKED_AHEAD])
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                pairs.append((matcher.ratio(), stored.key, place))
    found: dict[int, int] = {}
    used: set[int] = set()
    for ratio, key, place in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if ratio >= ALIKE and key not in found and place not in used:
            found[key] = place
            used.add(place)
    return found
