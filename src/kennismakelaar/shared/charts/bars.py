"""Bars with intervals: how much, and how sure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .base import Chart
from .drawing import ACCENT, INK, LINE, PAPER, QUIET, element, picture, shorten, stroke, text, threshold
from .table import Table, shown

ROW, BAR = 54, 16
NARROWEST = 288  # pixels a picture has on the smallest telephone
LONGEST_LABEL = 40


@dataclass(frozen=True)
class Bar:
    """One bar. A value of None is withheld; `quiet` sets it back behind the others."""

    label: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Bars(Chart):
    """Horizontal bars on one scale from zero; `threshold` draws a line that was fixed beforehand."""

    bars: Sequence[Bar]
    unit: str = "%"
    maximum: float | None = None
    threshold: float | None = None
    label_header: str = ""
    value_header: str = ""

    @property
    def top(self) -> float:
        ends = [end for bar in self.bars for end in (bar.value, bar.upper) if end is not None]
        return self.maximum or max([*ends, self.threshold or 0, 1])

    @property
    def share(self) -> int:
        """The part of the width for the bars; the rest is for the longest figure."""
        longest = max((len(shown(bar.value, self.unit)) for bar in self.bars), default=1)
        return 100 - round((longest * 9 + 8) / NARROWEST * 100)

    @property
    def table(self) -> Table:
        header = (self.label_header or _("Subject"), self.value_header or _("Value"), _("From"), _("To"))
        values = tuple((bar.label, bar.value, bar.lower, bar.upper) for bar in self.bars)
        return Table(self.title, header, values, unit=self.unit, numeric=frozenset({1, 2, 3}))

    @property
    def sentence(self) -> str:
        known = [bar for bar in self.bars if bar.value is not None]
        parts = [self._extremes(known)] if known else []
        hidden = len(self.bars) - len(known)
        if hidden:
            parts.append(
                ngettext("%d is not shown: too few answers.", "%d are not shown: too few answers.", hidden)
                % hidden
            )
        return " ".join(parts) or _("There are no figures yet.")

    def _extremes(self, known: list[Bar]) -> str:
        most = max(known, key=lambda bar: bar.value or 0)
        least = min(known, key=lambda bar: bar.value or 0)
        if most.value == least.value:
            return _("%(label)s: %(value)s.") % {"label": most.label, "value": self._told(most)}
        return _("Highest: %(most)s, %(high)s. Lowest: %(least)s, %(low)s.") % {
            "most": most.label,
            "high": self._told(most),
            "least": least.label,
            "low": self._told(least),
        }

    def _told(self, bar: Bar) -> str:
        value = shown(bar.value, self.unit)
        if bar.lower is None or bar.upper is None:
            return value
        return _("%(value)s (between %(lower)s and %(upper)s)") % {
            "value": value,
            "lower": shown(bar.lower, self.unit),
            "upper": shown(bar.upper, self.unit),
        }

    def draw(self, width: float | None) -> SafeString:
        rows = [part for number, bar in enumerate(self.bars) for part in self._row(bar, number * ROW)]
        height = len(self.bars) * ROW + 4
        return picture(*rows, title=self.title, description=self.sentence, height=height, width=width)

    def _at(self, value: float) -> str:
        return f"{max(0.0, min(1.0, value / self.top)) * self.share:.2f}%"

    def _row(self, bar: Bar, y: int) -> list[SafeString]:
        middle = y + 24 + BAR / 2
        parts = [
            text(shorten(bar.label, LONGEST_LABEL), x=0, y=y + 16, class_="c-text c-halo"),
            element("rect", x=0, y=y + 24, width=f"{self.share}%", height=BAR, fill=LINE, class_="c-track"),
            text(
                shown(bar.value, self.unit),
                x="100%",
                y=middle + 5,
                anchor="end",
                weight="600",
                class_="c-text c-number",
            ),
        ]
        if bar.value is None:
            return parts
        kind, color = ("c-quiet", QUIET) if bar.quiet else ("c-main", ACCENT)
        parts.append(
            element("rect", x=0, y=y + 24, width=self._at(bar.value), height=BAR, fill=color, class_=kind)
        )
        if bar.lower is not None and bar.upper is not None:
            parts += self._whisker(bar.lower, bar.upper, middle)
        if self.threshold is not None:
            parts.append(threshold(self._at(self.threshold), y + 20, y + BAR + 28))
        return parts

    def _whisker(self, lower: float, upper: float, y: float) -> list[SafeString]:
        low, high = self._at(lower), self._at(upper)
        ends = [(low, high, y, y), (low, low, y - 6, y + 6), (high, high, y - 6, y + 6)]
        # Drawn twice: a light edge keeps the line visible on the bar itself.
        return [
            stroke((x1, y1), (x2, y2), color=color, width=weight, class_=kind)
            for kind, color, weight in (("c-edge", PAPER, 5), ("c-whisker", INK, 2))
            for x1, x2, y1, y2 in ends
        ]
