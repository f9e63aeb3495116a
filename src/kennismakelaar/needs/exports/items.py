"""From the questions of a survey to columns, each with the way to read it from a form."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from kennismakelaar.surveys import api as surveys
from kennismakelaar.surveys.api import Item, Kind

from .dataset import DONT_KNOW, MISSING_BELOW_ZERO, NOT_ANSWERED, Category, UnableToExport, Variable

STORED_LANGUAGE = "nl"
LONGEST_NAME = 60  # SPSS takes 64 bytes
Read = Callable[[Mapping[str, Any], Mapping[str, Any]], Any]  # scores and other answers of a form
_ABSENT = object()


@dataclass(frozen=True)
class Column:
    """A variable and how its number is read from a form."""

    variable: Variable
    read: Read


class Names:
    """Gives every column a name that all programs take, each once."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)

    def name(self, *parts: object) -> str:
        plain = re.sub(r"[^a-z0-9]+", "_", "_".join(map(str, parts)).lower()).strip("_")
        start = (plain if plain[:1].isalpha() else f"v_{plain}")[:LONGEST_NAME].rstrip("_")
        found, number = start, 2
        while found in self.taken:
            found, number = f"{start[: LONGEST_NAME - 4]}_{number}", number + 1
        self.taken.add(found)
        return found


def score_columns(survey: surveys.Survey, items: list[Item], names: Names) -> Iterator[Column]:
    """The scores per topic and aspect, in the words in which they were asked."""
    ends = {aspect["name"]: aspect for aspect in surveys.standard_aspects()}
    asked = {(one.topic_id, one.aspect): one.text for one in survey.questions.order_by("position")}
    for item in (one for one in items if one.kind == Kind.BATTERY):
        for topic in item.topics:
            for aspect in (one for one in item.aspects if not one.get("choices")):
                ends[aspect["name"]] = aspect
                asked[topic.name, aspect["name"]] = f"{topic.nl}: {aspect['nl']}"
    for (topic, aspect), text in asked.items():
        variable = Variable(
            names.name(topic, aspect),
            text,
            categories=_scale(ends.get(aspect, {})),
            topic=topic,
            aspect=aspect,
        )
        yield Column(variable, _score(topic, aspect))


def item_columns(items: list[Item], forms: Iterable[Mapping[str, Any]], names: Names) -> Iterator[Column]:
    """All other answers; free text is not among them. forms: other answers, for the sets that were shown."""
    shown = _shown(items, forms)
    for item in items:
        for column in _MAKERS.get(item.kind, _nothing)(item, shown):
            variable = column.variable
            yield replace(column, variable=replace(variable, name=names.name(variable.name)))


def categories(options: Iterable[Any]) -> tuple[Category, ...]:
    """Options in their order, numbered from 1."""
    return tuple(Category(at, one.name, one.nl) for at, one in enumerate(options, start=1))


def _scale(ends: Mapping[str, Any]) -> tuple[Category, ...]:
    words = {1: ends.get("low_nl", ""), 5: ends.get("high_nl", "")}
    return tuple(
        Category(step, str(step), f"{step} – {words[step]}" if words.get(step) else str(step))
        for step in range(1, 6)
    )


def _missing(value: Any) -> int | None:
    """The number for a missing answer; None when there is one."""
    return NOT_ANSWERED if value is _ABSENT else DONT_KNOW if value is None else None


def _score(topic: str, aspect: str) -> Read:
    def read(scores: Mapping[str, Any], _others: Mapping[str, Any]) -> int:
        value = scores.get(topic, {}).get(aspect, _ABSENT)
        missing = _missing(value)
        return int(value) if missing is None else missing

    return read


def _choice(find: Callable[[Mapping[str, Any]], Any], choices: tuple[Category, ...]) -> Read:
    codes = {one.name: one.code for one in choices}

    def read(_scores: Mapping[str, Any], others: Mapping[str, Any]) -> int:
        value = find(others)
        missing = _missing(value)
        return codes[str(value)] if missing is None else missing

    return read


def _one(item: Item, _all: Any) -> Iterator[Column]:
    found = categories(item.choices)
    if item.kind == Kind.SCALE:
        low, high = (int(limit) for limit in (item.limits[0] or 1, item.limits[1] or 5))
        words = {low: item.word("low", STORED_LANGUAGE), high: item.word("high", STORED_LANGUAGE)}
        found = tuple(
            Category(step, str(step), f"{step} – {words[step]}" if words.get(step) else str(step))
            for step in range(low, high + 1)
        )
    variable = Variable(item.name, item.text_nl, categories=found)
    yield Column(variable, _choice(lambda others: others.get(item.name, _ABSENT), found))


