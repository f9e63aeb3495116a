"""What is filled in about advice."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LineForm(forms.Form):
    """A line of advice with its source."""

    text = forms.CharField(label=_("Advice"), widget=forms.Textarea(attrs={"rows": 4}))
    source_title = forms.CharField(label=_("Source"), max_length=200)
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=400, required=False, assume_scheme="https"
    )
    source_date = forms.CharField(label=_("Date of the source"), max_length=40, required=False)
