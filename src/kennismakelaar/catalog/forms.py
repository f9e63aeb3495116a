"""The form with which an offer is made or changed."""

from typing import Any

from django import forms as f
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import Organization, Region
from kennismakelaar.topics.api import EvidenceLevel, LearningKind, OfferForm, Phase, Role, topics

from .api import Offer, OfferFacts

LISTS = ("providers", "topics", "forms", "roles", "phases", "regions")
UNKNOWN = [("", _("unknown"))]


def _many(label: object, help_text: object = "", *, required: bool = False) -> f.MultipleChoiceField:
    return f.MultipleChoiceField(
        label=label, help_text=help_text, required=required, widget=f.CheckboxSelectMultiple
    )


def _line(label: object, length: int, help_text: object = "", *, required: bool = False) -> f.CharField:
    return f.CharField(label=label, max_length=length, help_text=help_text, required=required)


def _day(label: object) -> f.DateField:
    return f.DateField(
        label=label, required=False, widget=f.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


def _text(label: object, help_text: object = "", *, required: bool = False) -> f.CharField:
    area = f.Textarea(attrs={"rows": 4})
    return f.CharField(label=label, help_text=help_text, widget=area, max_length=4_000, required=required)


class OfferFactsForm(f.Form):
    """All facts of an offer; what is not known stays empty and is shown as unknown."""

    title = _line(_("Title"), 200, required=True)
    summary = _text(
        _("In short"),
        _("Two or three plain sentences: what is it, for whom, what does it give. No names of persons."),
        required=True,
    )
    situations = _text(
        _("Questions this helps with"),
        _("As people ask them, one on each line. The search finds this offer by them."),
    )
    providers = _many(_("Providers"), required=True)
    topics = _many(_("Topics"))
    forms = _many(_("Form"))
    roles = _many(_("For whom"), _("Nothing chosen means: everybody at a municipality."))
    phases = _many(_("Phase"))
    learning_kind = f.ChoiceField(
        label=_("Kind of help"), choices=[*UNKNOWN, *LearningKind.choices], required=False
    )
    audience = _line(_("For whom, in the words of the source"), 200)
    for_municipalities = f.BooleanField(label=_("Open to municipalities"), required=False, initial=True)
    duration = _line(_("Duration"), 100)
    group_size = f.IntegerField(label=_("Largest group"), required=False, min_value=1, max_value=10_000)
    place = _line(_("Place"), 100)
    is_online = f.BooleanField(label=_("Can be followed online"), required=False)
    regions = _many(_("Region"), _("Nothing chosen means: the whole country."))
    dates = _line(_("Dates and registration"), 300)
    cost = _line(_("Cost"), 100, _("Leave empty when you do not know."))
    capacity = f.IntegerField(
        label=_("Municipalities a year"),
        help_text=_("How many municipalities can use it in a year. Empty means unlimited or unknown."),
        required=False,
        min_value=0,
        max_value=100_000,
    )
    evidence = f.ChoiceField(label=_("Evidence"), choices=EvidenceLevel.choices)
    evidence_by = _line(_("Evidence assessed by"), 160)
    evidence_on = _day(_("Evidence assessed on"))
    language = f.ChoiceField(label=_("Language"), choices=[("nl", _("Dutch")), ("en", _("English"))])
    year = f.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100)
    contact = _line(
        _("Contact point"), 200, _("Address or number of an organization, without a person's name.")
    )
    licence = _line(_("Licence"), 60)
    source_url = f.URLField(label=_("Source"), max_length=400, required=False, assume_scheme="https")
    source_note = _text(_("Note with the source"))
    valid_from = _day(_("Available from"))
    valid_to = _day(_("Available until"))
    no_person = f.BooleanField(label=_("What looks like a person's name in my text is none"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces = Region.objects.filter(kind=Region.Kind.PROVINCE).order_by("name")
        choices = {
            "providers": [(o.slug, o.name) for o in Organization.objects.all()],
            "topics": [(topic.slug, str(topic)) for topic in topics()],
            "forms": OfferForm.choices, "roles": Role.choices, "phases": Phase.choices,
            "regions": [(region.code, region.name) for region in provinces],
        }  # fmt: skip
        for name, options in choices.items():
            self.fields[name].choices = options

    def facts(self) -> OfferFacts:
        """This will give the filled-in form as facts."""
        given = self.cleaned_data
        return OfferFacts(**{name: tuple(value) if name in LISTS else value for name, value in given.items()})


def form_of(offer: Offer) -> dict[str, object]:
    """This will fill the form with what is known of an offer."""
    kept = {name: getattr(offer, name) for name in OfferFactsForm.base_fields if hasattr(offer, name)}
    return {
        **kept,
        "providers": [provider.slug for provider in offer.providers.all()],
        "topics": [topic.slug for topic in offer.topics.all()],
        "regions": [region.code for region in offer.regions.all()],
    }
