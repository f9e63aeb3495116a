"""What stands on which page, and which items are asked given what was answered before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .conditions import read
from .definition import ROOM_ON_A_PAGE, Definition, Item, Option
from .fields import Field, fields_of, sets_for
from .kinds import Kind

ITEMS_ON_A_PAGE, SETS_ON_A_PAGE = 5, 4
Answers = Mapping[str, "str | Sequence[str]"]


@dataclass(frozen=True)
class Part:
    """An item on a page, or a stretch of its topics or sets."""

    item: Item
    fields: tuple[Field, ...] = ()
    topics: tuple[Option, ...] = ()
    continues: bool = False  # the words of the item stood on the page before


@dataclass(frozen=True)
class Page:
    """Parts that are asked and saved together. number: from 1, the same for everybody."""

    number: int
    parts: tuple[Part, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(one for part in self.parts for one in part.fields)


@lru_cache(maxsize=20)
def pages_of(definition: Definition) -> tuple[Page, ...]:
    """A heading starts a page, topics and sets go a few at a time, an item never stands beside its condition."""
    pages: list[list[Part]] = [[]]
    for item in definition.items:
        stretches = _stretches(item)
        if pages[-1] and _starts_a_page(item, pages[-1]):
            pages.append([])
        pages[-1].append(stretches[0])
        pages.extend([part] for part in stretches[1:])
    return tuple(Page(number, tuple(parts)) for number, parts in enumerate((p for p in pages if p), start=1))


def _starts_a_page(item: Item, before: Sequence[Part]) -> bool:
    if item.kind == Kind.SECTION:
        return True
    only_headings = not any(part.item.asks for part in before)
    if item.kind in (Kind.BATTERY, Kind.BEST_WORST) or before[-1].topics:
        return not only_headings
    asked_here = {part.item.name for part in before}
    looks_at = {name.split(".")[0] for name in read(item.condition).names} if item.condition else set()
    return len(before) >= ITEMS_ON_A_PAGE or bool(looks_at & asked_here)


def _stretches(item: Item) -> list[Part]:
    fields = fields_of(item)
    if item.kind == Kind.BATTERY and item.topics:
        room = int(item.options.get("per_page") or ROOM_ON_A_PAGE)
        return [
            Part(item, tuple(f for f in fields if f.topic in {t.name for t in topics}), topics, at > 0)
            for at in range(0, len(item.topics), room)
            for topics in (item.topics[at : at + room],)
        ]
    if item.kind == Kind.BEST_WORST and item.topics:
        return [
            Part(item, fields[2 * at : 2 * (at + SETS_ON_A_PAGE)], item.topics, at > 0)
            for at in range(0, len(sets_for(item)), SETS_ON_A_PAGE)
        ]
    return [Part(item, fields)]


def asked(definition: Definition, answers: Answers) -> frozenset[str]:
    """The names of the items that are asked. What is not asked counts as not answered for later conditions."""
    values: dict[str, str | Sequence[str]] = {}
    names = set()
    for item in definition.items:
        if item.condition and not read(item.condition).holds(values):
            continue
        names.add(item.name)
        values |= {one.key: answers[one.key] for one in fields_of(item) if one.key in answers}
    return frozenset(names)


def shown(page: Page, names: frozenset[str]) -> tuple[Part, ...]:
    """The parts of a page that are asked; a page with only a heading is not shown."""
    parts = tuple(part for part in page.parts if part.item.name in names)
    has_question = any(part.item.asks for part in parts)
    only_text = not any(part.item.asks for part in page.parts)
    return parts if has_question or only_text else ()
