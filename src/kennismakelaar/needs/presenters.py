"""Needs for readers: figures as percentages with their margin, grounds for a priority, saturation in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kennismakelaar.organizations.api import SizeClass
from kennismakelaar.shared.charts import Bar, Bars, Line, Point, Rank, Series, Tiers
from kennismakelaar.topics.api import NeedKind

from .models import Need, NeedFigure
from .queries import ChannelCount
from .saturation import LEAST, GroupSaturation

TEACHABLE = (NeedKind.KNOWLEDGE, NeedKind.SKILL, NeedKind.NETWORK)
MOST_POINTS = 12
LITTLE_NEW = 0.9  # share of what could be said that was said (Good-Turing)


def in_percent(share: float | None) -> str:
    return "" if share is None else f"{round(100 * share)}%"


@dataclass(frozen=True)
class FigureLine:
    """One measured need as a row: share, margin, the places it may have in the order, chance of the top 3."""

    figure: NeedFigure

    @property
    def share(self) -> str:
        return in_percent(self.figure.prevalence)

    @property
    def margin(self) -> str:
        return _("%(low)d to %(high)d%%") % {
            "low": round(100 * self.figure.lower),
            "high": round(100 * self.figure.upper),
        }

    @property
    def place(self) -> str:
        low, high = self.figure.extra.get("rank_lower"), self.figure.extra.get("rank_upper")
        if low is None or high is None:
            return ""
        return str(low) if low == high else _("%(low)d to %(high)d") % {"low": low, "high": high}

    @property
    def chance(self) -> str:
        return in_percent(self.figure.probability_top3)


def lines_of(figures: Iterable[NeedFigure]) -> list[FigureLine]:
    return [FigureLine(figure) for figure in figures]


def order_of(figures: Sequence[NeedFigure]) -> Tiers | None:
    """The places the topics may have, the surest first; None without figures."""
    ranks = [
        Rank(
            str(figure.topic),
            figure.extra["rank_lower"],
            figure.extra["rank_upper"],
            None if figure.probability_top3 is None else round(100 * figure.probability_top3),
        )
        for figure in figures
        if "rank_lower" in figure.extra
    ]
    return Tiers(title=_("Which topics are surely in the top 3"), ranks=ranks) if ranks else None


def may_be_taught(kind: str) -> bool:
    """Whether teaching can help: a lack of authority or of means asks for something else."""
    return kind in TEACHABLE


def grounds_for_priority(
    need: Need, figures: Sequence[NeedFigure], channels: Sequence[ChannelCount]
) -> list[str]:
    """The facts a person can put a priority on, as sentences."""
    said = [_measured(FigureLine(figure)) for figure in figures]
    quotes, doors = sum(channel.quotes for channel in channels), len(channels)
    if quotes:
        said.append(
            ngettext(
                "%(quotes)d quote shows it.",
                "%(quotes)d quotes show it, through different doors: %(doors)d.",
                quotes,
            )
            % {"quotes": quotes, "doors": doors}
        )
    if not figures or not quotes:
        said.append(_("Only counted or only said: look whether the other channel says the same."))
    if not may_be_taught(need.kind):
        said.append(_("This is about authority or means: teaching does not solve it."))
    return said


def _measured(line: FigureLine) -> str:
    told = _("%(share)s of municipalities need it (margin %(margin)s).") % {
        "share": line.share,
        "margin": line.margin,
    }
    if line.place:
        told += " " + _("Place in the order: %s.") % line.place
    if line.chance:
        told += " " + _("Chance of the top 3: %s.") % line.chance
    return told


@dataclass(frozen=True)
class SaturationLine:
    """Whether enough was heard in one size class, in words."""

    group: str
    heard: int
    municipalities: int
    themes: int
    said: str
    verdict: str


def saturation_lines(groups: Iterable[GroupSaturation]) -> list[SaturationLine]:
    return [
        SaturationLine(
            str(SizeClass(one.group).label),
            one.heard,
            one.municipalities,
            one.cumulative[-1] if one.cumulative else 0,
            in_percent(one.found.good_turing) if one.found else "",
            _verdict(one),
        )
        for one in groups
    ]


def _verdict(one: GroupSaturation) -> str:
    if one.found is None:
        return _("Too few municipalities to judge: at least %d are needed.") % LEAST
    reached = one.found.observed.reached_at
    if reached is not None and one.found.good_turing >= LITTLE_NEW:
        return (
            _("After %d municipalities hardly anything new came up. More talks here bring little.") % reached
        )
    if reached is not None:
        return _("Little new came up after %d municipalities, but single themes keep appearing.") % reached
    return _("Every next municipality still brings something new. Hear more of them.")


def saturation_chart(groups: Iterable[GroupSaturation]) -> Line | None:
    """How many themes were known after each next municipality, a line per size class."""
    shown = [one for one in groups if len(one.cumulative) > 1]
    if not shown:
        return None
    moments = _moments(max(len(one.cumulative) for one in shown))
    series = [
        Series(
            str(SizeClass(one.group).label),
            [Point(str(at), one.cumulative[at - 1] if at <= len(one.cumulative) else None) for at in moments],
        )
        for one in shown
    ]
    return Line(
        title=_("Themes known after each next municipality"),
        series=series,
        unit="",
        maximum=max(one.cumulative[-1] for one in shown),
    )


def _moments(longest: int) -> list[int]:
    step = max(1, -(-longest // MOST_POINTS))
    return sorted({1, *range(step, longest + 1, step), longest})


@dataclass(frozen=True)
class MeasureLine:
    """One topic with the measures that stand beside the share in need."""

    figure: NeedFigure

    @property
    def line(self) -> FigureLine:
        return FigureLine(self.figure)

    @property
    def silent(self) -> str:
        low, high = self.figure.extra["silent"]
        return _("%(low)d to %(high)d%%") % {"low": round(100 * low), "high": round(100 * high)}

    @property
    def tipping(self) -> str:
        """How different the silent ones must be before the topic enters or leaves the top 3."""
        points, inside = self.figure.extra.get("tipping"), self.figure.extra.get("in_top3")
        if points is None:
            return ""
        facts = {"points": round(100 * abs(points))}
        if inside:
            return _("leaves the top 3 when the silent ones score %(points)d points lower") % facts
        return _("enters the top 3 when the silent ones score %(points)d points higher") % facts

    @property
    def occurs(self) -> str:
        return in_percent(self.figure.extra.get("occurs"))

    @property
    def attention(self) -> str:
        return in_percent(self.figure.extra.get("attention"))

    @property
    def unseen(self) -> float:
        """How many points more it occurs than it gets attention."""
        return self.figure.extra.get("occurs", 0.0) - self.figure.extra.get("attention", 0.0)

    @property
    def unseen_points(self) -> str:
        return f"{round(100 * self.unseen):+d}"


def unseen_first(lines: Iterable[MeasureLine]) -> list[MeasureLine]:
    """Topics of which both was asked, those that occur far more than they get attention first."""
    asked = [line for line in lines if {"occurs", "attention"} <= set(line.figure.extra)]
    return sorted(asked, key=lambda line: (-line.unseen, line.figure.topic_id))


def unseen_in_words(lines: Sequence[MeasureLine]) -> str:
    """The topics that are most overlooked."""
    top = [str(line.figure.topic) for line in lines[:3] if line.unseen > 0]
    if not top:
        return _("No topic occurs more often than it gets attention.")
    return _("Occurs more often than it gets attention, most of all: %s.") % ", ".join(top)


def bars_of(figures: Sequence[NeedFigure]) -> Bars | None:
    """The share in need per topic with its margin."""
    bars = [
        Bar(str(f.topic), round(100 * f.prevalence), round(100 * f.lower), round(100 * f.upper))
        for f in figures
    ]
    return (
        Bars(title=_("Share of municipalities in need, per topic"), bars=bars, maximum=100) if bars else None
    )
