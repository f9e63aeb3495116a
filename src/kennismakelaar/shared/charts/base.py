"""What every chart can do."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .table import Table


@dataclass(frozen=True, kw_only=True)
class Chart(ABC):
    """A title and figures; the rest follows from them."""

    title: str
    wide = False  # needs the whole width of the page
    scrolls = False  # the drawing scrolls in its own frame on a telephone
    scales = False  # drawn in a box: text grows with the picture

    @property
    @abstractmethod
    def table(self) -> Table: ...

    @property
    @abstractmethod
    def sentence(self) -> str: ...

    @abstractmethod
    def draw(self, width: float | None) -> SafeString: ...

    @property
    def svg(self) -> SafeString:
        """The picture for a page: as wide as its place."""
        return self.draw(None)

    def svg_for_print(self, width: float = 640) -> SafeString:
        """The picture for a report: with a size of its own."""
        return self.draw(width)

    @property
    def picture(self) -> SafeString:
        return self.svg

    @property
    def csv(self) -> str:
        return self.table.csv
