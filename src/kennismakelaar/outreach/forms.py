"""What an adviser fills in about talks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kennismakelaar.topics.api import Role, topics


class PlanForm(forms.Form):
    """A talk to plan."""

    on = forms.DateField(label=_("Planned for"), widget=forms.DateInput(attrs={"type": "date"}))
    reason_absent = forms.CharField(
        label=_("Why not heard before (if known)"), max_length=200, required=False
    )


class TalkForm(forms.Form):
    """What came of a talk, under fixed headings."""

    held_on = forms.DateField(label=_("Held on"), widget=forms.DateInput(attrs={"type": "date"}))
    role = forms.ChoiceField(label=_("Role of who spoke"), choices=[("", "—"), *Role.choices], required=False)
    occurs = forms.CharField(
        label=_("What is going on?"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    needed = forms.CharField(
        label=_("What is needed?"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    works = forms.CharField(
        label=_("What works already?"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    topics = forms.ModelMultipleChoiceField(label=_("Topics"), queryset=None, required=False)
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_step_on = forms.DateField(
        label=_("Next step on"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = topics()  # type: ignore[attr-defined]

    @property
    def words(self) -> list[str]:
        """What was said, one text per heading."""
        return [self.cleaned_data[name] for name in ("occurs", "needed", "works") if self.cleaned_data[name]]
