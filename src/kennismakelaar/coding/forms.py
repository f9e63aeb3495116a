"""The forms of coding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .api import Stance, coders

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
