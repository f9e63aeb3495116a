"""Whether a questionnaire can be published: everything that is wrong, in words, with the item it is about."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .conditions import UnreadableCondition, read
from .definition import Definition, Item
from .fields import fields_of
from .kinds import Kind

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,59}")
FEWEST_TO_CHOOSE_FROM, MOST_TO_CHOOSE_FROM = 4, 16


@dataclass(frozen=True)
class Problem:
    """What is wrong, and with which item ("" = the whole)."""

    item: str
    text: str


def problems_in(definition: Definition) -> list[Problem]:
    """All problems, in the order of the items."""
    if not any(item.asks for item in definition.items):
        return [Problem("", _("The questionnaire has no question yet."))]
    found = [Problem(item.name, text) for item in definition.items for text in _own(item)]
    found += _doubles(definition.items)
    circle = circle_in({item.name: _looks_at(item) for item in definition.items})
    return found + list(_conditions(definition.items, circle))


def _own(item: Item) -> Iterator[str]:
    if not _NAME.fullmatch(item.name) or "__" in item.name:
        yield (
            _("The short name “%s” may have small letters, digits and single dashes or underscores.")
            % item.name
        )
    if not item.text_nl.strip():
        yield _("The question in Dutch is empty.")
    if item.kind in (Kind.ONE, Kind.MANY):
        yield from _choices(item)
    if item.kind == Kind.BATTERY and not (item.topics and item.aspects):
        yield _("Choose at least one topic and one question about it.")
    if item.kind == Kind.BEST_WORST and not FEWEST_TO_CHOOSE_FROM <= len(item.topics) <= MOST_TO_CHOOSE_FROM:
        yield _("Choose %(least)d to %(most)d topics to choose from.") % {
            "least": FEWEST_TO_CHOOSE_FROM,
            "most": MOST_TO_CHOOSE_FROM,
        }
    low, high = item.limits
    if low is not None and high is not None and low >= high:
        yield _("The lowest value %(low)s is not below the highest value %(high)s.") % {
            "low": f"{low:g}",
            "high": f"{high:g}",
        }


def _choices(item: Item) -> Iterator[str]:
    names = [choice.name for choice in item.choices]
    if len(names) < 2:
        yield _("Give at least two choices.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        yield _("These choices stand there twice: %s.") % ", ".join(twice)


def _doubles(items: Sequence[Item]) -> list[Problem]:
    names = [item.name for item in items]
    return [
        Problem(name, _("The short name “%s” is used more than once.") % name)
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]


def _looks_at(item: Item) -> tuple[str, ...]:
    try:
        return tuple(name.split(".")[0] for name in read(item.condition).names) if item.condition else ()
    except UnreadableCondition:
        return ()


def circle_in(looks_at: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The first circle among items that wait for each other, () when there is none."""
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> tuple[str, ...]:
        if name in way:
            return way[way.index(name) :]
        if name in done or name not in looks_at:
            return ()
        for other in looks_at[name]:
            circle = walk(other, (*way, name))
            if circle:
                return circle
        done.add(name)
        return ()

    return next((circle for name in looks_at if (circle := walk(name, ()))), ())


def _conditions(items: Sequence[Item], circle: Sequence[str]) -> Iterator[Problem]:
    if circle:
        way = " → ".join([*circle, circle[0]])
        yield Problem(
            circle[0], _("These items wait for each other, so none of them is ever asked: %s.") % way
        )
    before: dict[str, tuple[str, ...]] = {}
    all_names = {item.name for item in items}
    for item in items:
        if item.condition and item.name not in circle:
            yield from (Problem(item.name, text) for text in _condition(item, before, all_names))
        before |= {one.key: one.choices for one in fields_of(item)}


def _condition(item: Item, before: Mapping[str, tuple[str, ...]], all_names: set[str]) -> Iterator[str]:
    try:
        condition = read(item.condition)
    except UnreadableCondition as refusal:
        yield str(refusal)
        return
    for name in condition.names:
        if name in before:
            continue
        if name.split(".")[0] in all_names:
            yield _("The condition looks at “%s”, which is not asked before this item.") % name
        else:
            yield _("The condition looks at “%s”, but there is no such item.") % name
    for name, wanted in condition.compared:
        if before.get(name) and wanted not in before[name]:
            yield _("The condition waits for “%(wanted)s”, but “%(name)s” has no such choice.") % {
                "wanted": wanted,
                "name": name,
            }
