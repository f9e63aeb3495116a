"""The forms of intake."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import Municipality, Organization
from kennismakelaar.topics.api import Role, Topic

from .api import Channel, Event, Import, NotesChoices, Session, Source

NOTES_CHANNELS = [(c.value, c.label) for c in (Channel.EVENT, Channel.CONVERSATION)]


RATED = {
    1: _("1: of no use"),
    2: _("2: of little use"),
    3: _("3: of some use"),
    4: _("4: useful"),
    5: _("5: very useful"),
}


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class UploadForm(forms.Form):
    """A file, or words pasted from somewhere."""

    file = forms.FileField(
        label=_("File with notes"),
        required=False,
        help_text=_(
            "Word, Excel, OpenDocument, PDF, mail with attachments, plain text, or a table. At most 25 MB."
        ),
    )
    pasted = forms.CharField(
        label=_("Or paste the text here"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    sender = forms.CharField(
        label=_("Who delivered it"),
        required=False,
        max_length=100,
        help_text=_(
            "The organization, not a person. With the same layout you get the same choices proposed."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("file")) == bool(cleaned.get("pasted", "").strip()) and not self.errors:
            self.add_error("file", _("Choose a file or paste a text: one of the two."))
        return cleaned


class NotesForm(forms.Form):
    """What the file does not say itself."""

    title = forms.CharField(label=_("Name of these notes"), max_length=200)
    channel = forms.ChoiceField(label=_("Where the words come from"), choices=NOTES_CHANNELS)
    held_on = forms.DateField(label=_("Date"), widget=DayInput())
    event = forms.ModelChoiceField(
        Event.objects.all(), label=_("Event"), required=False, empty_label=_("none")
    )
    session = forms.ModelChoiceField(
        Session.objects.select_related("event"), label=_("Session"), required=False, empty_label=_("none"),
        help_text=_("Choose a session of the event, when the notes are of one session."),
    )  # fmt: skip
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(), label=_("Municipality"), required=False, empty_label=_("several, or unknown"),
        help_text=_("Only when everything was said for one municipality."),
    )  # fmt: skip
    municipality_column = forms.ChoiceField(label=_("Column with the municipality"), required=False)
    role_column = forms.ChoiceField(label=_("Column with the role"), required=False)
    text_columns = forms.MultipleChoiceField(
        label=_("More columns with words"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("What stands in these columns becomes a statement too, instead of standing beside one."),
    )  # fmt: skip
    sender = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    newer_than = forms.ModelChoiceField(
        Source.objects.all(), label=_("Newer version of"), required=False,
        empty_label=_("no: this is another document"),
        help_text=_("What stands already is not stored again, and marks on it stay."),
    )  # fmt: skip
    is_fictitious = forms.BooleanField(
        label=_("These notes are invented (practice material)"), required=False
    )

    def __init__(self, *args: Any, delivery: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = delivery.recognized.get("version")
        if version:
            self.fields["newer_than"].queryset = Source.objects.filter(pk=version["source"])
        else:
            del self.fields["newer_than"]
        columns = delivery.recognized.get("columns", [])
        if columns:
            self.fields["text_columns"].choices = [(column, column) for column in columns]
        else:
            del self.fields["text_columns"]
        for name in ("municipality_column", "role_column"):
            if not columns:
                del self.fields[name]
                continue
            self.fields[name].choices = [("", _("none")), *((column, column) for column in columns)]
        self.fields["session"].label_from_instance = lambda session: f"{session.event}: {session}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        event, session = cleaned.get("event"), cleaned.get("session")
        if event and session and session.event_id != event.pk:
            self.add_error("session", _("This session belongs to another event. Choose one of %s.") % event)
        return cleaned

    def choices(self) -> NotesChoices:
        cleaned = self.cleaned_data
        return NotesChoices(**{**cleaned, "text_columns": tuple(cleaned.get("text_columns", ()))})


class EventForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    held_on = forms.DateField(label=_("Date"), widget=DayInput())
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    about = forms.CharField(
        label=_("What it is about"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_fictitious = forms.BooleanField(label=_("Invented (practice material)"), required=False)


class SessionForm(forms.Form):
    number = forms.IntegerField(label=_("Session number"), min_value=1, max_value=99)
    title = forms.CharField(label=_("Title"), max_length=200)
    topic = forms.ModelChoiceField(
        Topic.objects.filter(retired_on=None), label=_("Topic"), required=False, empty_label=_("none")
    )
    is_taster = forms.BooleanField(label=_("Taster session"), required=False)


class AttendanceForm(forms.Form):
    municipality = forms.ModelChoiceField(Municipality.objects.all(), label=_("Municipality"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    people = forms.IntegerField(
        label=_("Number of people"), min_value=1, max_value=1000, help_text=_("Only the number, no names.")
    )


class SpeakerForm(forms.Form):
    session = forms.ModelChoiceField(Session.objects.none(), label=_("Session"))
    organization = forms.ModelChoiceField(
        Organization.objects.all(), label=_("Organization"),
        help_text=_("An organization that tells something. Names of persons are not kept."),
    )  # fmt: skip
    about = forms.CharField(label=_("What it tells about"), max_length=200, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = event.sessions.all()


class RatingForm(forms.Form):
    """How many people gave which figure: forms are counted, not kept."""

    objective = forms.CharField(
        label=_("Learning objective"), max_length=200, required=False,
        help_text=_("Leave this empty for the practical value of the session as a whole."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value, label in RATED.items():
            self.fields[f"people_{value}"] = forms.IntegerField(
                label=label, min_value=0, max_value=1000, required=False
            )

    def counts(self) -> dict[int, int]:
        return {value: self.cleaned_data[f"people_{value}"] or 0 for value in RATED}


class NoteForm(forms.Form):
    """One note of a session, while it is said."""

    text = forms.CharField(
        label=_("What was said"), max_length=2_000, strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )  # fmt: skip
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(),
        label=_("Municipality"),
        required=False,
        empty_label=_("several, or unknown"),
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("several, or unknown")), *Role.choices]
    )


class SearchForm(forms.Form):
    """Narrowing the list of statements."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    channel = forms.ChoiceField(
        label=_("Where from"), required=False, choices=[("", _("all")), *Channel.choices]
    )
    event = forms.ModelChoiceField(
        Event.objects.all(), label=_("Event"), required=False, empty_label=_("all")
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(), label=_("Municipality"), required=False, empty_label=_("all")
    )


class DecisionForm(forms.Form):
    """What happens to one finding of screening."""

    REDACT, REPLACE, RELEASE = "redact", "replace", "release"
    decision = forms.ChoiceField(
        label=_("What to do"), widget=forms.RadioSelect,
        choices=[
            (REDACT, _("Leave the words out")),
            (REPLACE, _("Put other words in their place, such as a role")),
            (RELEASE, _("Release: this points at nobody")),
        ],
    )  # fmt: skip
    replacement = forms.CharField(label=_("Other words"), max_length=100, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Required when you release. Name nobody."),
    )

    def __init__(self, *args: Any, may_release: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_release:
            self.fields["decision"].choices = self.fields["decision"].choices[:2]
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == self.REPLACE and not cleaned.get("replacement", "").strip():
            self.add_error("replacement", _("Write the words that come in place."))
        if cleaned.get("decision") == self.RELEASE and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Write in one sentence why these words point at nobody."))
        return cleaned


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Write it in one sentence. Name nobody.")
    )


class RedactForm(ReasonForm):
    """Words screening did not see, as they stand in the text."""

    words = forms.CharField(label=_("Words to leave out, exactly as they stand"), max_length=300)
