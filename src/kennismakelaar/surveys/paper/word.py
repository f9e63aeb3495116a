"""The Word form: written with boxes to tick and places to write, and read back."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.questionnaire.conditions import DONT_KNOW
from kennismakelaar.surveys.questionnaire.definition import Definition, Item, aspect_options
from kennismakelaar.surveys.questionnaire.fields import Field, fields_in, fields_of, option_named
from kennismakelaar.surveys.questionnaire.kinds import Kind
from kennismakelaar.topics.api import Role

from .words import condition_in_words, words_in

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_SPACES = f'xmlns:w="{_W}" xmlns:w14="{_W14}"'
OPEN, TICKED = "☐", "☒"
PLACEHOLDER = {"nl": "Klik hier en typ", "en": "Click here and type"}


class UnreadablePaperForm(Refusal):
    """A file that is no form of this survey, or a form of an older version."""


@dataclass
class PaperForm:
    """What stands on a filled-in form."""

    code: str
    municipality: str = ""
    role: str = ""
    answers: dict[str, str | list[str]] = field(default_factory=dict)
    draft_version: int = 0


def code_of(definition: Definition, *, survey: int, version: int) -> str:
    """What tells which version of which survey a form is: printed on it, and in the file."""
    return f"{survey}-{version}-{definition.digest[:12]}"


def word_of(
    definition: Definition,
    *,
    title: str,
    code: str,
    language: str = "nl",
    municipality: str = "",
    role: str = "",
    answers: Mapping[str, Any] | None = None,
    draft_version: int = 0,
) -> bytes:
    """The form as a Word file; with answers it is filled in already, to be gone on with."""
    from docx import Document

    document = Document()
    document.core_properties.title, document.core_properties.language = title, language
    document.core_properties.author = "Kennismakelaar"
    writer = _Writer(document, definition, language, answers or {})
    writer.head(title, code, municipality, role, draft_version)
    for item in definition.items:
        writer.item(item)
    found = io.BytesIO()
    document.save(found)
    return found.getvalue()


class _Writer:
    """Writes items one after the other."""

    def __init__(
        self, document: Any, definition: Definition, language: str, answers: Mapping[str, Any]
    ) -> None:
        self.document, self.definition, self.language, self.answers = document, definition, language, answers
        self.number = {key: at for at, key in enumerate(fields_in(definition))}
        self.words = words_in(language)
        self.placeholder = PLACEHOLDER["en" if language.startswith("en") else "nl"]

    def head(self, title: str, code: str, municipality: str, role: str, draft_version: int) -> None:
        self.document.add_heading(title, level=0)
        for line in filter(None, self.definition.introduction(self.language).splitlines()):
            self.document.add_paragraph(line)
        self.document.add_paragraph(self.words["tick"])
        self.document.add_heading(self.words["town"], level=2)
        self._typed(self.document.add_paragraph(), "town", municipality)
        self.document.add_heading(self.words["role"], level=2)
        for value, label in Role.choices:
            self._box(self.document.add_paragraph(), f"r.{value}", str(label), ticked=value == role)
        line = self.document.add_paragraph(self.words["version"] + " ")
        _append(line, _text_control(f"form.{code}.{draft_version}", code, locked=True))

    def item(self, item: Item) -> None:
        self.document.add_heading(item.text(self.language), level=1 if item.kind == Kind.SECTION else 2)
        if item.condition:
            self.document.add_paragraph(
                f"{self.words['only']}: {condition_in_words(self.definition, item.condition, self.language)}"
            )
        if item.hint(self.language):
            self.document.add_paragraph(item.hint(self.language))
        if item.kind == Kind.BATTERY:
            self._battery(item)
        elif item.kind == Kind.BEST_WORST:
            self._best_worst(item)
        else:
            for one in fields_of(item):
                self._field(item, one)

    def _field(self, item: Item, one: Field) -> None:
        if not one.choices:
            if one.kind in (Kind.LINE, Kind.TEXT):
                self.document.add_paragraph(self.words["notice"])
            value = self.answers.get(one.key, "")
            self._typed(
                self.document.add_paragraph(),
                f"t.{self.number[one.key]}",
                value if value != DONT_KNOW else "",
            )
            if one.offers_dont_know:
                self._box(
                    self.document.add_paragraph(),
                    f"k.{self.number[one.key]}.d",
                    self.words["dk"],
                    ticked=value == DONT_KNOW,
                )
            return
        for tag, label, ticked in self._boxes(item, one):
            self._box(self.document.add_paragraph(), tag, label, ticked=ticked)

    def _boxes(self, item: Item, one: Field) -> Iterator[tuple[str, str, bool]]:
        came = self.answers.get(one.key, "")
        chosen = [came] if isinstance(came, str) else came
        aspect = next((a for a in item.aspects if a["name"] == one.aspect), None)
        options = aspect_options(aspect) if aspect else item.topics if one.number else item.choices
        for at, name in enumerate(one.choices):
            option = option_named(options, name)
            label = option.told(self.language) if option else self._end(item, one, name)
            yield f"k.{self.number[one.key]}.{at}", label, name in chosen
        if one.offers_dont_know:
            yield f"k.{self.number[one.key]}.d", self.words["dk"], DONT_KNOW in chosen

    def _end(self, item: Item, one: Field, name: str) -> str:
        """A step of a scale, with its meaning at both ends."""
        if one.topic:
            return name
        end = {one.choices[0]: "low", one.choices[-1]: "high"}.get(name, "")
        words = item.word(end, self.language) if end else ""
        return f"{name} ({words})" if words else name

    def _battery(self, item: Item) -> None:
        """One table per topic: questions down, answers across; wide enough for a page."""
        for topic in item.topics:
            self.document.add_heading(topic.told(self.language), level=3)
            table = self.document.add_table(rows=0, cols=2)
            table.style = "Table Grid"
            for one in (f for f in fields_of(item) if f.topic == topic.name):
                aspect = next(a for a in item.aspects if a["name"] == one.aspect)
                words = Item("", "", "", options=aspect)
                cells = table.add_row().cells
                low, high = words.word("low", self.language), words.word("high", self.language)
                ends = f" (1 = {low}, 5 = {high})" if low else ""
                english = self.language.startswith("en")
                cells[0].text = str((aspect.get("en") if english else "") or aspect["nl"]) + ends
                for tag, label, ticked in self._boxes(item, one):
                    self._box(cells[1].paragraphs[0], tag, label + "   ", ticked=ticked)

    def _best_worst(self, item: Item) -> None:
        for one in fields_of(item):
            if one.aspect == "best":
                self.document.add_heading(f"{self.words['choice']} {one.number}", level=3)
            self.document.add_paragraph(self.words[one.aspect])
            for tag, label, ticked in self._boxes(item, one):
                self._box(self.document.add_paragraph(), tag, label, ticked=ticked)

    def _box(self, paragraph: Any, tag: str, label: str, *, ticked: bool) -> None:
        _append(paragraph, _box_control(tag, ticked=ticked))
        paragraph.add_run(" " + label)

    def _typed(self, paragraph: Any, tag: str, value: object) -> None:
        _append(paragraph, _text_control(tag, str(value or self.placeholder)))


def _append(paragraph: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    paragraph._p.append(parse_xml(xml))


def _box_control(tag: str, *, ticked: bool) -> str:
    font = '<w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/></w:rPr>'
    return (
        f'<w:sdt {_SPACES}><w:sdtPr><w:tag w:val={quoteattr(tag)}/><w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r>{font}<w:t>{TICKED if ticked else OPEN}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _text_control(tag: str, text: str, *, locked: bool = False) -> str:
    lock = '<w:lock w:val="sdtContentLocked"/>' if locked else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return (
        f'<w:sdt {_SPACES}><w:sdtPr><w:tag w:val={quoteattr(tag)}/>{lock}<w:text w:multiLine="1"/></w:sdtPr>'
        f"<w:sdtContent><w:r>{lines}</w:r></w:sdtContent></w:sdt>"
    )


def read_word(content: bytes, definition: Definition, *, code: str) -> PaperForm:
    """Raises UnreadablePaperForm when it is no form of this survey, or one of another version."""
    controls = dict(_controls(content))
    tag = next((tag for tag in controls if tag.startswith("form.")), "")
    if not tag:
        raise UnreadablePaperForm(
            _("A Word form that was downloaded from this site."),
            came=_("The file carries no number of a form."),
            hint=_("Download the form, fill it in and send that same file back."),
        )
    _form, came, draft_version = [*tag.split("."), "0"][:3]
    _require_same(came, code)
    found = PaperForm(came, draft_version=int(draft_version) if draft_version.isdecimal() else 0)
    found.municipality = _typed(controls.get("town", ""))
    found.role = next((t[2:] for t, text in controls.items() if t.startswith("r.") and _is_ticked(text)), "")
    for number, one in enumerate(fields_in(definition).values()):
        found.answers[one.key] = _answer(one, number, controls)
    return found


def _require_same(came: str, wanted: str) -> None:
    survey, version, _digest = [*came.split("-"), "", ""][:3]
    if survey != wanted.split("-")[0]:
        raise UnreadablePaperForm(
            _("A form of this survey."),
            came=_("This is a form of another survey (number %s).") % came,
            hint=_("Read it on the page of that survey."),
        )
    if came != wanted:
        raise UnreadablePaperForm(
            _("A form of version %s, which is asked now.") % wanted.split("-")[1],
            came=_("This is a form of version %s.") % version,
            hint=_(
                "Nothing was stored. Fill in the answers on the pages, or on a form of the version of now."
            ),
        )


def _answer(one: Field, number: int, controls: Mapping[str, str]) -> str | list[str]:
    ticked = [name for at, name in enumerate(one.choices) if _is_ticked(controls.get(f"k.{number}.{at}", ""))]
    does_not_know = _is_ticked(controls.get(f"k.{number}.d", ""))
    if not one.choices:
        return _typed(controls.get(f"t.{number}", "")) or (DONT_KNOW if does_not_know else "")
    if one.kind == Kind.MANY:
        return ticked or (DONT_KNOW if does_not_know else "")
    if len(ticked) + does_not_know > 1:
        return " + ".join(ticked)  # kept as it came: the overview says that it cannot be read
    return ticked[0] if ticked else DONT_KNOW if does_not_know else ""


def _controls(content: bytes) -> Iterator[tuple[str, str]]:
    """(tag, text) of every place in the file that can be filled in."""
    from docx import Document

    try:
        body = Document(io.BytesIO(content)).element.body
    except Exception as error:
        raise UnreadablePaperForm(
            _("A Word form that was downloaded from this site."),
            came=_("The file cannot be opened as a Word file."),
            hint=_("Download the form, fill it in and send that same file back."),
        ) from error
    for control in body.iter(f"{{{_W}}}sdt"):
        tag = control.find(f"{{{_W}}}sdtPr/{{{_W}}}tag")
        if tag is not None:
            yield tag.get(f"{{{_W}}}val", ""), _text_in(control, f"{{{_W}}}")


def _text_in(control: Any, space: str) -> str:
    checked = next(control.iter(f"{{{_W14}}}checked"), None)
    if checked is not None and checked.get(f"{{{_W14}}}val") in ("1", "true"):
        return TICKED
    content: Sequence[Any] = control.find(f"{space}sdtContent")
    parts = []
    for node in content.iter() if content is not None else ():
        if node.tag == f"{space}t":
            parts.append(node.text or "")
        elif node.tag in (f"{space}br", f"{space}p") and parts:
            parts.append("\n")
    return "".join(parts).strip()


def _is_ticked(text: str) -> bool:
    return bool(text) and text != OPEN


def _typed(text: str) -> str:
    return "" if text in PLACEHOLDER.values() else text
