"""One subject of the manual, before it is put together."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One subject: plain words, pictures (name, words for who cannot see it), example, notes and functions."""

    name: str
    title: str
    question: str
    plain: str
    example: str
    functions: tuple[str, ...]
    tests: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...] = ()
    formula: str = ""
    assumptions: str = ""
    not_when: str = ""
    source: str = ""
