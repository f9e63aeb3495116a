"""What is filled in about the curriculum."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kennismakelaar.gaps import api as gaps
from kennismakelaar.needs import api as needs

from .models import Module, SignOff
from .queries import current_curriculum


class ProposalForm(forms.Form):
    """A change and what it answers."""

    title = forms.CharField(label=_("Title"), max_length=200)
    module = forms.ModelChoiceField(
        label=_("Module that changes"),
        queryset=Module.objects.none(),
        required=False,
        empty_label=_("a new module"),
    )
    gap = forms.ModelChoiceField(
        label=_("White spot it answers"), queryset=gaps.Gap.objects.none(), required=False
    )
    needs = forms.ModelMultipleChoiceField(label=_("Needs it answers"), queryset=None, required=False)
    change = forms.CharField(label=_("What changes"), widget=forms.Textarea(attrs={"rows": 4}))
    why = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        curriculum, latest = current_curriculum(), gaps.latest()
        if curriculum:
            self.fields["module"].queryset = curriculum.modules.all()  # type: ignore[attr-defined]
        if latest:
            self.fields["gap"].queryset = gaps.gaps_of(latest)  # type: ignore[attr-defined]
            self.fields["gap"].label_from_instance = lambda gap: gap.topic  # type: ignore[attr-defined]
        self.fields["needs"].queryset = needs.needs()  # type: ignore[attr-defined]


class JudgementForm(forms.Form):
    """Whether a department agrees."""

    judgement = forms.ChoiceField(
        label=_("Your judgement"),
        choices=[
            (SignOff.Judgement.AGREED, _("We agree")),
            (SignOff.Judgement.REFUSED, _("We do not agree yet")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Needed when you do not agree."),
    )
