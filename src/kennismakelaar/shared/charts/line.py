"""Lines through the waves: the same question, asked again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .base import Chart
from .drawing import LINE, SERIES, SOFT, element, picture, shorten, text
from .table import Table, shown

WIDTH, HEIGHT = 360, 240
LEFT, RIGHT, TOP, BOTTOM = 38, 16, 14, 28
DASHES = (None, "7 4", "2 4", "9 3 2 3")
MARKERS = ("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "M-4-4h8v8h-8z", "M0-5l5 9h-10z", "M0-5l5 5-5 5-5-5z")


@dataclass(frozen=True)
class Point:
    when: str
    value: float | None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Series:
    label: str
    points: Sequence[Point]


@dataclass(frozen=True, kw_only=True)
class Line(Chart):
    """At most four lines, told apart by dash and marker as well as by color."""

    scales = True
    series: Sequence[Series]
    unit: str = "%"
    maximum: float = 100

    @property
    def moments(self) -> list[str]:
        return list(dict.fromkeys(point.when for line in self.series for point in line.points))

    @property
    def table(self) -> Table:
        header = (_("Subject"), _("Moment"), _("Value"), _("From"), _("To"))
        values = tuple((s.label, p.when, p.value, p.lower, p.upper) for s in self.series for p in s.points)
        return Table(self.title, header, values, unit=self.unit, numeric=frozenset({2, 3, 4}))

    @property
    def sentence(self) -> str:
        told = [self._course(line) for line in self.series]
        return " ".join(part for part in told if part) or _("There are no figures yet.")

    def _course(self, line: Series) -> str:
        known = [point for point in line.points if point.value is not None]
        if len(known) < 2:
            return ""
        return _("%(label)s went from %(first)s in %(begin)s to %(last)s in %(end)s.") % {
            "label": line.label,
            "first": shown(known[0].value, self.unit),
            "begin": known[0].when,
            "last": shown(known[-1].value, self.unit),
            "end": known[-1].when,
        }

    def draw(self, width: float | None) -> SafeString:
        legend = len(self.series) * 22
        parts = [
            *self._grid(),
            *(part for n, s in enumerate(self.series) for part in self._draw_series(s, n)),
        ]
        return picture(
            *parts,
            title=self.title,
            description=self.sentence,
            height=HEIGHT + legend,
            box=WIDTH,
            width=width,
        )

    def _x(self, when: str) -> float:
        moments = self.moments
        return LEFT + 10 + moments.index(when) / max(len(moments) - 1, 1) * (WIDTH - LEFT - RIGHT - 20)

    def _y(self, value: float) -> float:
        return TOP + (1 - value / self.maximum) * (HEIGHT - TOP - BOTTOM)

    def _grid(self) -> list[SafeString]:
        parts = []
        for share in (0, 0.5, 1):
            y = self._y(share * self.maximum)
            parts.append(element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, stroke=LINE, class_="c-axis"))
            label = shown(share * self.maximum, self.unit)
            parts.append(
                text(label, x=LEFT - 6, y=y + 4, anchor="end", size=12, fill=SOFT, class_="c-text c-soft")
            )
        for when in self.moments:
            parts.append(
                text(
                    when,
                    x=self._x(when),
                    y=HEIGHT - 8,
                    anchor="middle",
                    size=12,
                    fill=SOFT,
                    class_="c-text c-soft",
                )
            )
        return parts

    def _draw_series(self, line: Series, number: int) -> list[SafeString]:
        known = [(self._x(point.when), point) for point in line.points if point.value is not None]
        color, kind = SERIES[number % 4], f"c-line c-s{number % 4 + 1}"
        path = " ".join(
            f"{'L' if n else 'M'}{x:.1f} {self._y(p.value or 0):.1f}" for n, (x, p) in enumerate(known)
        )
        parts = [
            element(
                "line",
                x1=x,
                x2=x,
                y1=self._y(p.lower),
                y2=self._y(p.upper),
                stroke=color,
                stroke_width=1.5,
                class_=kind,
            )
            for x, p in known
            if p.lower is not None and p.upper is not None
        ]
        parts.append(
            element(
                "path",
                d=path,
                fill="none",
                stroke=color,
                stroke_width=2.5,
                stroke_dasharray=DASHES[number % 4],
                class_=kind,
            )
        )
        parts += [self._marker(x, self._y(p.value or 0), number) for x, p in known]
        y = HEIGHT + 14 + number * 22
        parts.append(self._marker(LEFT, y - 4, number))
        parts.append(text(shorten(line.label, 42), x=LEFT + 14, y=y, size=13))
        return parts

    def _marker(self, x: float, y: float, number: int) -> SafeString:
        return element(
            "path",
            d=MARKERS[number % 4],
            transform=f"translate({x:.1f} {y:.1f})",
            fill=SERIES[number % 4],
            class_=f"c-marker c-f{number % 4 + 1}",
        )
