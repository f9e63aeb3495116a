"""Municipalities as hexagon tiles: each as large as the other, about where it lies."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .base import Chart
from .drawing import ACCENT, INK, PAPER, QUIET, SOFT, element, hatch, name_for, picture, shorten, text
from .table import Table

WIDTH = 340.0
CORNERS = ((0, -1), (0.866, -0.5), (0.866, 0.5), (0, 1), (-0.866, 0.5), (-0.866, -0.5))
# Told apart without color: solid, stripes, solid with a dot, empty.
LOOKS = ("full", "hatch", "dot", "empty")


@dataclass(frozen=True)
class Category:
    """One kind of tile; look is full, hatch, dot or empty."""

    key: str
    label: str
    look: str = "full"


@dataclass(frozen=True)
class Tile:
    """One municipality in doubled coordinates, as in the register (`hex_x`, `hex_row`)."""

    name: str
    x: int
    row: int
    category: str


@dataclass(frozen=True, kw_only=True)
class HexMap(Chart):
    """A map of equal tiles in a few kinds, with a legend that counts them."""

    scales = True
    tiles: Sequence[Tile]
    categories: Sequence[Category]

    @property
    def counts(self) -> Counter[str]:
        return Counter(tile.category for tile in self.tiles)

    @property
    def table(self) -> Table:
        labels = {category.key: category.label for category in self.categories}
        ordered = sorted(self.tiles, key=lambda tile: tile.name)
        return Table(
            self.title, (_("Municipality"), _("Kind")), tuple((t.name, labels[t.category]) for t in ordered)
        )

    @property
    def sentence(self) -> str:
        parts = [f"{category.label}: {self.counts[category.key]}" for category in self.categories]
        return _("Of %(total)d municipalities: %(parts)s.") % {
            "total": len(self.tiles),
            "parts": "; ".join(parts),
        }

    def draw(self, width: float | None) -> SafeString:
        left = min((tile.x for tile in self.tiles), default=0)
        right = max((tile.x for tile in self.tiles), default=0)
        top = min((tile.row for tile in self.tiles), default=0)
        low = max((tile.row for tile in self.tiles), default=0)
        step = (WIDTH - 2) / ((right - left) / 2 + 1)
        radius = step / 1.732
        looks = {category.key: category.look for category in self.categories}
        stripes = name_for(self.title, "stripes")
        tiles = [
            self._tile(
                tile,
                (tile.x - left) / 2 * step + step / 2 + 1,
                (tile.row - top) * step * 0.866 + radius + 1,
                radius,
                looks[tile.category],
                stripes,
            )
            for tile in self.tiles
        ]
        height = (low - top) * step * 0.866 + 2 * radius + 10
        legend = [
            part
            for n, category in enumerate(self.categories)
            for part in self._legend(category, height + 14 + n * 24, stripes)
        ]
        return picture(
            element("defs", hatch(stripes)),
            *tiles,
            *legend,
            title=self.title,
            description=self.sentence,
            height=height + 8 + len(self.categories) * 24,
            box=WIDTH,
            width=width,
        )

    def _tile(self, tile: Tile, x: float, y: float, radius: float, look: str, stripes: str) -> SafeString:
        label = next(category.label for category in self.categories if category.key == tile.category)
        return element(
            "g", element("title", f"{tile.name}: {label}"), *_shape(x, y, radius * 0.94, look, stripes)
        )

    def _legend(self, category: Category, y: float, stripes: str) -> list[SafeString]:
        told = f"{shorten(category.label, 36)} ({self.counts[category.key]})"
        return [*_shape(9, y - 4, 8, category.look, stripes), text(told, x=26, y=y + 1, size=13)]


def _shape(x: float, y: float, radius: float, look: str, stripes: str) -> list[SafeString]:
    points = " ".join(f"{x + dx * radius:.1f},{y + dy * radius:.1f}" for dx, dy in CORNERS)
    fill = {"full": ACCENT, "hatch": f"url(#{stripes})", "dot": QUIET, "empty": PAPER}[look]
    kind = {"full": "c-main", "hatch": "c-stripes", "dot": "c-quiet", "empty": "c-open"}[look]
    stroke, weight = (ACCENT, 1.0) if look in ("full", "hatch") else (SOFT, 0.8)
    parts = [
        element(
            "polygon", points=points, fill=fill, stroke=stroke, stroke_width=weight, class_=f"c-hex {kind}"
        )
    ]
    if look == "dot":
        parts.append(element("circle", cx=x, cy=y, r=radius * 0.3, fill=INK, class_="c-ink"))
    return parts
