"""From what was typed to answers, and what is wrong with it.

Stored while somebody fills in: {field: text as typed, or the list of what was ticked}. Kept after sending:
- `answers`  {topic: {aspect: 1..5 or null}}; null is "I don't know", absent is not answered
- `others`   {item: value}: a choice (text), choices (list), scale or number, date (ISO text);
             of the topics {topic: {"known_offer": choice, "wanted_form": choice}};
             of most and least important [{"shown": [topics], "best": topic, "worst": topic}]
- `words`    (item, text) of short and long texts: they go through the door of intake
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from .conditions import DONT_KNOW
from .definition import Definition, Item
from .fields import Field, fields_of, sets_for
from .kinds import Kind
from .pages import Answers, asked

TYPED = (Kind.LINE, Kind.TEXT)
LONGEST_LINE, LONGEST_TEXT = 300, 10_000
MOST_KEPT = 100_000  # characters of one field: far above any answer, far below what fills a disk
_DUTCH_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field."""

    field: Field
    text: str


@dataclass
class Given:
    """The answers of a form, in the shapes above."""

    answers: dict[str, dict[str, int | None]] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    words: list[tuple[Item, str]] = field(default_factory=list)


class _Unreadable(Exception):
    """Why a text is no answer."""


def faults_in(fields: Sequence[Field], answers: Answers) -> list[Fault]:
    """What was typed but cannot be read. What was left open is no fault here."""
    found = []
    for one in fields:
        try:
            value_of(one, answers.get(one.key, ""))
        except _Unreadable as why:
            found.append(Fault(one, str(why)))
    return found + _same_best_and_worst(fields, answers)


def missing_in(definition: Definition, answers: Answers) -> list[Field]:
    """The fields that need an answer and have none."""
    names = asked(definition, answers)
    return [
        one
        for item in definition.items
        if item.name in names and item.is_required
        for one in fields_of(item)
        if not answers.get(one.key)
    ]


def given(definition: Definition, answers: Answers) -> Given:
    """The answers as they are kept; raises ValueError when something cannot be read."""
    names, found = asked(definition, answers), Given()
    for item in definition.items:
        if item.name in names:
            _take(item, answers, found)
    return found


def _take(item: Item, answers: Answers, found: Given) -> None:
    if item.kind == Kind.BEST_WORST:
        chosen = list(_choices(item, answers))
        if chosen:
            found.others[item.name] = chosen
        return
    for one in fields_of(item):
        came = answers.get(one.key, "")
        if not came:
            continue
        try:
            value = value_of(one, came)
        except _Unreadable as why:
            raise ValueError(f"{one.key}: {why}") from why
        if one.topic and one.kind == Kind.SCALE:
            found.answers.setdefault(one.topic, {})[one.aspect] = value
        elif one.topic:
            found.others.setdefault(item.name, {}).setdefault(one.topic, {})[one.aspect] = value
        elif item.kind in TYPED and value is not None:
            found.words.append((item, value))
        else:
            found.others[item.name] = value


def _choices(item: Item, answers: Answers) -> Iterator[dict[str, Any]]:
    for number, shown in enumerate(sets_for(item), start=1):
        best, worst = (str(answers.get(f"{item.name}.{number}.{which}", "")) for which in ("best", "worst"))
        if best in shown and worst in shown and best != worst:
            yield {"shown": list(shown), "best": best, "worst": worst}


def _same_best_and_worst(fields: Sequence[Field], answers: Answers) -> list[Fault]:
    pairs = [one for one in fields if one.aspect == "worst" and one.number]
    text = _("Choose two different topics: one as the most and one as the least important.")
    return [
        Fault(one, text)
        for one in pairs
        if answers.get(one.key) and answers.get(one.key) == answers.get(one.key[: -len("worst")] + "best")
    ]


def value_of(one: Field, came: str | Sequence[str]) -> Any:
    """The answer in a field; None for "I don't know" and for nothing."""
    if not came or came == DONT_KNOW:
        return None
    if one.kind == Kind.MANY:
        return _many(one, [came] if isinstance(came, str) else came)
    text = came if isinstance(came, str) else came[0]
    return _READERS[one.kind](one, text.strip())


def _many(one: Field, came: Sequence[str]) -> list[str]:
    for name in came:
        _choice(one, name)
    return [name for name in one.choices if name in came]


def _choice(one: Field, text: str) -> str:
    if text not in one.choices:
        raise _Unreadable(_("“%s” is not one of the choices.") % text[:40])
    return text


def _score(one: Field, text: str) -> int:
    return int(_choice(one, text))


def _number(one: Field, text: str) -> float | int:
    if not re.fullmatch(r"-?\d{1,12}([.,]\d{1,6})?", text):
        raise _Unreadable(_("A number was expected, such as 12 or 12,5. “%s” is not a number.") % text[:40])
    value = float(text.replace(",", "."))
    if (one.least is not None and value < one.least) or (one.most is not None and value > one.most):
        raise _Unreadable(_limits(one))
    return int(value) if value.is_integer() else value


def _limits(one: Field) -> str:
    least, most = (f"{limit:g}" if limit is not None else "" for limit in (one.least, one.most))
    if least and most:
        return _("A number from %(least)s to %(most)s was expected.") % {"least": least, "most": most}
    return (
        (_("A number of at least %s was expected.") % least)
        if least
        else (_("A number of at most %s was expected.") % most)
    )


def _date(_one: Field, text: str) -> str:
    found = _DUTCH_DATE.fullmatch(text)
    try:
        return (
            date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
        ).isoformat()
    except ValueError:
        raise _Unreadable(_("A date was expected, such as 31-12-2026.")) from None


def _text(one: Field, text: str) -> str:
    most = LONGEST_LINE if one.kind == Kind.LINE else LONGEST_TEXT
    if len(text) > most:
        raise _Unreadable(
            _("At most %(most)d characters fit here; you wrote %(came)d.") % {"most": most, "came": len(text)}
        )
    return text


_READERS = {
    Kind.ONE: _choice,
    Kind.SCALE: _score,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.LINE: _text,
    Kind.TEXT: _text,
}


def posted(fields: Sequence[Field], data: Any) -> dict[str, str | list[str]]:
    """What came for these fields, word for word. `data`: anything with `getlist`, such as request.POST.

    A tick at "I don't know" counts only when nothing was filled in beside it.
    """
    found: dict[str, str | list[str]] = {}
    for one in fields:
        came = [text for text in data.getlist(one.key) if text.strip()]
        told = [text for text in came if text != DONT_KNOW]
        if one.kind == Kind.MANY:
            found[one.key] = told or (DONT_KNOW if came else "")
        else:
            found[one.key] = (told or came or [""])[0].replace("\x00", "").replace("\r\n", "\n")[:MOST_KEPT]
    return found
