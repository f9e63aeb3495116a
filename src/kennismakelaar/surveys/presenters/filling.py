"""A page of a form as it is shown: questions, choices, what was filled in and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kennismakelaar.surveys.questionnaire.conditions import DONT_KNOW
from kennismakelaar.surveys.questionnaire.definition import Definition, Item, Option, aspect_options
from kennismakelaar.surveys.questionnaire.fields import Field, fields_of, option_named
from kennismakelaar.surveys.questionnaire.kinds import Kind
from kennismakelaar.surveys.questionnaire.pages import Part

Answers = Mapping[str, "str | Sequence[str]"]


@dataclass(frozen=True)
class Choice:
    """One answer to choose. `short` stands where there is little room."""

    value: str
    label: str
    is_chosen: bool
    short: str = ""


@dataclass(frozen=True)
class Question:
    """One field on the page."""

    key: str
    mark: str  # its id on the page
    label: str
    choices: tuple[Choice, ...]
    value: str = ""
    error: str = ""
    offers_dont_know: bool = False
    does_not_know: bool = False
    is_score: bool = False
    short: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Row:
    """A topic with its questions, or a set with the most and the least important."""

    name: str
    label: str
    questions: tuple[Question, ...]
    following: str = ""  # the name of the next row
    shown: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Block:
    """An item as it stands on a page."""

    item: Item
    kind: str
    text: str
    hint: str
    is_required: bool
    continues: bool
    questions: tuple[Question, ...] = ()
    rows: tuple[Row, ...] = ()


def blocks_of(
    parts: Sequence[Part], answers: Answers, faults: Mapping[str, str] | None = None
) -> list[Block]:
    """The parts of a page, in the language of the page."""
    return [_block(part, answers, faults or {}, get_language() or "nl") for part in parts]


def _block(part: Part, answers: Answers, faults: Mapping[str, str], language: str) -> Block:
    item = part.item
    questions = tuple(_question(item, one, answers, faults, language) for one in part.fields)
    rows: tuple[Row, ...] = ()
    if item.kind == Kind.BATTERY:
        rows, questions = _by_topic(part, questions, language), ()
    elif item.kind == Kind.BEST_WORST:
        rows, questions = _by_set(part, questions), ()
    return Block(
        item,
        str(item.kind),
        item.text(language),
        item.hint(language),
        item.is_required,
        part.continues,
        questions,
        rows,
    )


def _by_topic(part: Part, questions: Sequence[Question], language: str) -> tuple[Row, ...]:
    width, rows = len(part.item.aspects), []
    for at, topic in enumerate(part.topics):
        following = part.topics[at + 1].name if at + 1 < len(part.topics) else ""
        own = tuple(questions[at * width : (at + 1) * width])
        rows.append(Row(topic.name, topic.told(language), own, following))
    return tuple(rows)


def _by_set(part: Part, questions: Sequence[Question]) -> tuple[Row, ...]:
    return tuple(
        Row(f"set-{one.number}", _("Choice %d") % one.number, tuple(questions[at : at + 2]))
        for at, one in enumerate(part.fields)
        if one.aspect == "best"
    )


def _question(item: Item, one: Field, answers: Answers, faults: Mapping[str, str], language: str) -> Question:
    came = answers.get(one.key, "")
    aspect = next((a for a in item.aspects if a["name"] == one.aspect), {})
    words = Item("", "", "", options=aspect) if aspect else item
    value = came if isinstance(came, str) and came != DONT_KNOW else ""
    return Question(
        key=one.key,
        mark="v-" + one.key.replace(".", "-"),
        label=question_of(item, one, language),
        choices=_choices(item, one, aspect, came, language),
        value=value,
        error=faults.get(one.key, ""),
        offers_dont_know=one.offers_dont_know,
        does_not_know=came == DONT_KNOW,
        is_score=one.kind == Kind.SCALE,
        short=words.word("short", language),
        low=words.word("low", language),
        high=words.word("high", language),
    )


def _choices(
    item: Item, one: Field, aspect: Mapping[str, Any], came: str | Sequence[str], language: str
) -> tuple[Choice, ...]:
    chosen = [came] if isinstance(came, str) else came
    options = aspect_options(aspect) if aspect else item.topics if one.number else item.choices
    found = []
    for name in one.choices:
        option = option_named(options, name)
        found.append(Choice(name, option.told(language) if option else name, name in chosen, name))
    if found and one.offers_dont_know:
        found.append(Choice(DONT_KNOW, dont_know(), DONT_KNOW in chosen, "?"))
    return tuple(found)


def dont_know() -> str:
    return _("I don't know")


def question_of(item: Item, one: Field, language: str) -> str:
    """The words of one field, such that it can be read by itself."""
    if one.number:
        return _("the most important") if one.aspect == "best" else _("the least important")
    if not one.topic:
        return item.text(language)
    aspect = next(a for a in item.aspects if a["name"] == one.aspect)
    english = language.startswith("en")
    return str((aspect.get("en") if english else "") or aspect["nl"])


def named_in_full(definition: Definition, key: str, language: str) -> str:
    """A field for a list of messages: with its topic or set before it."""
    item = definition.item(key.split(".")[0])
    one = next((f for f in fields_of(item) if f.key == key), None) if item else None
    if item is None or one is None:
        return key
    topic = option_named(item.topics, one.topic)
    before = topic.told(language) if topic else _("Choice %d") % one.number if one.number else ""
    words = question_of(item, one, language)
    return f"{before}: {words}" if before else words


def answer_in_words(definition: Definition, key: str, came: str | Sequence[str]) -> str:
    """An answer as somebody reads it."""
    language = get_language() or "nl"
    if came == DONT_KNOW:
        return dont_know()
    item = definition.item(key.split(".")[0])
    one = next((f for f in fields_of(item) if f.key == key), None) if item else None
    if item is None or one is None:
        return str(came)
    aspect = next((a for a in item.aspects if a["name"] == one.aspect), {})
    options = aspect_options(aspect) if aspect else item.topics if one.number else item.choices
    chosen = [came] if isinstance(came, str) else came
    found = [option_named(options, name) for name in chosen]
    return ", ".join(o.told(language) if o else name for o, name in zip(found, chosen, strict=True))
