"""The published reach for readers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kennismakelaar.organizations.api import CountryPart, Municipality, Region, SizeClass
from kennismakelaar.records.api import Publication, in_fives
from kennismakelaar.shared.charts import Bar, Bars, Category, HexMap, Tile

LOW, HIGH = 0.50, 0.70


@dataclass(frozen=True)
class Reach:
    """The share of municipalities heard: in all, per door and per group, with a map of the provinces."""

    share: str
    doors: tuple[tuple[str, str], ...]
    sizes: Bars
    parts: Bars
    map: HexMap
    publication: Publication


def reach_of(publication: Publication, municipalities: list[Municipality], provinces: list[Region]) -> Reach:
    """The published figures in the shape of a page."""
    cells = {_group(cell["column"]): cell for cell in publication.figures["cells"]}
    return Reach(
        share=cells["", ""]["label"],
        doors=tuple(
            (str(name), cells["door", key]["label"] or _("withheld")) for key, name in _doors().items()
        ),
        sizes=_bars(_("Heard, by size of the municipality"), cells, "size", SizeClass),
        parts=_bars(_("Heard, by part of the country"), cells, "part", CountryPart),
        map=_map(cells, municipalities, provinces),
        publication=publication,
    )


def _group(column: str) -> tuple[str, str]:
    """The kind of group and which one it is; both empty for all municipalities."""
    kind, _, value = column.partition(":")
    return kind, value


def _doors() -> dict[str, str]:
    return {
        "survey": _("the needs survey"),
        "event": _("a meeting"),
        "conversation": _("a conversation"),
    }


def _bars(title: str, cells: Mapping[tuple[str, str], Any], kind: str, labels: Any) -> Bars:
    bars = [
        Bar(str(label), None if cell["value"] is None else in_fives(cell["value"]))
        for value, label in labels.choices
        if (cell := cells.get((kind, value))) is not None
    ]
    return Bars(title=title, bars=bars, maximum=100)


def _map(
    cells: Mapping[tuple[str, str], Any], municipalities: list[Municipality], provinces: list[Region]
) -> HexMap:
    """Every tile has the look of its province: which municipality was heard does not show."""
    level = {province.pk: _level(cells.get(("province", province.code))) for province in provinces}
    tiles = [Tile(m.name, m.hex_x, m.hex_row, level[m.province_id]) for m in municipalities]
    categories = [
        Category("high", _("70% or more of the province heard"), "full"),
        Category("middle", _("50 to 70% of the province"), "hatch"),
        Category("low", _("less than half of the province"), "dot"),
        Category("withheld", _("too small to show"), "empty"),
    ]
    return HexMap(title=_("Municipalities heard, by province"), tiles=tiles, categories=categories)


def _level(cell: Mapping[str, Any] | None) -> str:
    if cell is None or cell["value"] is None:
        return "withheld"
    return "low" if cell["value"] < LOW else "middle" if cell["value"] < HIGH else "high"
