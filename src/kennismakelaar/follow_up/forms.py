"""What is filled in about follow-ups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kennismakelaar.catalog.api import Offer
from kennismakelaar.curriculum.api import proposals
from kennismakelaar.needs.api import needs

from .models import FollowUp


class FollowUpForm(forms.Form):
    """A reply to all whose words show a need."""

    need = forms.ModelChoiceField(label=_("Need it replies to"), queryset=None)
    title = forms.CharField(label=_("Title"), max_length=200)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=FollowUp.Outcome.choices)
    text = forms.CharField(label=_("What became of it"), widget=forms.Textarea(attrs={"rows": 6}))
    proposal = forms.ModelChoiceField(label=_("Change of the curriculum"), queryset=None, required=False)
    offer = forms.ModelChoiceField(
        label=_("Offer"), queryset=Offer.objects.filter(withdrawn_on=None), required=False
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs()  # type: ignore[attr-defined]
        self.fields["proposal"].queryset = proposals()  # type: ignore[attr-defined]


class ReactionForm(forms.Form):
    """What somebody says to a reply."""

    text = forms.CharField(
        label=_("Your reaction"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5000
    )


class ProductForm(forms.Form):
    """The page of a session: one point per line."""

    title = forms.CharField(label=_("Title"), max_length=200)
    said = forms.CharField(
        label=_("What was said"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        help_text=_("One point per line."),
    )
    needed = forms.CharField(
        label=_("What is needed"), widget=forms.Textarea(attrs={"rows": 5}), required=False
    )
    exists = forms.CharField(label=_("What exists"), widget=forms.Textarea(attrs={"rows": 5}), required=False)
    follows = forms.CharField(
        label=_("What follows"), widget=forms.Textarea(attrs={"rows": 5}), required=False
    )
