"""A whole form before it is sent: every answer, what is missing, and where colleagues differ."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from kennismakelaar.surveys.models import Draft
from kennismakelaar.surveys.questionnaire.answers import faults_in, missing_in
from kennismakelaar.surveys.questionnaire.definition import Definition
from kennismakelaar.surveys.questionnaire.fields import fields_in
from kennismakelaar.surveys.questionnaire.kinds import Kind
from kennismakelaar.surveys.questionnaire.pages import Page, Part, asked, pages_of, shown

from .filling import answer_in_words, named_in_full


@dataclass(frozen=True)
class Line:
    """A question with its answer, or the topics (rows) with their answers (heads)."""

    label: str
    answer: str
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stretch:
    """What stands on one page."""

    page: int
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Remark:
    """Something to mend before sending, and on which page."""

    page: int
    label: str
    text: str = ""


@dataclass(frozen=True)
class Difference:
    """A field in which colleagues gave different answers."""

    key: str
    label: str
    answers: tuple[tuple[str, str], ...]  # (value number, in words); number 0 is the one that counts now


@dataclass
class Overview:
    """The form as a whole."""

    stretches: list[Stretch] = field(default_factory=list)
    missing: list[Remark] = field(default_factory=list)
    wrong: list[Remark] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def can_be_sent(self) -> bool:
        return not (self.missing or self.wrong or self.differences)


def overview_of(definition: Definition, draft: Draft) -> Overview:
    """Everything of a form, in the order of its pages."""
    language = get_language() or "nl"
    names = asked(definition, draft.answers)
    where = {one.key: page.number for page in pages_of(definition) for one in page.fields}
    found = Overview(differences=differences_of(definition, draft))
    for page in pages_of(definition):
        parts = shown(page, names)
        if parts:
            found.stretches.append(_stretch(definition, page, draft, names, language))
    fields = [one for one in fields_in(definition).values() if one.item in names]
    for fault in faults_in(fields, draft.answers):
        label = named_in_full(definition, fault.field.key, language)
        found.wrong.append(Remark(where[fault.field.key], label, fault.text))
    for one in missing_in(definition, draft.answers):
        found.missing.append(Remark(where[one.key], named_in_full(definition, one.key, language)))
    return found


def _stretch(
    definition: Definition, page: Page, draft: Draft, names: frozenset[str], language: str
) -> Stretch:
    parts = shown(page, names)
    lines = []
    for part in parts:
        if part.item.kind == Kind.BATTERY:
            lines.append(_battery(definition, part.item.text(language), part, draft, language))
        else:
            lines += [
                Line(named_in_full(definition, one.key, language), _words(definition, draft, one.key))
                for one in part.fields
            ]
    return Stretch(page.number, parts[0].item.text(language), tuple(lines))


def _battery(definition: Definition, label: str, part: Part, draft: Draft, language: str) -> Line:
    heads = tuple(
        str((a.get("short_en") if language.startswith("en") else "") or a.get("short_nl") or a["nl"])
        for a in part.item.aspects
    )
    rows = tuple(
        (
            topic.told(language),
            tuple(_words(definition, draft, one.key) for one in part.fields if one.topic == topic.name),
        )
        for topic in part.topics
    )
    return Line(label, "", rows, heads)


def _words(definition: Definition, draft: Draft, key: str) -> str:
    came = draft.answers.get(key, "")
    return answer_in_words(definition, key, came) if came else ""


def differences_of(definition: Definition, draft: Draft, keys: Sequence[str] = ()) -> list[Difference]:
    """Where colleagues differ; only in these fields when they are given."""
    language = get_language() or "nl"
    return [
        Difference(
            key,
            named_in_full(definition, key, language),
            tuple(
                (str(number), answer_in_words(definition, key, came) if came else "–")
                for number, came in enumerate([draft.answers.get(key, ""), *others])
            ),
        )
        for key, others in draft.contested.items()
        if not keys or key in keys
    ]
