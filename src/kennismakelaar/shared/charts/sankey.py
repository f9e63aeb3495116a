"""Streams: how many of these became how many of those."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .base import Chart
from .drawing import ACCENT, INK, QUIET, element, picture, shorten, text
from .table import Table

WIDTH, HEIGHT, BAR, GAP, HEAD = 760.0, 420.0, 14.0, 16.0, 8.0
LABEL_ROOM = 150.0


@dataclass(frozen=True)
class Node:
    """A station; `column` counts from 0 at the left. An `open` one is where streams end without an answer."""

    key: str
    label: str
    column: int
    open: bool = False


@dataclass(frozen=True)
class Flow:
    source: str
    target: str
    amount: float


@dataclass(frozen=True)
class Place:
    x: float
    y: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Sankey(Chart):
    """Streams from left to right; the width of a stream is its number."""

    nodes: Sequence[Node]
    flows: Sequence[Flow]
    wide = scrolls = True

    @property
    def labels(self) -> dict[str, str]:
        return {node.key: node.label for node in self.nodes}

    def through(self, key: str) -> float:
        into = sum(flow.amount for flow in self.flows if flow.target == key)
        out = sum(flow.amount for flow in self.flows if flow.source == key)
        return max(into, out)

    @property
    def table(self) -> Table:
        values = tuple(
            (self.labels[flow.source], self.labels[flow.target], flow.amount) for flow in self.flows
        )
        return Table(
            self.title,
            (pgettext("stream", "From"), pgettext("stream", "To"), _("Number")),
            values,
            numeric=frozenset({2}),
        )

    @property
    def sentence(self) -> str:
        flowing = [flow for flow in self.flows if flow.amount > 0]
        if not flowing:
            return _("Nothing flows here yet.")
        big = max(flowing, key=lambda flow: flow.amount)
        return _("The largest stream goes from %(source)s to %(target)s: %(amount)d.") % {
            "source": self.labels[big.source],
            "target": self.labels[big.target],
            "amount": big.amount,
        }

    def draw(self, width: float | None) -> SafeString:
        places = self._places()
        ribbons = self._ribbons(places)
        stations = [part for node in self.nodes for part in self._station(node, places[node.key])]
        return picture(
            *ribbons,
            *stations,
            title=self.title,
            description=self.sentence,
            height=HEIGHT,
            box=WIDTH,
            width=width,
        )

    def _scale(self, columns: dict[int, list[Node]]) -> float:
        room = [
            (HEIGHT - 2 * HEAD - GAP * (len(nodes) - 1)) / max(sum(self.through(n.key) for n in nodes), 1)
            for nodes in columns.values()
        ]
        return min(room, default=1.0)

    def _places(self) -> dict[str, Place]:
        columns: dict[int, list[Node]] = defaultdict(list)
        for node in self.nodes:
            columns[node.column].append(node)
        scale, last = self._scale(columns), max(columns, default=0)
        places = {}
        for column, nodes in columns.items():
            y = HEAD
            for node in nodes:
                tall = max(self.through(node.key) * scale, 2.0)
                places[node.key] = Place(column / max(last, 1) * (WIDTH - LABEL_ROOM - BAR), y, tall)
                y += tall + GAP
        return places

    def _ribbons(self, places: dict[str, Place]) -> list[SafeString]:
        left: dict[str, float] = defaultdict(float)
        right: dict[str, float] = defaultdict(float)
        open_ends = {node.key for node in self.nodes if node.open}
        drawn = []
        for flow in self.flows:
            begin, end = places[flow.source], places[flow.target]
            out = begin.height * flow.amount / max(self.through(flow.source), 1)
            into = end.height * flow.amount / max(self.through(flow.target), 1)
            shape = _ribbon(
                begin.x + BAR, begin.y + right[flow.source], out, end.x, end.y + left[flow.target], into
            )
            right[flow.source] += out
            left[flow.target] += into
            told = f"{self.labels[flow.source]} → {self.labels[flow.target]}: {flow.amount:g}"
            kind = "c-flow c-flow--open" if flow.target in open_ends else "c-flow"
            drawn.append(
                element("path", element("title", told), d=shape, fill=QUIET, fill_opacity=0.6, class_=kind)
            )
        return drawn

    def _station(self, node: Node, place: Place) -> list[SafeString]:
        kind, fill = ("c-open", "#ffffff") if node.open else ("c-main", ACCENT)
        middle = place.y + place.height / 2
        return [
            element(
                "rect",
                x=place.x,
                y=place.y,
                width=BAR,
                height=place.height,
                fill=fill,
                stroke=ACCENT,
                class_=f"c-station {kind}",
            ),
            text(
                shorten(node.label, 20),
                x=place.x + BAR + 6,
                y=middle - 1,
                size=13,
                weight="600",
                class_="c-text c-halo",
            ),
            text(
                f"{self.through(node.key):g}",
                x=place.x + BAR + 6,
                y=middle + 15,
                size=13,
                fill=INK,
                class_="c-text c-halo",
            ),
        ]


def _ribbon(x1: float, y1: float, h1: float, x2: float, y2: float, h2: float) -> str:
    bend = (x1 + x2) / 2
    over = f"M{x1:.1f} {y1:.1f}C{bend:.1f} {y1:.1f} {bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    back = f"V{y2 + h2:.1f}C{bend:.1f} {y2 + h2:.1f} {bend:.1f} {y1 + h1:.1f} {x1:.1f} {y1 + h1:.1f}Z"
    return over + back
