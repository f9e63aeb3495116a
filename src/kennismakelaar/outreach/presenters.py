"""The published reach for readers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kennismakelaar.organizations.api import CountryPart, Municipality, Region, SizeClass
from kennismakelaar.records.api import Publication, in_fives
from kennismakelaar.shared.charts import Bar, Bars, Category, HexMap, Line, Point, Series, Tile
from needs_assessment import saturation
from needs_assessment.reasons import Reason

from .differences import Differences, Stopping, TopicDifference

LOW, HIGH = 0.50, 0.70
ALPHA = 0.05


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
        map=province_map(_("Municipalities heard, by province"), cells, municipalities, provinces),
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


def province_map(
    title: str,
    cells: Mapping[tuple[str, str], Any],
    municipalities: list[Municipality],
    provinces: list[Region],
) -> HexMap:
    """Every tile has the look of its province: which municipality was heard does not show."""
    level = {province.pk: _level(cells.get(("province", province.code))) for province in provinces}
    tiles = [Tile(m.name, m.hex_x, m.hex_row, level[m.province_id]) for m in municipalities]
    categories = [
        Category("high", _("70% or more of the municipalities in the province"), "full"),
        Category("middle", _("50 to 70% of the municipalities in the province"), "hatch"),
        Category("low", _("less than half of the municipalities in the province"), "dot"),
        Category("withheld", _("too small to show"), "empty"),
    ]
    return HexMap(title=title, tiles=tiles, categories=categories)


def _level(cell: Mapping[str, Any] | None) -> str:
    if cell is None or cell["value"] is None:
        return "withheld"
    return "low" if cell["value"] < LOW else "middle" if cell["value"] < HIGH else "high"


@dataclass(frozen=True)
class DifferenceLine:
    """One topic: how often it came up with those called and with those who came, in words."""

    row: TopicDifference

    @property
    def called(self) -> str:
        return f"{round(100 * self.row.called)}%"

    @property
    def came(self) -> str:
        return f"{round(100 * self.row.came)}%"

    @property
    def difference(self) -> str:
        # No margin: the test inverted supposes a shift, and a topic that came up or not cannot shift.
        return _("%(points)+d points") % {"points": round(100 * self.row.found.difference)}

    @property
    def verdict(self) -> str:
        found = self.row.found
        if Reason.TOO_SMALL_TO_TELL in found.reasons:
            return _("too few talks to tell")
        if found.p_value >= ALPHA:
            return _("may be chance")
        return _("more often with those called") if found.difference > 0 else _("more often with who came")


def difference_in_words(found: Differences) -> str:
    """What all topics together say; one in twenty stands out by chance alone, and that is said."""
    if not found.topics:
        return _("There are no coded words yet of both: municipalities that were called and that came.")
    striking = sum(row.found.p_value < ALPHA for row in found.topics)
    expected = ALPHA * len(found.topics)
    facts = {
        "topics": len(found.topics),
        "striking": striking,
        "expected": f"{expected:.1f}".replace(".", ","),
    }
    told = (
        _("Of %(topics)d topics %(striking)d stand out. By chance alone about %(expected)s would do so.")
        % facts
    )
    if striking > 2 * expected + 1:
        return told + " " + _("Those who stayed away do speak of other things: keep listening to them.")
    return told + " " + _("Nothing shows that those who stayed away speak of other things. That is no proof.")


def stopping_in_words(stop: Stopping) -> str:
    """Whether the next talk may be expected to bring something new."""
    if stop.found is None:
        return _("Too few talks to judge: at least %d with coded words are needed.") % (
            saturation.BASE + saturation.RUN
        )
    share = {"share": round(100 * stop.found.good_turing), "orders": round(100 * stop.found.share_reached)}
    if stop.found.observed.reached_at is None:
        told = _("The last talks still brought new themes: go on calling.")
    else:
        told = _("After %d talks hardly anything new came up.") % stop.found.observed.reached_at
    likely = _("Probably %(share)d%% of what could be said has been said.") % share
    orders = (
        _("In another order of these talks this point would be reached in %(orders)d%% of cases.") % share
    )
    return f"{told} {likely} {orders}"


def stopping_chart(stop: Stopping) -> Line | None:
    """All themes known after each talk."""
    if len(stop.new) < 2:
        return None
    known, points = 0, []
    for number, new in enumerate(stop.new, 1):
        known += new
        points.append(Point(str(number), known))
    step = max(1, -(-len(points) // 12))
    shown = [point for at, point in enumerate(points) if at % step == 0 or at == len(points) - 1]
    return Line(
        title=_("Themes known after each talk"),
        series=[Series(_("Talks"), shown)],
        unit="",
        maximum=max(1, known),
    )
