"""How a survey is coming along, in the shape of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kennismakelaar.organizations.api import CountryPart, Municipality, Region, SizeClass, Urbanity
from kennismakelaar.shared.charts import HexMap, Line, Point, Series
from needs_assessment.reach import VerifiedGain

from .fieldwork import VARIABLES, Brought, Standing, outlook_of, pace_of, per_day
from .presenters import province_map

CLOSE = 0.05  # a difference in response below five points is about the same
POINTS = 6


@dataclass(frozen=True)
class Group:
    """One category: how many of it answered, and whether that is less than elsewhere."""

    label: str
    answered: int
    units: int
    share: float
    verdict: str
    kind: str


@dataclass(frozen=True)
class Variable:
    """The response by size, part of the country or urbanity, with one sentence."""

    title: str
    sentence: str
    groups: Sequence[Group]


def figures_of(standing: Standing) -> list[tuple[str, str, str]]:
    """The response, the balance and the margins as key figures."""
    units = len(standing.frame)
    share = number_format(100 * standing.heard / units, 0) if units else "0"
    rows = [
        (_("Answered"), str(standing.heard), _("%(share)s%% of %(units)d") % {"share": share, "units": units})
    ]
    if standing.indicator is not None:
        rows += [
            (_("Balance"), number_format(standing.indicator.value, 2), _("R-indicator; 1 is perfect")),
            (
                _("Coefficient of variation"),
                number_format(standing.indicator.cv, 2),
                _("0 is perfect; differences by chance are taken out"),
            ),
        ]
    ahead = outlook_of(standing)
    if ahead is not None:
        rows.append((_("Margin now"), _points(ahead.margin), _("at most, for a share of all")))
    return rows


def outlook_in_words(standing: Standing) -> str:
    """What may be expected at closing: a range, and what it rests on."""
    ahead = outlook_of(standing)
    if ahead is None:
        return _("Nobody has answered yet. The margin and the balance show after the first answers.")
    if ahead.answered_at_pace == ahead.answered:
        return _("If nobody answers any more, the margin stays %(margin)s.") % {
            "margin": _points(ahead.margin)
        }
    facts = {
        "day": date_format(standing.survey.closes_on, "j F Y"),
        "now": _points(ahead.margin),
        "then": _points(ahead.margin_at_pace),
        "answered": ahead.answered_at_pace,
        "pace": number_format(pace_of(standing), 1),
    }
    told = (
        _(
            "On %(day)s the margin will be between %(then)s and %(now)s. The first holds if %(pace)s municipalities "
            "a day go on answering, as in the last week: then %(answered)d will have answered."
        )
        % facts
    )
    return told + " " + _("The second holds if nobody answers any more. As a rule response slows down.")


def _points(margin: float) -> str:
    return _("± %s points") % number_format(100 * margin, 1)


def variables_of(standing: Standing) -> list[Variable]:
    """Who answers less than others, by size, part of the country and urbanity."""
    if standing.indicator is None:
        return []
    parts = standing.indicator.partial
    most = max(VARIABLES, key=lambda name: parts[name].unconditional)
    values = standing.variables
    return [
        Variable(
            title, _sentence(standing, name, leads=name == most), _groups(standing, values[name], labels)
        )
        for name, (title, labels) in _titles().items()
    ]


def _titles() -> dict[str, tuple[str, Mapping[object, str]]]:
    return {
        "size": (_("By size"), dict(SizeClass.choices)),
        "part": (_("By part of the country"), dict(CountryPart.choices)),
        "urbanity": (
            _("By urbanity"),
            dict(Urbanity.choices),
        ),
    }


def _sentence(standing: Standing, name: str, *, leads: bool) -> str:
    assert standing.indicator is not None
    part = standing.indicator.partial[name]
    facts = {
        "alone": number_format(part.unconditional, 3),
        "own": number_format(part.conditional, 3),
    }
    told = _("Part in the imbalance: %(alone)s; %(own)s of its own, which the others do not explain.") % facts
    return _("Here the response differs most.") + " " + told if leads else told


def _groups(standing: Standing, values: np.ndarray, labels: Mapping[object, str]) -> list[Group]:
    overall = float(standing.answered.mean())
    found = []
    for value, label in labels.items():
        inside = values == value
        if inside.any():
            share = float(standing.answered[inside].mean())
            verdict, kind = _verdict(share - overall)
            found.append(
                Group(
                    str(label),
                    int(standing.answered[inside].sum()),
                    int(inside.sum()),
                    100 * share,
                    verdict,
                    kind,
                )
            )
    return found


def _verdict(difference: float) -> tuple[str, str]:
    if abs(difference) < CLOSE:
        return _("about the same"), ""
    return (_("less than the rest"), "bad") if difference < 0 else (_("more than the rest"), "good")


def map_of(standing: Standing, towns: list[Municipality], provinces: list[Region]) -> HexMap:
    """The share that answered, by province."""
    frame = standing.frame
    cells = {
        ("province", code): {"value": float(standing.answered[frame.province == code].mean())}
        for code, _part, _count in frame.provinces()
    }
    return province_map(_("Municipalities that answered, by province"), cells, towns, provinces)


def days_chart(standing: Standing) -> Line | None:
    """Municipalities that had answered, day by day."""
    days = per_day(standing)
    if len(days) < 2:
        return None
    step = max(1, -(-len(days) // POINTS))
    shown = [one for at, one in enumerate(days) if at % step == 0 or at == len(days) - 1]
    points = [Point(date_format(day, "j M"), total) for day, total in shown]
    return Line(
        title=_("Municipalities that had answered"),
        series=[Series(_("Answered"), points)],
        unit="",
        maximum=max(1, len(standing.frame)),
    )


@dataclass(frozen=True)
class BroughtLine:
    """One mailing: what was expected of it and what came since."""

    row: Brought

    @property
    def expected(self) -> str:
        gain = self.row.moment.expected_gain
        return _("not steered") if gain is None else number_format(gain, 4)

    @property
    def gain(self) -> str:
        return "–" if self.row.gain is None else number_format(self.row.gain, 4)


def talks_in_words(found: VerifiedGain | None) -> str:
    """What talks held added to the balance of all who were heard."""
    if found is None:
        return _("No talk of which a gain was expected has been held yet.")
    told = ngettext(
        "With the talks %(n)d municipality more was heard.", "With the talks %(n)d municipalities more were heard.",
        found.answered,
    )  # fmt: skip
    facts = {
        "n": found.answered,
        "expected": number_format(found.expected, 3),
        "realized": number_format(found.realized, 3),
    }
    gained = _("The coefficient of variation was expected to fall by %(expected)s and fell by %(realized)s.")
    return f"{told} {gained}" % facts
