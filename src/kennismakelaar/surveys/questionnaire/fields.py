"""Which answers an item takes: each a field with a name of its own, on the page, on paper and in a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from .definition import SCORE_RANGE, Definition, Item, Option, aspect_options
from .kinds import Kind
from .sets import SET_SIZE, sets_of


@dataclass(frozen=True)
class Field:
    """One answer. key: as it is posted and stored. choices: what may be chosen, none for what is typed."""

    key: str
    item: str
    kind: str
    choices: tuple[str, ...] = ()
    topic: str = ""
    aspect: str = ""
    number: int = 0  # which set, for the most and the least important
    least: float | None = None
    most: float | None = None
    is_required: bool = False
    offers_dont_know: bool = True


@lru_cache(maxsize=2000)
def fields_of(item: Item) -> tuple[Field, ...]:
    """All fields of an item, in the order in which they are asked."""
    if item.kind == Kind.BATTERY:
        return tuple(_battery(item))
    if item.kind == Kind.BEST_WORST:
        return tuple(_best_worst(item))
    if item.kind == Kind.SECTION:
        return ()
    least, most = item.limits
    return (
        Field(
            item.name,
            item.name,
            item.kind,
            choices_of(item),
            least=least,
            most=most,
            is_required=item.is_required,
            offers_dont_know=item.offers_dont_know,
        ),
    )


def choices_of(item: Item) -> tuple[str, ...]:
    """The names that may be chosen; the steps of a scale are names too."""
    if item.kind == Kind.SCALE:
        low, high = item.limits
        return tuple(str(step) for step in range(int(low or SCORE_RANGE[0]), int(high or SCORE_RANGE[1]) + 1))
    return tuple(option.name for option in item.choices)


def scores() -> tuple[str, ...]:
    return tuple(str(step) for step in range(SCORE_RANGE[0], SCORE_RANGE[1] + 1))


def _battery(item: Item) -> Iterator[Field]:
    for topic in item.topics:
        for aspect in item.aspects:
            options = aspect_options(aspect)
            yield Field(
                f"{item.name}.{topic.name}.{aspect['name']}",
                item.name,
                Kind.ONE if options else Kind.SCALE,
                tuple(option.name for option in options) or scores(),
                topic=topic.name,
                aspect=aspect["name"],
                is_required=item.is_required,
                offers_dont_know=item.offers_dont_know,
            )


def _best_worst(item: Item) -> Iterator[Field]:
    for number, shown in enumerate(sets_for(item), start=1):
        for aspect in ("best", "worst"):
            yield Field(
                f"{item.name}.{number}.{aspect}",
                item.name,
                Kind.ONE,
                shown,
                aspect=aspect,
                number=number,
                is_required=item.is_required,
                offers_dont_know=False,
            )


def sets_for(item: Item) -> tuple[tuple[str, ...], ...]:
    """The sets in which the topics of an item are shown."""
    return _sets(tuple(topic.name for topic in item.topics), int(item.options.get("set_size", SET_SIZE)))


@cache
def _sets(topics: tuple[str, ...], size: int) -> tuple[tuple[str, ...], ...]:
    return sets_of(topics, size=size)


@lru_cache(maxsize=20)
def fields_in(definition: Definition) -> dict[str, Field]:
    """{key: field} of a whole questionnaire."""
    return {one.key: one for item in definition.items for one in fields_of(item)}


def option_named(options: tuple[Option, ...], name: str) -> Option | None:
    return next((option for option in options if option.name == name), None)
