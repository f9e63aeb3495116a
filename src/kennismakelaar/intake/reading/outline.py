"""Where in a document one is: the headings above, the number of the paragraph, the point of a list."""

from dataclasses import dataclass, field
from typing import Any

from .reports import JOIN, shortened


@dataclass
class Outline:
    """Walks along with a document and knows the place of what is read next."""

    headings: dict[int, str] = field(default_factory=dict)  # level -> words
    paragraph: int = 0
    item: int = 0

    @property
    def part(self) -> str:
        return JOIN.join(self.headings[level] for level in sorted(self.headings))

    def heading(self, text: str, level: int) -> dict[str, Any]:
        """The place of a heading; what follows stands below it."""
        self.headings = {at: words for at, words in self.headings.items() if at < level}
        self.paragraph, self.item = self.paragraph + 1, 0
        place = {"part": self.part, "paragraph": self.paragraph}
        self.headings[level] = shortened(text)
        return place

    def words(self, *, in_list: bool) -> dict[str, Any]:
        """The place of a paragraph, or of a point in a list."""
        self.paragraph += 1
        self.item = self.item + 1 if in_list else 0
        return {"part": self.part, "paragraph": self.paragraph, "item": self.item or None}
