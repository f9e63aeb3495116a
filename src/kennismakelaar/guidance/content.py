"""The texts of situations, as files that the unit owns: read and checked, not yet stored."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from kennismakelaar.shared.errors import Refusal
from kennismakelaar.topics.api import Phase, Role

from .models import Heading

GENERAL = "_algemeen.toml"  # lines that hold in every situation


class UnreadableGuidance(Refusal):
    """A file of a situation that cannot be used as it is."""


@dataclass(frozen=True)
class Line:
    """One line of advice. Empty role or phase: it holds for all of them."""

    heading: str
    text: str
    source: str
    url: str
    date: str
    role: str = ""
    phase: str = ""


@dataclass(frozen=True)
class Content:
    """One situation with its lines and the first thing to know per role and phase."""

    slug: str
    title: str
    about: str
    position: int
    topics: tuple[str, ...]
    lines: tuple[Line, ...]
    openings: tuple[tuple[str, str, str], ...]  # role, phase, text; the most specific one counts


def situations(folder: Traversable | None = None) -> Iterator[Content]:
    """Every situation, with the general lines behind its own."""
    folder = folder or resources.files("kennismakelaar.guidance").joinpath("data")
    general = _read(folder.joinpath(GENERAL))
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml") and file.name != GENERAL:
            yield _content(file.name.removesuffix(".toml"), _read(file), general)


def _read(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise UnreadableGuidance(file.name, came=str(fault)) from fault


def _content(slug: str, raw: dict[str, Any], general: dict[str, Any]) -> Content:
    try:
        return Content(
            slug=slug,
            title=raw["title"],
            about=raw["about"],
            position=raw["position"],
            topics=tuple(raw["topics"]),
            lines=(
                *(_line(f"{slug}.toml", line) for line in raw["lines"]),
                *(_line(GENERAL, line) for line in general.get("lines", [])),
            ),
            openings=tuple(
                (o.get("role", ""), o.get("phase", ""), o["text"])
                for o in [*raw.get("openings", []), *general.get("openings", [])]
            ),
        )
    except KeyError as missing:
        raise UnreadableGuidance(f"{slug}.toml: {missing}") from missing


def _line(name: str, raw: dict[str, str]) -> Line:
    line = Line(
        raw["heading"],
        raw["text"],
        raw["source"],
        raw.get("url", ""),
        raw.get("date", ""),
        raw.get("role", ""),
        raw.get("phase", ""),
    )
    known = (
        line.heading in Heading.values,
        not line.role or line.role in Role.values,
        not line.phase or line.phase in Phase.values,
    )
    if not all(known):
        raise UnreadableGuidance(name, came=f"{line.heading} / {line.role} / {line.phase}")
    return line


def opening_for(content: Content, role: str, phase: str) -> str:
    """The first thing to know: for this role and phase, else for one of both, else for all."""
    fitting = [
        ((o_role == role) * 2 + (o_phase == phase), text)
        for o_role, o_phase, text in content.openings
        if o_role in {"", role} and o_phase in {"", phase}
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else ""
