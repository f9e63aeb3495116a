"""From a questionnaire to a spreadsheet."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kennismakelaar.surveys.questionnaire.definition import Definition, Item, Option, aspect_options
from kennismakelaar.surveys.questionnaire.fields import choices_of, fields_of, option_named, sets_for
from kennismakelaar.surveys.questionnaire.kinds import Kind

if TYPE_CHECKING:
    from openpyxl import Workbook

NL, EN = "Nederlands (nl)", "English (en)"
SURVEY = (
    "type", "name", f"label::{NL}", f"label::{EN}", f"hint::{NL}", f"hint::{EN}", "required", "relevant",
    "constraint", "appearance", "parameters", "dont_know",
)  # fmt: skip
CHOICES = ("list_name", "name", f"label::{NL}", f"label::{EN}")
DONT_KNOW = Option("weet_niet", "Weet niet", "I don't know")
_TYPED = {Kind.DATE: "date", Kind.LINE: "text", Kind.TEXT: "text"}

Row = dict[str, str]


def xlsform_of(definition: Definition, *, title: str, form_id: str, version: str) -> bytes:
    """The workbook, with its three sheets."""
    from openpyxl import Workbook

    lists: dict[str, tuple[Option, ...]] = {}
    rows = list(_introduction(definition))
    for item in definition.items:
        rows += _rows(item, lists)
    book = Workbook()
    book.remove(book.active)
    _sheet(book, "survey", SURVEY, rows)
    choices = [
        {"list_name": name, "name": o.name, f"label::{NL}": o.nl, f"label::{EN}": o.en}
        for name, options in lists.items()
        for o in options
    ]
    _sheet(book, "choices", CHOICES, choices)
    settings = {"form_title": title, "form_id": form_id, "version": version, "default_language": NL}
    _sheet(book, "settings", tuple(settings), [settings])
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def _sheet(book: "Workbook", name: str, heads: tuple[str, ...], rows: Iterable[Row]) -> None:
    from openpyxl.styles import Font

    sheet = book.create_sheet(name)
    sheet.append(heads)
    for row in rows:
        sheet.append([row.get(head, "") for head in heads])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for letter, width in (("A", 24), ("B", 28), ("C", 48), ("D", 48)):
        sheet.column_dimensions[letter].width = width


def _introduction(definition: Definition) -> Iterator[Row]:
    if definition.introduction_nl:
        yield {
            "type": "note",
            "name": "introduction",
            f"label::{NL}": definition.introduction_nl,
            f"label::{EN}": definition.introduction_en,
        }


def _words(item: Item) -> Row:
    row = {f"label::{NL}": item.text_nl, f"label::{EN}": item.text_en}
    row |= {f"hint::{NL}": item.hint_nl, f"hint::{EN}": item.hint_en, "relevant": spelled(item.condition)}
    return row


def spelled(condition: str) -> str:
    """A condition with the names as they stand in the spreadsheet."""
    return re.sub(r"\$\{([^}]*)\}", lambda found: "${" + found[1].replace(".", "__") + "}", condition)


def _rows(item: Item, lists: dict[str, tuple[Option, ...]]) -> Iterator[Row]:
    if item.kind in (Kind.BATTERY, Kind.BEST_WORST):
        appearance = "topics" if item.kind == Kind.BATTERY else "best-worst"
        settings = {k: item.options[k] for k in ("per_page", "set_size") if k in item.options}
        yield {
            "type": "begin_group",
            "name": item.name,
            **_words(item),
            "appearance": appearance,
            "parameters": " ".join(f"{k}={v}" for k, v in settings.items()),
            "required": "yes" if item.is_required else "",
            "dont_know": "yes" if item.offers_dont_know else "no",
        }
        yield from _battery(item, lists) if item.kind == Kind.BATTERY else _best_worst(item, lists)
        yield {"type": "end_group", "name": item.name}
        return
    yield {"name": item.name, **_words(item), **_kind(item, lists)}


def _kind(item: Item, lists: dict[str, tuple[Option, ...]]) -> Row:
    low, high = item.limits
    common = {
        "required": "yes" if item.is_required else "",
        "dont_know": "yes" if item.offers_dont_know else "no",
    }
    if item.kind == Kind.SECTION:
        return {"type": "note"}
    if item.kind in (Kind.ONE, Kind.MANY):
        lists[item.name] = _with_dont_know(item.choices, item)
        return {
            "type": f"{'select_one' if item.kind == Kind.ONE else 'select_multiple'} {item.name}",
            **common,
        }
    if item.kind == Kind.SCALE:
        steps = choices_of(item)
        lists[item.name] = _with_dont_know(tuple(_step(item, step, steps) for step in steps), item)
        return {"type": f"select_one {item.name}", "appearance": "likert", **common}
    if item.kind == Kind.NUMBER:
        parts = [f". >= {low:g}"] if low is not None else []
        parts += [f". <= {high:g}"] if high is not None else []
        return {"type": "decimal", "constraint": " and ".join(parts), **common}
    return {
        "type": _TYPED[Kind(item.kind)],
        "appearance": "multiline" if item.kind == Kind.TEXT else "",
        **common,
    }


def _step(item: Item, step: str, steps: tuple[str, ...]) -> Option:
    end = {steps[0]: "low", steps[-1]: "high"}.get(step, "")
    dutch, english = (item.word(end, "nl"), item.word(end, "en")) if end else ("", "")
    return Option(step, f"{step} {dutch}".strip(), f"{step} {english}".strip())


def _with_dont_know(options: tuple[Option, ...], item: Item) -> tuple[Option, ...]:
    return (*options, DONT_KNOW) if item.offers_dont_know else options


def _battery(item: Item, lists: dict[str, tuple[Option, ...]]) -> Iterator[Row]:
    for aspect in item.aspects:
        words = Item("", "", "", options=aspect)
        options = aspect_options(aspect) or tuple(_step(words, step, ("1", "5")) for step in "12345")
        lists[f"{item.name}__{aspect['name']}"] = _with_dont_know(options, item)
    lists[f"{item.name}__topics"] = item.topics
    for one in fields_of(item):
        topic = option_named(item.topics, one.topic)
        aspect = next(a for a in item.aspects if a["name"] == one.aspect)
        assert topic is not None
        yield {
            "type": f"select_one {item.name}__{one.aspect}",
            "name": one.key.replace(".", "__"),
            f"label::{NL}": f"{topic.nl}: {aspect['nl']}",
            f"label::{EN}": f"{topic.en or topic.nl}: {aspect.get('en') or aspect['nl']}",
            "required": "yes" if item.is_required else "",
        }


def _best_worst(item: Item, lists: dict[str, tuple[Option, ...]]) -> Iterator[Row]:
    lists[f"{item.name}__topics"] = item.topics
    words = {
        "best": ("het meest belangrijk", "most important"),
        "worst": ("het minst belangrijk", "least important"),
    }
    for number, shown in enumerate(sets_for(item), start=1):
        lists[f"{item.name}__{number}"] = tuple(t for t in item.topics if t.name in shown)
        for which, (dutch, english) in words.items():
            yield {
                "type": f"select_one {item.name}__{number}",
                "name": f"{item.name}__{number}__{which}",
                f"label::{NL}": f"Keuze {number}: {dutch}",
                f"label::{EN}": f"Choice {number}: {english}",
                "required": "yes" if item.is_required else "",
            }
