"""The form as a PDF to print: tagged, so that a screen reader can read it too (PDF/UA-1)."""

from collections.abc import Iterator

from kennismakelaar.surveys.questionnaire.definition import Definition, Item, aspect_options
from kennismakelaar.surveys.questionnaire.fields import Field, fields_of, option_named
from kennismakelaar.surveys.questionnaire.kinds import Kind
from kennismakelaar.topics.api import Role

from .word import WORDS

STANDARD = "ua-1"
_LINES = {Kind.TEXT: 6, Kind.LINE: 1, Kind.NUMBER: 1, Kind.DATE: 1}
_HEAD = """#set document(title: {title}, author: "Kennismakelaar")
#set page(paper: "a4", margin: 2cm, footer: context [{form} {code} #h(1fr) #counter(page).display("1 / 1", both: true)])
#set text(lang: "{language}", size: 10pt, font: "Libertinus Serif")
#set par(leading: 0.6em)
#let box-here = box(width: 0.8em, height: 0.8em, stroke: 0.6pt, baseline: 0.1em)
#let line-here = block(above: 1.4em, line(length: 100%, stroke: 0.4pt))
#show heading: set block(above: 1.2em, below: 0.6em)
"""


def pdf_of(definition: Definition, *, title: str, code: str, language: str = "nl") -> bytes:
    """The bytes of the PDF."""
    import typst

    words = WORDS["en" if language.startswith("en") else "nl"]
    head = _HEAD.format(title=_string(title), form=words["version"], code=code, language=language[:2])
    body = "\n".join(_lines(definition, title, language))
    return typst.compile((head + body).encode(), pdf_standards=[STANDARD])


def _lines(definition: Definition, title: str, language: str) -> Iterator[str]:
    words = WORDS["en" if language.startswith("en") else "nl"]
    yield f"= {_text(title)}"
    yield _text(definition.introduction(language))
    yield f"*{_text(words['town'])}* #line-here"
    yield f"\n*{_text(words['role'])}*\n"
    yield " #h(1em) ".join(f"#box-here {_text(str(label))}" for _value, label in Role.choices)
    for item in definition.items:
        yield from _item(item, language, words)


def _item(item: Item, language: str, words: dict[str, str]) -> Iterator[str]:
    yield f"\n== {_text(item.text(language))}"
    if item.condition:
        yield f"_{_text(words['only'])}: {_text(item.condition)}_\n"
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
        return between.join(f"#box-here {_text(label)}" for label in [*labels, *dont_know]) + "\n"
    notice = f"#text(size: 8pt)[{_text(words['notice'])}]\n" if item.kind in (Kind.LINE, Kind.TEXT) else ""
    boxes = "".join(f"\n#box-here {_text(label)}\n" for label in dont_know)
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
    """Per topic a table: the question, and the boxes beside it."""
    english = language.startswith("en")
    for topic in item.topics:
        yield f"\n=== {_text(topic.told(language))}"
        rows = []
        for aspect in item.aspects:
            options = [o.told(language) for o in aspect_options(aspect)] or list("12345")
            dont_know = [words["dk"]] if item.offers_dont_know else []
            boxes = " #h(0.6em) ".join(f"#box-here {_text(label)}" for label in [*options, *dont_know])
            rows.append(f"[{_text((aspect.get('en') if english else '') or aspect['nl'])}], [{boxes}],")
        question = "Question" if english else "Vraag"
        answer = "Answer" if english else "Antwoord"
        heads = f"table.header([*{question}*], [*{answer}*]),"
        yield "#table(columns: (2fr, 3fr), stroke: 0.4pt,\n" + heads + "\n" + "\n".join(rows) + ")"


def _best_worst(item: Item, language: str, words: dict[str, str]) -> Iterator[str]:
    for one in fields_of(item):
        if one.aspect == "best":
            yield f"\n=== {words['choice']} {one.number}"
        yield f"*{words[one.aspect]}* \\"
        options = [option_named(item.topics, name) for name in one.choices]
        yield " \\\n".join(f"#box-here {_text(o.told(language))}" for o in options if o) + "\n"


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(text: str) -> str:
    """Words as content: a string in code, so that no sign in it means anything."""
    return f"#{_string(text)}" if text else ""
