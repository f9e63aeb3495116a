"""The form as a PDF to print: tagged, so that a screen reader can read it too (PDF/UA-1)."""

from collections.abc import Iterator, Mapping
from typing import Any

from kennismakelaar.surveys.questionnaire.definition import Definition, Item, aspect_options
from kennismakelaar.surveys.questionnaire.fields import Field, fields_of, option_named
from kennismakelaar.surveys.questionnaire.kinds import Kind
from kennismakelaar.topics.api import Role

from .words import condition_in_words, words_in

STANDARD = "ua-1"
_LINES = {Kind.TEXT: 6, Kind.LINE: 1, Kind.NUMBER: 1, Kind.DATE: 1}
_HEAD = """#set document(title: {title}, author: "Kennismakelaar")
#set page(paper: "a4", margin: 1.6cm,
  footer: context [{form} {code} #h(1fr) #counter(page).display("1 / 1", both: true)])
#set text(lang: "{language}", size: 9pt, font: "Libertinus Serif")
#set par(leading: 0.6em)
#let box-here = box(width: 0.8em, height: 0.8em, stroke: 0.6pt, baseline: 0.1em)
#let line-here = block(above: 1.4em, line(length: 100%, stroke: 0.4pt))
#show heading: set block(above: 1.2em, below: 0.6em)
"""


def pdf_of(definition: Definition, *, title: str, code: str, language: str = "nl") -> bytes:
    """The bytes of the PDF."""
    import typst

    words = words_in(language)
    head = _HEAD.format(title=_string(title), form=words["version"], code=code, language=language[:2])
    body = "\n".join(_lines(definition, title, language))
    return typst.compile((head + body).encode(), pdf_standards=[STANDARD])


def _lines(definition: Definition, title: str, language: str) -> Iterator[str]:
    words = words_in(language)
    yield f"= {_text(title)}"
    yield _text(definition.introduction(language))
    yield f"\n*{_text(words['town'])}* #line-here"
    yield f"\n*{_text(words['role'])}*\n"
    yield " #h(1em) ".join(f"{_mark(str(label))}" for _value, label in Role.choices)
    for item in definition.items:
        yield from _item(definition, item, language, words)


def _item(definition: Definition, item: Item, language: str, words: dict[str, str]) -> Iterator[str]:
    yield f"\n== {_text(item.text(language))}"
    if item.condition:
        yield f"_{_text(words['only'])}: {_text(condition_in_words(definition, item.condition, language))}_\n"
    if item.hint(language):
        yield _text(item.hint(language)) + "\n"
    if item.kind == Kind.BATTERY:
        yield from _battery(item, language, words)
    elif item.kind == Kind.BEST_WORST:
        yield from _best_worst(item, language, words)
    else:
        for one in fields_of(item):
            yield _field(item, one, language, words)


def _field(item: Item, one: Field, language: str, words: dict[str, str]) -> str:
    dont_know = [words["dk"]] if one.offers_dont_know else []
    if one.choices:
        labels = [_label(item, name, language) for name in one.choices]
        between = " #h(1em) " if item.kind == Kind.SCALE else " \\\n"
        return between.join(f"{_mark(label)}" for label in [*labels, *dont_know]) + "\n"
    notice = f"#text(size: 8pt)[{_text(words['notice'])}]\n" if item.kind in (Kind.LINE, Kind.TEXT) else ""
    boxes = "".join(f"\n{_mark(label)}\n" for label in dont_know)
    return notice + "#line-here " * _LINES[Kind(item.kind)] + boxes


def _label(item: Item, name: str, language: str) -> str:
    option = option_named(item.choices, name)
    if option:
        return option.told(language)
    low, high = item.limits
    end = "low" if name == f"{low or 1:g}" else "high" if name == f"{high or 5:g}" else ""
    words = item.word(end, language) if end else ""
    return f"{name} ({words})" if words else name


def _battery(item: Item, language: str, words: dict[str, str]) -> Iterator[str]:
    """Per topic a table that stays on one page: the question, and the boxes beside it."""
    rows = "\n".join(_row(item, aspect, language, words) for aspect in item.aspects)
    heads = f"table.header([*{words['question']}*], [*{words['answer']}*]),"
    for topic in item.topics:
        table = f"#table(columns: (6fr, 5fr), stroke: 0.4pt, inset: 4pt,\n{heads}\n{rows})"
        yield f"\n#block(breakable: false)[\n=== {_text(topic.told(language))}\n{table}\n]"


def _row(item: Item, aspect: Mapping[str, Any], language: str, words: dict[str, str]) -> str:
    own = Item("", "", "", options=aspect)
    low, high = own.word("low", language), own.word("high", language)
    ends = f" (1 = {low}, 5 = {high})" if low else ""
    question = str((aspect.get("en") if language.startswith("en") else "") or aspect["nl"])
    options = [o.told(language) for o in aspect_options(aspect)] or list("12345")
    dont_know = [words["dk"]] if item.offers_dont_know else []
    boxes = " #h(0.6em) ".join(f"{_mark(label)}" for label in [*options, *dont_know])
    return f"[{_text(question + ends)}], [{boxes}],"


def _best_worst(item: Item, language: str, words: dict[str, str]) -> Iterator[str]:
    for one in fields_of(item):
        if one.aspect == "best":
            yield f"\n=== {words['choice']} {one.number}"
        yield f"*{words[one.aspect]}* \\"
        options = [option_named(item.topics, name) for name in one.choices]
        yield " \\\n".join(f"{_mark(o.told(language))}" for o in options if o) + "\n"


def _mark(label: str) -> str:
    """A box to tick that stays with its words at the end of a line."""
    return f"#box[#box-here#h(0.35em){_text(label)}]"


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(text: str) -> str:
    """Words as content: a string in code, so that no sign in it means anything."""
    return f"#{_string(text)}" if text else ""
