"""From a spreadsheet to a questionnaire. Whatever cannot be read is said with its row; nothing is half read."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from kennismakelaar.intake import api as intake
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.questionnaire.checks import problems_in
from kennismakelaar.surveys.questionnaire.definition import Definition, Item, Option, standard_aspects
from kennismakelaar.surveys.questionnaire.kinds import Kind

TYPES = {
    "note": Kind.SECTION, "integer": Kind.NUMBER, "decimal": Kind.NUMBER, "date": Kind.DATE, "text": Kind.LINE,
    "select_one": Kind.ONE, "select_multiple": Kind.MANY, "range": Kind.SCALE,
}  # fmt: skip
LEFT_OUT = {
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "phonenumber",
    "email",
    "audit",
}  # about the device only
DONT_KNOW = {"weet_niet", "dont_know", "weet-niet", "dk"}
MOST_SHOWN = 8
_LIMIT = re.compile(r"\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)")


class UnreadableXlsForm(Refusal):
    """A spreadsheet that is no questionnaire, or asks something that is not asked here."""


@dataclass
class _Sheet:
    """Rows with their numbers, and the words in both languages."""

    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)


@dataclass
class _Reading:
    """What was read so far, what was wrong, and in which row every item stands."""

    lists: Mapping[str, Sequence[Option]]
    items: list[Item] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    row_of: dict[str, int] = field(default_factory=dict)
    introduction: tuple[str, str] = ("", "")

    def add(self, item: Item, row: int) -> None:
        self.items.append(item)
        self.row_of.setdefault(item.name, row)

    def fault(self, row: int, text: str) -> None:
        self.faults.append(_("Row %(row)d: %(text)s") % {"row": row, "text": text})


def read_xlsform(filename: str, content: bytes) -> Definition:
    """Raises UnreadableXlsForm with every row that is wrong, or with what pyxform says."""
    survey, choices = _sheets(filename, content)
    found = _Reading(_lists(choices))
    _read(survey, found)
    definition = Definition(tuple(found.items), *found.introduction)
    for problem in problems_in(definition) if not found.faults else []:
        found.fault(found.row_of.get(problem.item, 1), problem.text)
    if found.faults:
        raise UnreadableXlsForm(
            _("A questionnaire that can be asked here."),
            came=" ".join(found.faults[:MOST_SHOWN]),
            hint=_("Mend these rows and read the spreadsheet again. Nothing was changed."),
        )
    _ask_pyxform(filename, content)
    return definition


def _ask_pyxform(filename: str, content: bytes) -> None:
    """The library of ODK has the last word on whether others can read this spreadsheet too."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        convert(xlsform=io.BytesIO(content), file_type=".xlsx", validate=False)
    except PyXFormError as error:
        raise UnreadableXlsForm(
            _("A spreadsheet that follows the rules of XLSForm."),
            came=str(error)[:300],
            hint=_("This is what the checking program says. Mend it and read the spreadsheet again."),
        ) from error


