"""Texts to start from: Dutch, because municipalities are written to in Dutch. An adviser changes them."""

from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True)
class Words:
    """The subject and the text of a mail, with places to fill in."""

    subject: str
    text: str


def words_for(kind: str) -> Words:
    """The words to start from for a kind of mailing: the first line of its file is the subject."""
    content = resources.files(__package__).joinpath("data", f"{kind}.md").read_text(encoding="utf-8")
    subject, _line, text = content.partition("\n")
    return Words(subject.removeprefix("# ").strip(), text.strip())
