"""Five sets of sentences for screening: read them, and count what was found, missed and wrongly flagged.

Sentences with `part` = final stay untouched while tuning: every third of the first set, every second of the
others; the fourth hand has none. All persons and numbers in them are invented.
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from dutch_text.screening import Finding, KnownNames, screen

DATA = Path(__file__).parent / "data"
FIRST, OTHER_HAND, OTHER_KINDS = "screening.csv", "screening_other_hand.csv", "screening_other_kinds.csv"
THIRD_HAND, FOURTH_HAND = "screening_third_hand.csv", "screening_fourth_hand.csv"
ALL = (FIRST, OTHER_HAND, OTHER_KINDS, THIRD_HAND, FOURTH_HAND)


@dataclass(frozen=True)
class Sentence:
    """One sentence and the stretches that must be found: (kind, start, end)."""

    number: int
    part: str
    text: str
    planted: tuple[tuple[str, int, int], ...]


def sentences(part: str | None = None, *, of: str = FIRST) -> list[Sentence]:
    """This will read the sentences of one part of a set, or all."""
    with (DATA / of).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read = [Sentence(int(row["id"]), row["part"], row["text"], _planted(row["findings"])) for row in rows]
    return [sentence for sentence in read if part in (None, sentence.part)]


def _planted(text: str) -> tuple[tuple[str, int, int], ...]:
    return tuple((item["kind"], item["start"], item["end"]) for item in json.loads(text))


@dataclass(frozen=True)
class Outcome:
    """What screening did on a set: names and the rest planted and found, and clean sentences with an alarm."""

    names: int
    names_found: int
    rest: int
    rest_found: int
    clean: int
    alarmed: int
    missed: tuple[tuple[int, str, str], ...]
    wrong: tuple[tuple[int, str, str], ...]


def outcome(chosen: list[Sentence]) -> Outcome:
    """This will screen sentences and count; a stretch counts as found when no character of it is left over."""
    missed, wrong = [], []
    counts = {"names": 0, "names_found": 0, "rest": 0, "rest_found": 0}
    for sentence in chosen:
        findings = screen(sentence.text)
        for kind, start, end in sentence.planted:
            group = "names" if kind == "name" else "rest"
            found = is_covered(findings, kind, start, end)
            counts[group] += 1
            counts[f"{group}_found"] += found
            if not found:
                missed.append((sentence.number, kind, sentence.text[start:end]))
        if not sentence.planted:
            wrong += [(sentence.number, finding.kind, finding.text) for finding in findings]
    clean = [sentence for sentence in chosen if not sentence.planted]
    return Outcome(
        **counts,
        clean=len(clean),
        alarmed=len({number for number, _, _ in wrong}),
        missed=tuple(missed),
        wrong=tuple(wrong),
    )


def is_covered(findings: tuple[Finding, ...], kind: str, start: int, end: int) -> bool:
    """This will say whether every character of a stretch lies in a finding of its kind."""
    places = {
        place for finding in findings if finding.kind == kind for place in range(finding.start, finding.end)
    }
    return places.issuperset(range(start, end))


def kinds(text: str, **known: tuple[str, ...]) -> list[tuple[str, str]]:
    """This will screen a text and give kind and words of each finding."""
    return [(one.kind, one.text) for one in screen(text, known=KnownNames(**known))]