def _sheets(filename: str, content: bytes) -> tuple[_Sheet, _Sheet]:
    from openpyxl import load_workbook

    intake.recognize_kind(filename, content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:
        raise UnreadableXlsForm(
            _("A spreadsheet in xlsx with the sheets “survey” and “choices”."),
            came=filename,
            hint=_("Save the questionnaire as xlsx."),
        ) from error
    if "survey" not in book.sheetnames:
        raise UnreadableXlsForm(
            _("A spreadsheet in xlsx with the sheets “survey” and “choices”."),
            came=_("The sheets are: %s.") % ", ".join(book.sheetnames),
            hint=_("Call the sheet with the questions “survey”."),
        )
    found = _sheet(book["survey"])
    return found, _sheet(book["choices"]) if "choices" in book.sheetnames else _Sheet()


def _sheet(sheet: Any) -> _Sheet:
    rows = sheet.iter_rows(values_only=True)
    heads = [_head(cell) for cell in next(rows, ())]
    found = _Sheet()
    for number, cells in enumerate(rows, start=2):
        row = {head: _text(cell) for head, cell in zip(heads, cells, strict=False) if head and _text(cell)}
        if row:
            found.rows.append((number, row))
    return found


def _head(cell: object) -> str:
    """`label::Nederlands (nl)` and `label` are the Dutch words, `label::English (en)` the English ones."""
    text = str(cell or "").strip().casefold().replace(" ", "_")
    kind, _sign, language = text.replace("::", ":").partition(":")
    if kind not in ("label", "hint"):
        return {"list": "list_name", "value": "name"}.get(text, text)
    return f"{kind}_en" if language.startswith(("en", "english")) or "(en)" in language else f"{kind}_nl"


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _lists(choices: _Sheet) -> dict[str, list[Option]]:
    found: dict[str, list[Option]] = {}
    for _number, row in choices.rows:
        option = Option(
            row.get("name", ""), row.get("label_nl", row.get("name", "")), row.get("label_en", "")
        )
        found.setdefault(row.get("list_name", ""), []).append(option)
    return found


def _read(survey: _Sheet, found: _Reading) -> None:
    rows = iter(survey.rows)
    for number, row in rows:
        kind = (
            row.get("type", "")
            .casefold()
            .replace("begin group", "begin_group")
            .replace("end group", "end_group")
        )
        if kind == "begin_group":
            _group(number, row, rows, found)
        elif kind == "end_group" or kind in LEFT_OUT:
            continue
        elif kind == "note" and row.get("name") == "introduction":
            found.introduction = (row.get("label_nl", ""), row.get("label_en", ""))
        else:
            _question(number, row, found)


def _common(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": row.get("name", ""),
        "text_nl": row.get("label_nl", ""),
        "text_en": row.get("label_en", ""),
        "hint_nl": row.get("hint_nl", ""),
        "hint_en": row.get("hint_en", ""),
        "is_required": row.get("required", "").casefold() in ("yes", "true", "true()", "ja", "1"),
        "offers_dont_know": row.get("dont_know", "yes").casefold() not in ("no", "nee", "false"),
        "condition": row.get("relevant", "").replace("__", "."),
    }


def _question(number: int, row: Mapping[str, str], found: _Reading) -> None:
    word, _space, list_name = row.get("type", "").partition(" ")
    kind = TYPES.get(word.casefold())
    if kind is None:
        known = ", ".join([*TYPES, "begin_group", "end_group"])
        text = _("the type “%(type)s” is not asked here. Known are: %(known)s.")
        found.fault(number, text % {"type": row.get("type", ""), "known": known})
        return
    facts = _common(row)
    if kind == Kind.LINE and "multiline" in row.get("appearance", ""):
        kind = Kind.TEXT
    if kind in (Kind.ONE, Kind.MANY):
        options = found.lists.get(list_name.strip())
        if not options:
            found.fault(number, _("the list “%s” is not in the sheet “choices”.") % list_name)
            return
        facts["offers_dont_know"] = any(option.name in DONT_KNOW for option in options)
        kind, facts["options"] = _choices(kind, row, [o for o in options if o.name not in DONT_KNOW])
    elif kind == Kind.NUMBER:
        facts["options"] = _limits(row.get("constraint", ""))
    elif kind == Kind.SCALE:
        facts["options"] = _range(row.get("parameters", ""))
    elif kind == Kind.SECTION:
        facts |= {"is_required": False, "offers_dont_know": True}
    found.add(Item(kind=kind, **facts), number)


def _choices(kind: Kind, row: Mapping[str, str], options: Sequence[Option]) -> tuple[Kind, dict[str, Any]]:
    names = [option.name for option in options]
    steps = (
        names == [str(step) for step in range(int(names[0]), int(names[0]) + len(names))]
        if names and names[0] in ("0", "1")
        else False
    )
    if kind == Kind.ONE and steps and "likert" in row.get("appearance", ""):
        return Kind.SCALE, {"minimum": int(names[0]), "maximum": int(names[-1]), **_ends(options)}
    return kind, {"choices": [{"name": o.name, "nl": o.nl, "en": o.en} for o in options]}


def _ends(options: Sequence[Option]) -> dict[str, str]:
    found = {}
    for end, option in (("low", options[0]), ("high", options[-1])):
        for language, words in (("nl", option.nl), ("en", option.en)):
            rest = words.removeprefix(option.name).strip()
            if rest:
                found[f"{end}_{language}"] = rest
    return found


def _limits(constraint: str) -> dict[str, float]:
    names = {">=": "minimum", "<=": "maximum"}
    return {names[sign]: _number(value) for sign, value in _LIMIT.findall(constraint)}


def _range(parameters: str) -> dict[str, float]:
    given = _parameters(parameters)
    return {"minimum": _number(given.get("start", "1")), "maximum": _number(given.get("end", "5"))}


def _parameters(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.replace(";", " ").split() if "=" in part)


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() else value


def _group(
    number: int, row: Mapping[str, str], rows: Iterator[tuple[int, dict[str, str]]], found: _Reading
) -> None:
    """A group of topics or of most and least important is one item; any other is a heading with its questions."""
    inside = []
    for at, inner in rows:
        kind = inner.get("type", "").casefold().replace(" ", "_")
        if kind == "end_group":
            break
        if kind == "begin_group":
            found.fault(at, _("a group inside a group is not asked here."))
        inside.append((at, inner))
    else:
        found.fault(number, _("this group has no end_group."))
    settings = {k: int(v) for k, v in _parameters(row.get("parameters", "")).items() if v.isdecimal()}
    names = [tuple(inner.get("name", "").split("__")) for _at, inner in inside]
    if inside and all(len(name) == 3 and name[0] == row.get("name") for name in names):
        best_worst = all(name[2] in ("best", "worst") for name in names)
        kind = Kind.BEST_WORST if best_worst else Kind.BATTERY
        options = {"topics": _topics(row, names, found)} | settings
        if not best_worst:
            options["aspects"] = _aspects(row, names, found)
        found.add(Item(kind=kind, options=options, **_common(row)), number)
        return
    heading = _common(row) | {"is_required": False, "offers_dont_know": True}
    found.add(Item(kind=Kind.SECTION, **heading), number)
    for at, inner in inside:
        before = len(found.items)
        _question(at, inner, found)
        if row.get("relevant") and len(found.items) > before:
            found.items[-1] = _also_when(found.items[-1], heading["condition"])


def _also_when(item: Item, condition: str) -> Item:
    both = f"({condition}) and ({item.condition})" if item.condition else condition
    return replace(item, condition=both)


def _topics(
    row: Mapping[str, str], names: Sequence[tuple[str, ...]], found: _Reading
) -> list[dict[str, str]]:
    listed = found.lists.get(f"{row.get('name')}__topics")
    if listed is None:
        listed = [Option(name, name) for name in dict.fromkeys(name[1] for name in names)]
    return [{"name": o.name, "nl": o.nl, "en": o.en} for o in listed]


def _aspects(
    row: Mapping[str, str], names: Sequence[tuple[str, ...]], found: _Reading
) -> list[dict[str, Any]]:
    """The standard aspects in today's words; one that is not among them is a choice or a scale of its own."""
    standard = {aspect["name"]: aspect for aspect in standard_aspects()}
    aspects = []
    for name in dict.fromkeys(name[2] for name in names):
        if name in standard:
            aspects.append(standard[name])
        else:
            found.fault(
                found.row_of.get(row.get("name", ""), 1),
                _("“%(name)s” is not asked about topics here. Known are: %(known)s.")
                % {"name": name, "known": ", ".join(standard)},
            )
    return aspects
