"""Themes in plain words: how many say what, and how far a theme can be trusted."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .api import ThemeBoard, ThemeShown
from .forms import ThemeCodeForm

FOR, AGAINST, NEITHER = "for", "against", ""
NONE = "none"  # the side that has no name, on a form


def verdict(board: ThemeBoard) -> str:
    """What the search found, in a sentence."""
    held = sum(len(one.members) for one in board.solid)
    if not board.solid:
        return _(
            "No theme held. The statements may each be about something else: read and code them yourself."
        )
    return ngettext(
        "%(n)d theme held, with %(held)d of the %(all)d statements.",
        "%(n)d themes held, with %(held)d of the %(all)d statements.",
        len(board.solid),
    ) % {"n": len(board.solid), "held": held, "all": board.statements}


def rows(themes: Sequence[ThemeShown], forms: Mapping[int, ThemeCodeForm]) -> list[dict[str, Any]]:
    """Per theme its title, numbers and quotes, with the form to make a code of it."""
    return [
        {
            "theme": one.theme, "title": _title(one), "count": len(one.members), "balance": balance(one),
            "firm": round(100 * one.theme.stability), "sides": _sides(one), "deviant": one.deviant,
            "form": forms.get(one.theme.pk) or form(one), "is_filled": one.theme.pk in forms,
            "made": [(_names()[side], code) for side, code in one.codes.items()],
        }
        for one in themes
    ]  # fmt: skip


def _title(shown: ThemeShown) -> str:
    return ", ".join(shown.words) or _("theme %(number)d") % {"number": shown.theme.number}


def form(shown: ThemeShown, data: Mapping[str, str] | None = None) -> ThemeCodeForm | None:
    """The form to make a code of one side; None when each side has one. Sides never go together."""
    open_sides = [side for side in _names() if side not in shown.codes and shown.of(side)]
    open_sides.sort(key=lambda side: -len(shown.of(side)))
    if not open_sides:
        return None
    choices = [(side or NONE, f"{_names()[side]} ({len(shown.of(side))})") for side in open_sides]
    start = {"label": _title(shown)[:100].capitalize(), "side": choices[0][0]}
    return ThemeCodeForm(data, sides=choices, initial=start, auto_id=f"id_{shown.theme.pk}_%s")


def _names() -> dict[str, str]:
    return {FOR: pgettext("side", "for"), AGAINST: pgettext("side", "against"), NEITHER: _("no clear side")}


def _sides(shown: ThemeShown) -> list[dict[str, Any]]:
    return [
        {"name": name, "count": len(shown.of(side)), "quotes": shown.quotes(side)}
        for side, name in _names().items()
        if shown.of(side)
    ]


def balance(shown: ThemeShown) -> str:
    """Majority and minority in numbers; who takes no clear side is counted with neither."""
    agreed, against = len(shown.of(FOR)), len(shown.of(AGAINST))
    sided = agreed + against
    if not sided:
        return _("Nobody takes a clear side.")
    numbers = {"for": agreed, "against": against, "n": sided}
    if not agreed or not against:
        word = (
            _("All %(n)d with a clear side are for.")
            if agreed
            else _("All %(n)d with a clear side are against.")
        )
        return word % numbers
    if agreed == against:
        return _("Opinions are divided: %(for)d for, %(against)d against.") % numbers
    if agreed > against:
        return (
            _("Of %(n)d with a clear side a majority is for (%(for)d), a minority against (%(against)d).")
            % numbers
        )
    return (
        _("Of %(n)d with a clear side a majority is against (%(against)d), a minority for (%(for)d).")
        % numbers
    )
