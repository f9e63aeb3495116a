"""What is filled in about needs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kennismakelaar.topics.api import NeedKind, OfferForm, Phase, Role, topics

from .models import Export, Need


class NeedForm(forms.Form):
    """What is lacking, for whom, and which quotes and figures show it."""

    title = forms.CharField(label=_("What is lacking?"), max_length=200)
    topic = forms.ModelChoiceField(label=_("Topic"), queryset=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=NeedKind.choices)
    role = forms.ChoiceField(label=_("For which role"), choices=[("", "—"), *Role.choices], required=False)
    form = forms.ChoiceField(label=_("Wanted form"), choices=[("", "—"), *OfferForm.choices], required=False)
    phase = forms.ChoiceField(label=_("Phase"), choices=[("", "—"), *Phase.choices], required=False)
    about = forms.CharField(label=_("Explanation"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=[(1, _("first")), (2, _("next")), (3, _("later"))], coerce=int, initial=2
    )
    priority_reason = forms.CharField(label=_("Why this priority"), max_length=300, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics()  # type: ignore[attr-defined]


class StatusForm(forms.Form):
    """Whether a need is agreed, met or closed, and why."""

    status = forms.ChoiceField(
        label=_("Status"), choices=[c for c in Need.Status.choices if c[0] != Need.Status.SUPERSEDED]
    )
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)


class PriorityForm(forms.Form):
    """How soon a need is taken up, and why."""

    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=[(1, _("first")), (2, _("next")), (3, _("later"))], coerce=int
    )
    reason = forms.CharField(label=_("Why this priority"), max_length=300)


class LineageForm(NeedForm):
    """The need that takes the place of others."""

    reason = forms.CharField(label=_("Why they belong together"), max_length=300)


class PieceForm(forms.Form):
    """One of the two needs another is split into; the rest it takes from the old one."""

    title = forms.CharField(label=_("What is lacking?"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=NeedKind.choices)
    role = forms.ChoiceField(label=_("For which role"), choices=[("", "—"), *Role.choices], required=False)


class ExportForm(forms.Form):
    """Which kind of file is wanted."""

    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[one for one in Export.Kind.choices if one[0] not in (Export.Kind.PDF, Export.Kind.WORD)],
        widget=forms.RadioSelect,
        initial=Export.Kind.XLSX,
    )
