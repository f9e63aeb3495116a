"""What is filled in about questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kennismakelaar.catalog.api import Offer
from kennismakelaar.organizations.api import KnowledgeNetwork, Municipality, Organization
from kennismakelaar.topics.api import Phase, Role, topics

from .models import Expertise, Inquiry


class QuestionForm(forms.Form):
    """A question in somebody's own words; only the words are needed."""

    text = forms.CharField(
        label=_("Your question, in your own words"), widget=forms.Textarea(attrs={"rows": 6}), max_length=5000
    )
    role = forms.ChoiceField(
        label=_("Your role"), choices=[("", _("I would rather not say")), *Role.choices], required=False
    )
    phase = forms.ChoiceField(
        label=_("Phase"), choices=[("", _("does not matter")), *Phase.choices], required=False
    )
    municipality = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=Municipality.objects.all(),
        required=False,
        empty_label=_("I would rather not say"),
    )
    email = forms.EmailField(
        label=_("Work e-mail for the reply"),
        required=False,
        help_text=_("Used for the reply only. Without it you keep a link."),
    )


class TopicForm(forms.Form):
    """Under which topic a question is filed."""

    topic = forms.ModelChoiceField(label=_("Topic"), queryset=None, empty_label=None)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics()  # type: ignore[attr-defined]


class ReferForm(forms.Form):
    """Where a question goes."""

    offer = forms.ModelChoiceField(
        label=_("Offer"),
        queryset=Offer.objects.filter(withdrawn_on=None),
        required=False,
        to_field_name="slug",
    )
    expertise = forms.ModelChoiceField(
        label=_("Somebody who knows"), queryset=Expertise.objects.all(), required=False
    )
    reason = forms.CharField(label=_("Why this fits"), max_length=300)


class AnswerForm(forms.Form):
    """An answer with its sources."""

    text = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 6}))
    sources = forms.CharField(label=_("Sources"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    is_public = forms.BooleanField(label=_("Others may find this answer, without who asked"), required=False)


class KnowledgeGapForm(forms.Form):
    """A question nobody can answer yet."""

    title = forms.CharField(label=_("The question, in general words"), max_length=200)
    about = forms.CharField(label=_("Explanation"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    topic = forms.ModelChoiceField(label=_("Topic"), queryset=None, empty_label=None)
    inquiries = forms.ModelMultipleChoiceField(
        label=_("Questions behind it"), queryset=Inquiry.objects.none(), required=False
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics()  # type: ignore[attr-defined]
        self.fields["inquiries"].queryset = Inquiry.objects.exclude(status=Inquiry.Status.CLOSED)  # type: ignore[attr-defined]


class FillForm(forms.Form):
    """Who takes a knowledge gap up, or which offer fills it."""

    organization = forms.ModelChoiceField(
        label=_("Taken up by"), queryset=Organization.objects.all(), required=False
    )
    offer = forms.ModelChoiceField(
        label=_("Filled by"), queryset=Offer.objects.filter(withdrawn_on=None), required=False
    )


class ExpertiseForm(forms.Form):
    """Who may be asked about a topic, and until when."""

    topic = forms.ModelChoiceField(label=_("Topic"), queryset=None, empty_label=None)
    organization = forms.ModelChoiceField(
        label=_("Organization"), queryset=Organization.objects.all(), required=False
    )
    network = forms.ModelChoiceField(
        label=_("Knowledge network"), queryset=KnowledgeNetwork.objects.all(), required=False
    )
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.all(), required=False
    )
    about = forms.CharField(
        label=_("What they know"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    consented_on = forms.DateField(
        label=_("Consent given on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    expires_on = forms.DateField(
        label=_("Consent until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if sum(bool(data.get(name)) for name in ("organization", "network", "municipality")) != 1:
            raise forms.ValidationError(_("Choose one organization, network or municipality."))
        given, until = data.get("consented_on"), data.get("expires_on")
        if given and until and until < given:
            self.add_error("expires_on", _("Consent ends after it was given."))
        return data
