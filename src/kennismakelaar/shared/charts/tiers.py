"""Ranks as ranges: between which places a subject may really stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .base import Chart
from .drawing import ACCENT, LINE, PAPER, QUIET, SOFT, element, picture, shorten, stroke, text, threshold
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
        heads = [
            text(_("top %d") % self.top, x=border, y=14, anchor="end", class_="c-text c-soft", fill=SOFT, size=13),
            text(_("chance"), x="100%", y=14, anchor="end", class_="c-text c-soft", fill=SOFT, size=13),
        ]  # fmt: skip
        return picture(
            threshold(border, 20, height), *heads, *rows,
            title=self.title, description=self.sentence, height=height, width=width,
        )  # fmt: skip

    def _at(self, place: float, last: int) -> str:
        return f"{2 + (place - 1) / max(last - 1, 1) * (SHARE - 4):.2f}%"

    def _row(self, rank: Rank, number: int, last: int) -> list[SafeString]:
        y = HEAD + number * ROW
        middle, tier = y + 30, self.tier(rank)
        fill, kind = ((ACCENT, "c-main"), (PAPER, "c-open"), (QUIET, "c-quiet"))[tier]
        begin, end = self._at(rank.best, last), self._at(rank.worst, last)
        range_text = f"{rank.best}–{rank.worst}" if rank.best != rank.worst else str(rank.best)
        chance = shown(rank.probability, "%") if rank.probability is not None else range_text
        dots = [
            element("circle", cx=x, cy=middle, r=6, fill=fill, stroke=ACCENT, stroke_width=2, class_=f"c-dot {kind}")
            for x in (begin, end)
        ]  # fmt: skip
        return [
            text(shorten(rank.label, LONGEST_LABEL), x=0, y=y + 16, class_="c-text c-halo"),
            stroke(("2%", middle), (f"{SHARE - 2}%", middle), color=LINE),
            stroke((begin, middle), (end, middle), width=4, class_="c-range"),
            *dots,
            text(chance, x="100%", y=middle + 5, anchor="end", weight="600", class_="c-text c-number"),
        ]
