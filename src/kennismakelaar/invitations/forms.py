"""What is filled in about contacts, mailings and contact moments."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import municipalities
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.topics.api import Role

from .letters import PLACES, check_places
from .models import Channel


def _roles(empty: object) -> list[tuple[str, object]]:
    return [("", empty), *Role.choices]


class ContactFilter(forms.Form):
    """Which contacts to show."""

    q = forms.CharField(label=_("Municipality or address"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=_roles(_("all roles")), required=False)
    bounced = forms.BooleanField(label=_("Only addresses whose mail came back"), required=False)


class ContactForm(forms.Form):
    """A work address of a municipality."""

    municipality = forms.ModelChoiceField(label=_("Municipality"), queryset=None)
    email = forms.CharField(
        label=_("Work e-mail address"),
        max_length=254,
        help_text=_("Preferably a shared mailbox, like oov@gemeente.nl. No private addresses."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=_roles(_("not known")), required=False)

    def __init__(self, *args: object, on: date, fixed: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities(on)  # type: ignore[attr-defined]
        if fixed:
            del self.fields["municipality"]


class EraseForm(forms.Form):
    """Why a contact goes."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[
            ("asked", _("the owner of the address asked for it")),
            ("gone", _("the address is not used any more")),
            ("wrong", _("the address is wrong")),
        ],
    )


class ListForm(forms.Form):
    """A list to read."""

    file = forms.FileField(
        label=_("List"), help_text=_("Excel (xlsx), OpenDocument (ods) or CSV. At most 25 MB.")
    )


class ConfirmListForm(forms.Form):
    """A list that was looked at: its rows are signed, so that what is stored is what was shown."""

    rows = forms.CharField(widget=forms.HiddenInput)


class MailingForm(forms.Form):
    """The words of a mailing."""

    subject = forms.CharField(label=_("Subject"), max_length=150)
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=6000,
        help_text=_(
            "You can use: %(places)s. The button with the personal link and how to unsubscribe are added."
        )
        % {"places": ", ".join(f"{{{name}}}" for name in PLACES)},
    )
    minutes = forms.IntegerField(
        label=_("Minutes it takes to answer"), min_value=1, max_value=600, initial=20
    )

    def clean_subject(self) -> str:
        return self._checked("subject")

    def clean_text(self) -> str:
        return self._checked("text")

    def _checked(self, name: str) -> str:
        text = str(self.cleaned_data[name])
        try:
            check_places(text)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return text


class SendForm(forms.Form):
    """When a mailing goes, and whom it leaves alone."""

    send_at = forms.DateTimeField(
        label=_("Send from"),
        required=False,
        help_text=_("Leave this empty to send now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%d-%m-%Y %H:%M"],
    )


class ForwardForm(forms.Form):
    """To whom an invitation is passed on."""

    email = forms.CharField(
        label=_("Work e-mail address of your colleague"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class BouncesForm(forms.Form):
    """Mail that came back."""

    file = forms.FileField(
        label=_("Mail that came back"), help_text=_("One mail (.eml) or a mailbox with many (.mbox).")
    )


class MomentForm(forms.Form):
    """One contact moment."""

    municipality = forms.ModelChoiceField(label=_("Municipality"), queryset=None)
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    about = forms.CharField(
        label=_("What was asked"), max_length=200, help_text=_("In a few words, without names of people.")
    )
    minutes = forms.IntegerField(label=_("Minutes it takes"), min_value=1, max_value=6000, required=False)

    def __init__(self, *args: object, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = on
        self.fields["municipality"].queryset = municipalities(on)  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("Choose a day that has been."))
        return day
