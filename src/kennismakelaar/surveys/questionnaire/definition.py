"""A questionnaire as plain values: what every page, paper form and spreadsheet of it is made from."""

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from .kinds import Kind

_STANDARD = Path(__file__).parents[1] / "data" / "battery.toml"
SCORE_RANGE = (1, 5)
ROOM_ON_A_PAGE = 7  # topics of the battery on one page, unless the item says otherwise


@dataclass(frozen=True)
class Option:
    """One choice, topic or aspect: its short name and its words in both languages."""

    name: str
    nl: str
    en: str = ""

    def told(self, language: str) -> str:
        return (self.en or self.nl) if language.startswith("en") else self.nl


@dataclass(frozen=True, eq=False)  # known by itself, so that what follows from it is worked out once
class Item:
    """One question, battery or heading.

    options: choices, topics (lists of name, nl, en), aspects, minimum, maximum, low_*, high_*, set_size, per_page.
    """

    name: str
    kind: str
    text_nl: str
    text_en: str = ""
    hint_nl: str = ""
    hint_en: str = ""
    is_required: bool = False
    offers_dont_know: bool = True
    condition: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: str) -> str:
        return (self.text_en or self.text_nl) if language.startswith("en") else self.text_nl

    def hint(self, language: str) -> str:
        return (self.hint_en or self.hint_nl) if language.startswith("en") else self.hint_nl

    def word(self, name: str, language: str) -> str:
        """A label among the options, such as the low end of a scale."""
        dutch = self.options.get(f"{name}_nl", "")
        return (self.options.get(f"{name}_en") or dutch) if language.startswith("en") else dutch

    @property
    def choices(self) -> tuple[Option, ...]:
        return _options(self.options.get("choices", ()))

    @property
    def topics(self) -> tuple[Option, ...]:
        return _options(self.options.get("topics", ()))

    @property
    def aspects(self) -> Sequence[Mapping[str, Any]]:
        return self.options.get("aspects", ())

    @property
    def limits(self) -> tuple[float | None, float | None]:
        return self.options.get("minimum"), self.options.get("maximum")

    @property
    def asks(self) -> bool:
        return self.kind != Kind.SECTION


@dataclass(frozen=True, eq=False)
class Definition:
    """All items of one version, in order."""

    items: tuple[Item, ...]
    introduction_nl: str = ""
    introduction_en: str = ""

    def introduction(self, language: str) -> str:
        return (
            (self.introduction_en or self.introduction_nl)
            if language.startswith("en")
            else self.introduction_nl
        )

    def item(self, name: str) -> Item | None:
        return next((item for item in self.items if item.name == name), None)

    @property
    def digest(self) -> str:
        """The same for the same content: what a paper form is compared with."""
        return digest_of(asdict(self))


def digest_of(content: Any) -> str:
    """The hash of anything JSON can hold."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def standard_aspects() -> tuple[dict[str, Any], ...]:
    """What is asked about every topic, in the words of today."""
    with _STANDARD.open("rb") as file:
        return tuple(tomllib.load(file)["aspects"])


def aspect_options(aspect: Mapping[str, Any]) -> tuple[Option, ...]:
    """The choices of an aspect; none for an aspect on the scale from 1 to 5."""
    return _options(aspect.get("choices", ()))


def _options(rows: Sequence[Mapping[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(row["name"], row["nl"], row.get("en", "")) for row in rows)