def _many(item: Item, _all: Any) -> Iterator[Column]:
    found = (Category(0, "no", "niet gekozen"), Category(1, "yes", "gekozen"))
    for option in item.choices:

        def read(_scores: Any, others: Mapping[str, Any], name: str = option.name) -> int:
            value = others.get(item.name, _ABSENT)
            missing = _missing(value)
            return int(name in value) if missing is None else missing

        variable = Variable(f"{item.name}_{option.name}", f"{item.text_nl}: {option.nl}", categories=found)
        yield Column(variable, read)


def _number(item: Item, _all: Any) -> Iterator[Column]:
    least = item.limits[0]
    missing = (DONT_KNOW, NOT_ANSWERED) if least is not None and least >= 0 else MISSING_BELOW_ZERO

    def read(_scores: Any, others: Mapping[str, Any]) -> float:
        code = _missing(value := others.get(item.name, _ABSENT))
        return float(value) if code is None else float(missing[0 if code == DONT_KNOW else 1])

    yield Column(Variable(item.name, item.text_nl, "number", missing=missing), read)


def _date(item: Item, _all: Any) -> Iterator[Column]:
    def read(_scores: Any, others: Mapping[str, Any]) -> float:
        code = _missing(value := others.get(item.name, _ABSENT))
        return float(value.replace("-", "")) if code is None else float(code)

    yield Column(Variable(item.name, f"{item.text_nl} (jjjjmmdd)", "number"), read)


def _more_of_topics(item: Item, _all: Any) -> Iterator[Column]:
    for topic in item.topics:
        for aspect in (one for one in item.aspects if one.get("choices")):
            found = tuple(
                Category(at, one["name"], one["nl"]) for at, one in enumerate(aspect["choices"], start=1)
            )

            def find(others: Mapping[str, Any], topic: str = topic.name, aspect: str = aspect["name"]) -> Any:
                return others.get(item.name, {}).get(topic, {}).get(aspect, _ABSENT)

            variable = Variable(
                f"{topic.name}_{aspect['name']}",
                f"{topic.nl}: {aspect['nl']}",
                categories=found,
                topic=topic.name,
                aspect=aspect["name"],
            )
            yield Column(variable, _choice(find, found))


def _best_worst(item: Item, shown: Mapping[str, list[tuple[str, ...]]]) -> Iterator[Column]:
    options = categories(item.topics)
    for number, names in enumerate(shown.get(item.name, []), start=1):
        found = tuple(one for one in options if one.name in names)
        for which, word in (("best", "belangrijkste"), ("worst", "minst belangrijke")):

            def find(others: Mapping[str, Any], names: tuple[str, ...] = names, which: str = which) -> Any:
                chosen = (one for one in others.get(item.name, ()) if tuple(one["shown"]) == names)
                return next((one[which] for one in chosen), _ABSENT)

            text = f"{item.text_nl} {word} van: {', '.join(one.label for one in found)}"
            yield Column(
                Variable(f"{item.name}_{number}_{which}", text, categories=found), _choice(find, found)
            )


def _shown(items: list[Item], forms: Iterable[Mapping[str, Any]]) -> dict[str, list[tuple[str, ...]]]:
    asked = [item.name for item in items if item.kind == Kind.BEST_WORST]
    if not asked:
        return {}
    found: dict[str, set[tuple[str, ...]]] = {name: set() for name in asked}
    for others in forms:
        for name in asked:
            found[name].update(tuple(one["shown"]) for one in others.get(name, ()))
    return {name: sorted(sets) for name, sets in found.items()}


def _nothing(_item: Item, _all: Any) -> Iterator[Column]:
    return iter(())


_MAKERS: dict[str, Callable[[Item, Any], Iterator[Column]]] = {
    Kind.BATTERY: _more_of_topics,
    Kind.ONE: _one,
    Kind.SCALE: _one,
    Kind.MANY: _many,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.BEST_WORST: _best_worst,
}


def refuse_unknown(key: object) -> UnableToExport:
    """The refusal of an answer that belongs to no question of this survey."""
    return UnableToExport(
        _("Only answers to questions of this survey were expected."),
        came=_("An answer to “%s” came.") % key,
        hint=_("Look whether the questionnaire it was given to has been published."),
    )
