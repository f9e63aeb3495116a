"""Texts to start from: Dutch, because municipalities are written to in Dutch. An adviser changes them."""

from dataclasses import dataclass
from importlib import resources

MINUTES = 20


@dataclass(frozen=True)
class Letter:
    """What an adviser writes: words with places to fill in, and how many minutes answering takes."""

    subject: str
    text: str
    minutes: int


def standard_letter(kind: str, *, minutes: int = MINUTES) -> Letter:
    """The words to start from for a kind of mailing: the first line of its file is the subject."""
    content = resources.files(__package__).joinpath("data", f"{kind}.md").read_text(encoding="utf-8")
    subject, _line, text = content.partition("\n")
    return Letter(subject.removeprefix("# ").strip(), text.strip(), minutes)
