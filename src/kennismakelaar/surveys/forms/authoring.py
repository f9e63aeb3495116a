"""What an adviser writes: items of a questionnaire, each kind with its own fields."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kennismakelaar.surveys.questionnaire.definition import Definition, Item, Option, standard_aspects
from kennismakelaar.surveys.questionnaire.fields import fields_of
from kennismakelaar.surveys.questionnaire.kinds import Kind
from kennismakelaar.topics.api import topics

LONGEST_NAME = 40
_SIMPLE = re.compile(r"\$\{([^}]+)\} (=|!=|>=|<=) '([^']*)'|selected\(\$\{([^}]+)\}, '([^']*)'\)")
SIGNS = (
    ("=", _("is")),
    ("!=", _("is not")),
    ("selected", _("has among its choices")),
    (">=", _("is at least")),
    ("<=", _("is at most")),
    ("filled", _("is filled in")),
)


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class IntroductionForm(forms.Form):
    """The words a form begins with."""

    dutch = forms.CharField(label=_("Introduction in Dutch"), widget=_area(3), required=False)
    english = forms.CharField(label=_("Introduction in English"), widget=_area(3), required=False)


class ItemForm(forms.Form):
    """What every item has; the kinds below add their own."""

    kind: str = ""
    text_nl = forms.CharField(label=_("Question in Dutch"), widget=_area())
    text_en = forms.CharField(label=_("Question in English"), widget=_area(), required=False)
    hint_nl = forms.CharField(label=_("Explanation in Dutch"), widget=_area(), required=False)
    hint_en = forms.CharField(label=_("Explanation in English"), widget=_area(), required=False)
    name = forms.CharField(
        label=_("Short name"),
        max_length=60,
        required=False,
        help_text=_("For conditions and exports. Left open, it is made of the question."),
    )
    is_required = forms.BooleanField(label=_("An answer is needed"), required=False)
    offers_dont_know = forms.BooleanField(label=_("Offer “I don't know”"), required=False, initial=True)
    when_item = forms.ChoiceField(
        label=_("Ask this only when"), required=False, help_text=_("An item that is asked before this one.")
    )
    when_sign = forms.ChoiceField(label=_("has the answer that"), choices=SIGNS, required=False)
    when_value = forms.CharField(label=_("this value"), required=False, max_length=100)
    condition = forms.CharField(
        label=_("Or a condition of several parts"),
        required=False,
        max_length=500,
        help_text="${plan} = 'ja' and ${mensen} >= 3",
    )

    def __init__(self, *args: Any, definition: Definition, item: Item | None = None, **kwargs: Any) -> None:
        self.item, self.definition = item, definition
        super().__init__(*args, initial=self.initial_of(item) if item else None, **kwargs)
        names = [one.name for one in definition.items]
        before = definition.items[: names.index(item.name)] if item else definition.items
        choices = [(f.key, f.key) for one in before for f in fields_of(one)]
        self.fields["when_item"].choices = [("", _("always")), *choices]  # type: ignore[attr-defined]
        if self.kind == Kind.SECTION:
            for gone in ("is_required", "offers_dont_know"):
                del self.fields[gone]

    def initial_of(self, item: Item) -> dict[str, Any]:
        names = ("text_nl", "text_en", "hint_nl", "hint_en", "name", "is_required", "offers_dont_know")
        found = {name: getattr(item, name) for name in names}
        return found | _parts_of(item.condition) | self.options_shown(item)

    def options_shown(self, item: Item) -> dict[str, Any]:
        return {}

    def options(self) -> dict[str, Any]:
        return {}

    def to_item(self) -> Item:
        """The item as filled in; only for a valid form."""
        data = self.cleaned_data
        taken = {one.name for one in self.definition.items} - ({self.item.name} if self.item else set())
        return Item(
            name=data["name"].strip() or _free_name(data["text_nl"], taken),
            kind=self.kind,
            text_nl=data["text_nl"].strip(),
            text_en=data["text_en"].strip(),
            hint_nl=data["hint_nl"].strip(),
            hint_en=data["hint_en"].strip(),
            is_required=data.get("is_required", False),
            offers_dont_know=data.get("offers_dont_know", True),
            condition=self._condition(),
            options=self.options(),
        )

    def _condition(self) -> str:
        data = self.cleaned_data
        key, sign = data["when_item"], data["when_sign"]
        if not key:
            return data["condition"].strip()
        if sign == "filled":
            return f"${{{key}}} != ''"
        value = self._name_of_choice(key, data["when_value"].strip())
        return f"selected(${{{key}}}, '{value}')" if sign == "selected" else f"${{{key}}} {sign} '{value}'"

    def _name_of_choice(self, key: str, value: str) -> str:
        """Somebody may write a choice as it stands in the list."""
        item = self.definition.item(key.split(".")[0])
        named = {o.nl.casefold(): o.name for o in (item.choices if item else ())}
        return named.get(value.casefold(), value.replace("'", ""))


class ChoiceItemForm(ItemForm):
    """One or several out of a list."""

    choices = forms.CharField(
        label=_("Choices"), widget=_area(6), help_text=_("One on a line: Dutch | English.")
    )
    field_order = ("text_nl", "text_en", "choices")

    def options_shown(self, item: Item) -> dict[str, Any]:
        return {"choices": "\n".join(f"{o.nl} | {o.en}" if o.en else o.nl for o in item.choices)}

    def options(self) -> dict[str, Any]:
        known = self.item.choices if self.item else ()
        return {"choices": read_choices(self.cleaned_data["choices"], known)}


class OneForm(ChoiceItemForm):
    kind = Kind.ONE


class ManyForm(ChoiceItemForm):
    kind = Kind.MANY


class LimitsForm(ItemForm):
    """Something between two limits."""

    minimum = forms.FloatField(label=_("Lowest value"), required=False)
    maximum = forms.FloatField(label=_("Highest value"), required=False)

    def options_shown(self, item: Item) -> dict[str, Any]:
        return dict(item.options)

    def options(self) -> dict[str, Any]:
        data = self.cleaned_data
        words = ("low_nl", "low_en", "high_nl", "high_en")
        found = {name: _plain(data[name]) for name in ("minimum", "maximum") if data[name] is not None}
        return found | {name: data[name] for name in words if data.get(name)}


class NumberForm(LimitsForm):
    kind = Kind.NUMBER


class ScaleForm(LimitsForm):
    kind = Kind.SCALE
    minimum = forms.IntegerField(label=_("Lowest value"), initial=1, min_value=0, max_value=1)
    maximum = forms.IntegerField(label=_("Highest value"), initial=5, min_value=2, max_value=11)
    low_nl = forms.CharField(label=_("The lowest value means, in Dutch"), required=False, max_length=60)
    low_en = forms.CharField(label=_("The lowest value means, in English"), required=False, max_length=60)
    high_nl = forms.CharField(label=_("The highest value means, in Dutch"), required=False, max_length=60)
    high_en = forms.CharField(label=_("The highest value means, in English"), required=False, max_length=60)


class DateForm(ItemForm):
    kind = Kind.DATE


class LineForm(ItemForm):
    kind = Kind.LINE


class TextForm(ItemForm):
    kind = Kind.TEXT


class SectionForm(ItemForm):
    kind = Kind.SECTION


class TopicsForm(ItemForm):
    """Items about topics: the form keeps their names as they are now."""

    topics = forms.MultipleChoiceField(label=_("Topics"), widget=forms.CheckboxSelectMultiple)
    field_order = ("text_nl", "text_en", "topics", "aspects")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {topic.slug: topic for topic in topics() if topic.parent_id}
        labels = [(slug, str(topic)) for slug, topic in self.known.items()]
        self.fields["topics"].choices = labels  # type: ignore[attr-defined]

    def options_shown(self, item: Item) -> dict[str, Any]:
        return {"topics": [topic.name for topic in item.topics]}

    def options(self) -> dict[str, Any]:
        chosen = [self.known[slug] for slug in self.cleaned_data["topics"]]
        return {"topics": [{"name": t.slug, "nl": t.label, "en": t.label_en} for t in chosen]}


class BatteryForm(TopicsForm):
    kind = Kind.BATTERY
    aspects = forms.MultipleChoiceField(
        label=_("What is asked about each topic"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(a["name"], a["nl"]) for a in standard_aspects()]
        self.fields["aspects"].choices = choices  # type: ignore[attr-defined]
        if not self.item:
            self.fields["aspects"].initial = [name for name, _label in choices]

    def options_shown(self, item: Item) -> dict[str, Any]:
        return super().options_shown(item) | {"aspects": [aspect["name"] for aspect in item.aspects]}

    def options(self) -> dict[str, Any]:
        chosen = self.cleaned_data["aspects"]
        return super().options() | {"aspects": [a for a in standard_aspects() if a["name"] in chosen]}


class BestWorstForm(TopicsForm):
    kind = Kind.BEST_WORST


_FORMS: tuple[type[ItemForm], ...] = (
    BatteryForm, OneForm, ManyForm, ScaleForm, NumberForm, DateForm, LineForm, TextForm, BestWorstForm, SectionForm,
)  # fmt: skip
FORM_OF = {str(form.kind): form for form in _FORMS}


def read_choices(text: str, known: Sequence[Option]) -> list[dict[str, str]]:
    """Lines as choices. A choice whose words or place stay keeps its name, so that answers stay comparable."""
    lines = [line.partition("|") for line in text.splitlines() if line.strip()]
    by_words = {option.nl: option.name for option in known}
    found: list[dict[str, str]] = []
    for at, (dutch, _bar, english) in enumerate(lines):
        words = dutch.strip()
        same_place = known[at].name if len(known) == len(lines) else ""
        name = (
            by_words.get(words) or same_place or slugify(words)[:LONGEST_NAME].strip("-") or f"keuze-{at + 1}"
        )
        found.append({"name": name, "nl": words, "en": english.strip()})
    return found


def _free_name(text: str, taken: set[str]) -> str:
    base = re.sub(r"^[^a-z]+", "", slugify(text))[:LONGEST_NAME].strip("-_") or "vraag"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


def _parts_of(condition: str) -> dict[str, str]:
    found = _SIMPLE.fullmatch(condition)
    if not found:
        return {"condition": condition}
    if found[4]:
        return {"when_item": found[4], "when_sign": "selected", "when_value": found[5]}
    if found[2] == "!=" and not found[3]:
        return {"when_item": found[1], "when_sign": "filled"}
    return {"when_item": found[1], "when_sign": found[2], "when_value": found[3]}


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
