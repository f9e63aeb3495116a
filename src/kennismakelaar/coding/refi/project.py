"""What a codebook or project file of another coding program holds, as far as we can take it over."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

CODEBOOK, PROJECT = "urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:1.0"


@dataclass(frozen=True, slots=True)
class FileCode:
    """One code of a file, with the code above it."""

    guid: UUID
    name: str
    description: str = ""
    parent: UUID | None = None
    codable: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """One judgement on one stretch of a text: offsets in Unicode code points of the text as we hold it."""

    guid: UUID
    start: int
    end: int
    code: UUID
    user: UUID | None = None
    at: datetime | None = None
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    guid: UUID
    name: str
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A kind of thing that is in the one program and not in the other: how many, and the first names."""

    what: str
    count: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProjectFile:
    """Codes, texts with marks, how many coders (never their names), and what was left out."""

    name: str
    origin: str = ""
    codes: tuple[FileCode, ...] = ()
    texts: tuple[Text, ...] = ()
    users: tuple[UUID, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()  # what was read otherwise than the standard says


@dataclass
class Tally:
    """Counts what is left out, so that nothing goes missing without a word."""

    MOST_NAMES = 5

    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, name: str = "") -> None:
        self.found.setdefault(what, []).append(name)

    @property
    def rows(self) -> tuple[LeftOut, ...]:
        return tuple(
            LeftOut(what, len(names), tuple(dict.fromkeys(n for n in names if n))[: self.MOST_NAMES])
            for what, names in sorted(self.found.items())
        )
