"""The forms of coding."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .api import Code, Part, Stance, coders

STANCES = [("", _("none")), *Stance.choices]


class MarkForm(forms.Form):
    """What is said about the marked words. The marks themselves come as sentences, or as first and last word."""

    stance = forms.ChoiceField(label=_("Stance"), choices=STANCES, required=False)
    memo = forms.CharField(
        label=_("Memo"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A thought of your own. Name nobody."),
    )  # fmt: skip


class AssignForm(forms.Form):
    """Who codes what nobody codes yet, and who judges a share of it a second time."""

    coder = forms.ChoiceField(label=_("First coder"), required=False)
    most = forms.IntegerField(
        label=_("At most this many texts"), min_value=1, required=False,
        help_text=_("Leave empty for all that nobody codes yet. With a number several colleagues can share them."),
    )  # fmt: skip
    second = forms.ChoiceField(label=_("Second coder"), required=False)
    share = forms.IntegerField(
        label=_("Share for the second coder (percent)"), min_value=5, max_value=100, initial=20,
        help_text=_("A random part of what others have. 20 is usual."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [("", _("nobody")), *((str(user.pk), str(user)) for user in coders())]
        self.fields["coder"].choices = self.fields["second"].choices = people

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("coder") and not cleaned.get("second"):
            raise forms.ValidationError(_("Choose a first coder, a second coder, or both."))
        return cleaned


class CodeForm(forms.Form):
    label = forms.CharField(label=_("Name"), max_length=100)
    definition = forms.CharField(
        label=_("What it is"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    use_when = forms.CharField(label=_("Use when"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    not_when = forms.CharField(
        label=_("Do not use when"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    example = forms.CharField(label=_("Example"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


REASON_HELP = _("One sentence: later readers will ask. Name nobody.")


class ReasonForm(forms.Form):
    """Why a change of the codebook is made: asked with every change."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=REASON_HELP)


class MergeForm(ReasonForm):
    """Into which other code this one goes."""

    into = forms.ChoiceField(label=_("Goes into"))
    field_order = ("into", "reason")

    def __init__(self, *args: Any, codes: Iterable[Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", _("choose a code")), *((c.slug, c.label) for c in codes)]


class MoveForm(ReasonForm):
    """Where a code hangs in the tree, and under which topic its quotes count."""

    parent = forms.ChoiceField(label=_("Below"), required=False)
    topic = forms.ChoiceField(label=_("Counts for the topic"), required=False)
    field_order = ("parent", "topic", "reason")

    def __init__(
        self, *args: Any, codes: Iterable[Code], topics: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("the top of the tree")), *((c.slug, c.label) for c in codes)]
        self.fields["topic"].choices = [("", _("no topic")), *topics]


class SplitForm(ReasonForm):
    """The codes that come in the place of one; which quote goes where is chosen beside each quote."""

    MOST = 3

    def __init__(self, *args: Any, topics: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("no topic")), *topics]
        for number in range(1, self.MOST + 1):
            name = {"number": number}
            self.fields[f"label{number}"] = forms.CharField(
                label=_("Name of part %(number)s") % name, max_length=100, required=number < self.MOST
            )
            self.fields[f"definition{number}"] = forms.CharField(
                label=_("What part %(number)s is") % name, required=False, max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
            self.fields[f"topic{number}"] = forms.ChoiceField(
                label=_("Topic of part %(number)s") % name, choices=choices, required=False
            )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    @property
    def fields_of_parts(self) -> list[list[forms.BoundField]]:
        """The fields per part, to stand beside each other."""
        names = ("label", "definition", "topic")
        return [[self[f"{name}{n}"] for name in names] for n in range(1, self.MOST + 1)]

    @property
    def parts(self) -> list[Part]:
        """The named parts, in order."""
        data = self.cleaned_data
        return [
            Part(data[f"label{n}"], data[f"definition{n}"], data[f"topic{n}"] or None)
            for n in range(1, self.MOST + 1)
            if data[f"label{n}"].strip()
        ]


class FixForm(forms.Form):
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("What changed, or why now. Name nobody.")
    )


class ExchangeForm(forms.Form):
    file = forms.FileField(
        label=_("Codebook (.qdc) or project (.qdpx)"),
        help_text=_("An export in the REFI-QDA format of MAXQDA, ATLAS.ti, NVivo, QualCoder or Taguette."),
    )


class OccasionForm(forms.Form):
    """When the texts of a project were said: the register of processing asks it."""

    held_on = forms.DateField(
        label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    is_fictitious = forms.BooleanField(
        label=_("The texts are practice material (fictitious)"), required=False
    )


class SearchForm(forms.Form):
    """Which words to search, and which code what was found may get."""

    q = forms.CharField(label=_("Words"), min_length=2, max_length=80)
    code = forms.ChoiceField(label=_("Code"), required=False)

    def __init__(self, *args: Any, codes: Iterable[Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("choose a code")), *((c.slug, c.label) for c in codes)]


class ThemeCodeForm(forms.Form):
    """Of which side of a theme a person makes a code, what it is called, and when it fits."""

    side = forms.ChoiceField(label=_("Of the statements that are"), widget=forms.RadioSelect)
    label = forms.CharField(label=_("Name"), max_length=100)
    definition = forms.CharField(
        label=_("What it is"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, sides: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = list(sides)
