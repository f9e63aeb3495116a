"""Ranks as ranges: between which places a subject may really stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .base import Chart
from .drawing import ACCENT, INK, LINE, PAPER, QUIET, SOFT, element, picture, shorten, text
from .table import Table, shown

ROW, HEAD = 46, 26
LONGEST_LABEL = 40
SHARE = 78.0


@dataclass(frozen=True)
class Rank:
    """The best and the worst place that fit the figures, and the chance (0 to 100) to be in the top."""

    label: str
    best: int
    worst: int
    probability: float | None = None


@dataclass(frozen=True, kw_only=True)
class Tiers(Chart):
    """Subjects in tiers: surely in the top, perhaps, or not. Never a bare position."""

    ranks: Sequence[Rank]
    top: int = 3

    def tier(self, rank: Rank) -> int:
        if rank.worst <= self.top:
            return 0
        return 1 if rank.best <= self.top else 2

    def tier_name(self, rank: Rank) -> str:
        names = (_("surely in the top %d"), _("perhaps in the top %d"), _("not in the top %d"))
        return names[self.tier(rank)] % self.top

    @property
    def ordered(self) -> list[Rank]:
        return sorted(self.ranks, key=lambda rank: (self.tier(rank), rank.best, rank.worst, rank.label))

    @property
    def table(self) -> Table:
        header = (
            _("Subject"),
            _("Tier"),
            _("Best place"),
            _("Worst place"),
            _("Chance of the top %d") % self.top,
        )
        values = tuple((r.label, self.tier_name(r), r.best, r.worst, r.probability) for r in self.ordered)
        return Table(
            self.title, header, values, unit="%", numeric=frozenset({2, 3, 4}), plain=frozenset({2, 3})
        )

    @property
    def sentence(self) -> str:
        sure = [rank.label for rank in self.ordered if self.tier(rank) == 0]
        maybe = sum(self.tier(rank) == 1 for rank in self.ranks)
        first = (
            _("Surely in the top %(top)d: %(labels)s.")
            if sure
            else _("No subject is surely in the top %(top)d.")
        )
        told = first % {"top": self.top, "labels": ", ".join(sure)}
        return told + " " + _("For %(count)d more it is possible.") % {"count": maybe} if maybe else told

    def draw(self, width: float | None) -> SafeString:
        last = max([rank.worst for rank in self.ranks], default=1)
        rows = [part for n, rank in enumerate(self.ordered) for part in self._row(rank, n, last)]
        height = HEAD + len(self.ranks) * ROW + 4
        border = self._at(self.top + 0.5, last)
        line = element(
            "line",
            x1=border,
            x2=border,
            y1=20,
            y2=height,
            stroke=SOFT,
            stroke_width=1.5,
            stroke_dasharray="5 4",
            class_="c-threshold",
        )
        title = text(_("top %d") % self.top, x=0, y=14, class_="c-text c-soft", fill=SOFT, size=13)
        return picture(
            title, line, *rows, title=self.title, description=self.sentence, height=height, width=width
        )

    def _at(self, place: float, last: int) -> str:
        return f"{2 + (place - 1) / max(last - 1, 1) * (SHARE - 4):.2f}%"

    def _row(self, rank: Rank, number: int, last: int) -> list[SafeString]:
        y = HEAD + number * ROW
        middle, tier = y + 30, self.tier(rank)
        fill, kind = ((ACCENT, "c-main"), (PAPER, "c-open"), (QUIET, "c-quiet"))[tier]
        begin, end = self._at(rank.best, last), self._at(rank.worst, last)
        range_text = f"{rank.best}–{rank.worst}" if rank.best != rank.worst else str(rank.best)
        chance = shown(rank.probability, "%") if rank.probability is not None else range_text
        return [
            text(shorten(rank.label, LONGEST_LABEL), x=0, y=y + 16),
            element(
                "line",
                x1="2%",
                x2=f"{SHARE - 2}%",
                y1=middle,
                y2=middle,
                stroke=LINE,
                stroke_width=2,
                class_="c-axis",
            ),
            element(
                "line", x1=begin, x2=end, y1=middle, y2=middle, stroke=INK, stroke_width=4, class_="c-range"
            ),
            *(
                element(
                    "circle",
                    cx=x,
                    cy=middle,
                    r=6,
                    fill=fill,
                    stroke=ACCENT,
                    stroke_width=2,
                    class_=f"c-dot {kind}",
                )
                for x in (begin, end)
            ),
            text(chance, x="100%", y=middle + 5, anchor="end", weight="600", class_="c-text c-number"),
        ]
