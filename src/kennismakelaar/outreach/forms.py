"""What an adviser fills in about talks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import Municipality, Organization
from kennismakelaar.topics.api import Role, topics


class PlanForm(forms.Form):
    """A talk to plan."""

    on = forms.DateField(
        label=_("Planned for"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    starts_at = forms.TimeField(
        label=_("Starts at"), widget=forms.TimeInput(attrs={"type": "time"}), required=False
    )
    reason_absent = forms.CharField(
        label=_("Why not heard before (if known)"), max_length=200, required=False
    )


class TalkForm(forms.Form):
    """What came of a talk, under fixed headings."""

    held_on = forms.DateField(
        label=_("Held on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
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
        label=_("Next step on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = topics()  # type: ignore[attr-defined]

    @property
    def words(self) -> list[str]:
        """What was said, one text per heading."""
        return [self.cleaned_data[name] for name in ("occurs", "needed", "works") if self.cleaned_data[name]]


class DeclineForm(forms.Form):
    """A municipality does not want to talk."""

    reason = forms.CharField(label=_("Why not"), max_length=200)


class MeetingForm(forms.Form):
    """A meeting of a knowledge network to plan."""

    title = forms.CharField(label=_("Title"), max_length=120)
    held_on = forms.DateField(
        label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    agenda = forms.CharField(label=_("Agenda"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    topics = forms.ModelMultipleChoiceField(label=_("Topics"), queryset=None, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = topics()  # type: ignore[attr-defined]


class LearnedForm(forms.Form):
    """What came out of a meeting."""

    learned = forms.CharField(label=_("What was learned"), widget=forms.Textarea(attrs={"rows": 6}))


class NetworkForm(forms.Form):
    """A knowledge network to start: organizations and municipalities, no persons."""

    name = forms.CharField(label=_("Name"), max_length=120)
    about = forms.CharField(label=_("About"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    convener = forms.ModelChoiceField(label=_("Convener"), queryset=Organization.objects.order_by("name"))
    organizations = forms.ModelMultipleChoiceField(
        label=_("Organizations"), queryset=Organization.objects.order_by("name"), required=False
    )
    municipalities = forms.ModelMultipleChoiceField(
        label=_("Municipalities"), queryset=Municipality.objects.order_by("name"), required=False
    )


class RemindForm(forms.Form):
    """How many municipalities a steered reminder goes to."""

    number = forms.IntegerField(
        label=_("How many municipalities"), min_value=1, max_value=400, initial=25,
        help_text=_("The first so many of the list that can be reminded by mail."),
    )  # fmt: skip
