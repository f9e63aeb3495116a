"""Which municipality a text means. What can be read in two ways is not chosen: nearest names are given."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from . import spelling
from .datafiles import rows_of
from .models import Municipality
from .queries import municipalities, successions_by

NEAREST = 3
LIKE_ENOUGH = 55  # under this score a name is no help as "did you mean"
PROVINCE_BEHIND = re.compile(r"\s*\([^)]*\)$")
# Names that stand in ordinary sentences without meaning the place.
ORDINARY_WORDS = frozenset(
    {
        "assen", "beek", "bergen", "best", "buren", "duiven", "haren", "hoorn", "houten", "huizen", "hulst", "kampen",
        "leek", "leiden", "losser", "putten", "sluis", "waterland", "wierden",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Match:
    """What a text was read as. Certainty 1 is an exact code or name; below 1 somebody should look.

    `former` is the municipality that was named when it has gone on in `municipality` by then.
    """

    municipality: Municipality | None
    certainty: float
    nearest: list[str] = field(default_factory=list)
    former: Municipality | None = None


class NameBook:
    """The municipalities of one day by name; make one for a whole file."""

    def __init__(self, on: date | None = None) -> None:
        everyone = list(Municipality.objects.select_related("province"))
        self._by_code = {municipality.pk: municipality for municipality in everyone}
        self._existing = {m.pk for m in municipalities(on)} if on else set(self._by_code)
        self._successors = successions_by(on) if on else {}
        self._names = _names_of(everyone)
        self._former = _former_names()
        self._seen: dict[str, Match] = {}

    def find(self, text: object) -> Match:
        """This will read a cell of a form or spreadsheet as a municipality."""
        shown = str(text if text is not None else "").strip()
        if shown not in self._seen:
            self._seen[shown] = self._find(shown)
        return self._seen[shown]

    def _find(self, shown: str) -> Match:
        code = spelling.code_in(shown)
        if code:
            return self._as_of_today(self._by_code.get(code), 1.0)
        written = spelling.read(shown)
        if not written.name:
            return Match(None, 0.0)
        exact = self._of_province(self._names.get(written.name, []), written.province)
        if len(exact) == 1:
            return self._as_of_today(exact[0], 1.0)
        if exact or self._names.get(written.name):
            return Match(None, 0.0, [m.name for m in exact or self._names[written.name]])
        if written.name in self._former:
            return Match(None, 0.0, self._former[written.name])
        return self._misspelled(written)

    def _misspelled(self, written: spelling.Written) -> Match:
        allowed = _mistakes_allowed(written.name)
        near: dict[str, int] = {}
        for name, owners in self._names.items():
            distance = OSA.distance(name, written.name, score_cutoff=allowed + 1)
            if distance <= allowed + 1 and self._of_province(owners, written.province):
                near[name] = distance
        least = min(near.values(), default=0)
        best = [name for name in near if near[name] == least]
        owners = {m.pk: m for name in best for m in self._of_province(self._names[name], written.province)}
        # A runner-up one letter further makes it a guess.
        rivals = {m.pk for name in near if near[name] == least + 1 for m in self._names[name]} - set(owners)
        same_start = bool(best) and (len(written.name) >= 8 or best[0][0] == written.name[0])
        if len(owners) == 1 and least <= allowed and same_start and not rivals:
            certainty = ratio(best[0], written.name) / 100
            return self._as_of_today(next(iter(owners.values())), min(certainty, 0.99))
        return Match(None, 0.0, self._nearest(written.name))

    def _as_of_today(self, found: Municipality | None, certainty: float) -> Match:
        if found is None:
            return Match(None, 0.0)
        code = found.pk
        while code not in self._existing and code in self._successors:
            code = self._successors[code]
        if code == found.pk:
            return Match(found, certainty, [found.name])
        now = self._by_code[code]
        return Match(now, certainty, [now.name], former=found)

    def _nearest(self, name: str) -> list[str]:
        scored = sorted(
            ((max(ratio(name, known), _part_of(name, known)), known) for known in self._names), reverse=True
        )
        names = [m.name for score, known in scored if score >= LIKE_ENOUGH for m in self._names[known]]
        return list(dict.fromkeys(names))[:NEAREST]

    @staticmethod
    def _of_province(found: Iterable[Municipality], province: str) -> list[Municipality]:
        return [m for m in found if not province or m.province.name == province]


def _names_of(everyone: Iterable[Municipality]) -> dict[str, list[Municipality]]:
    names: dict[str, list[Municipality]] = defaultdict(list)
    by_code = {m.pk: m for m in everyone}
    for municipality in by_code.values():
        for name in {spelling.read(municipality.name).name, spelling.folded(municipality.name)}:
            names[name].append(municipality)
    for row in rows_of("name_variants.csv"):
        if row["code"] in by_code:
            names[spelling.folded(row["name"])].append(by_code[row["code"]])
    return dict(names)


def _former_names() -> dict[str, list[str]]:
    former: dict[str, list[str]] = defaultdict(list)
    for row in rows_of("former_names.csv"):
        former[spelling.folded(row["name"])].append(row["went_on_in"])
    return dict(former)


def _mistakes_allowed(name: str) -> int:
    if len(name) < 4:
        return 0
    return 1 if len(name) < 8 else 2 if len(name) < 14 else 3


def _part_of(text: str, known: str) -> float:
    words = set(known.split())
    return 80.0 if len(text) > 3 and (text in words or known.startswith(text)) else 0.0


def names_of_places() -> re.Pattern[str]:
    """Finds the name of any municipality, of now or before, in running text: what is passed on names none.

    Strict: "onze buren" is found too, because who chooses what to quote can choose another sentence.
    """
    names = set(Municipality.objects.values_list("name", flat=True))
    names |= {row["name"] for file in ("name_variants.csv", "former_names.csv") for row in rows_of(file)}
    # "Bergen (NH.)" is called Bergen; an apostrophe is typed in four ways; a name may begin or end with no letter.
    patterns = {re.sub("['’‘`´]", "['’‘`´]", re.escape(PROVINCE_BEHIND.sub("", name))) for name in names}
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(sorted(patterns, key=len, reverse=True)) or '(?!)'})(?!\w)", re.IGNORECASE
    )


def place_named_in(text: str) -> str:
    """The first municipality that a text names, as written there; empty without one.

    "Met de buren" names nobody, "in Buren" does: a name that is also a word counts with a capital only.
    """
    found = (place.group() for place in names_of_places().finditer(text))
    return next((name for name in found if name not in ORDINARY_WORDS), "")
