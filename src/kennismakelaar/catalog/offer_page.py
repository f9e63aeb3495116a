"""What the page of one offer shows; what is not known is said to be unknown."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kennismakelaar.topics.api import LearningKind, OfferForm, Phase, Role, Topic

from .api import Offer, relations_of
from .presenters import named

COURSES = {"training", "workshop", "masterclass", "webinar", "e_learning", "simulation", "intervision"}


def facts(offer: Offer) -> list[tuple[str, object]]:
    """This will list everything there is to know, in the order in which people ask it."""
    unknown = _("unknown")
    return [
        (_("Form"), named(offer.forms, OfferForm) or unknown),
        (_("For whom"), _for_whom(offer)),
        (_("In the words of the source"), offer.audience or unknown),
        (_("Phase"), named(offer.phases, Phase) or unknown),
        (_("Kind of help"), named([offer.learning_kind], LearningKind) or unknown),
        (_("Duration"), offer.duration or unknown),
        (_("Group size"), _group(offer) or unknown),
        (_("Place"), _place(offer) or unknown),
        (_("Region"), ", ".join(str(region) for region in offer.regions.all()) or _("whole country")),
        (_("Dates and registration"), _dates(offer) or unknown),
        (_("Cost"), offer.cost or unknown),
        (_("Places a year"), offer.capacity if offer.capacity is not None else unknown),
        (_("Evidence"), _evidence(offer)),
        (_("Language"), _("English") if offer.language == "en" else _("Dutch")),
        (_("Year"), str(offer.year) if offer.year else unknown),
        (_("Contact"), offer.contact or unknown),
        (_("Licence"), offer.licence or unknown),
    ]


def _for_whom(offer: Offer) -> str:
    if not offer.for_municipalities:
        return _("not meant for municipalities")
    return named(offer.roles, Role) or _("everybody at a municipality")


def _group(offer: Offer) -> str:
    return _("at most %(count)s") % {"count": offer.group_size} if offer.group_size else ""


def _place(offer: Offer) -> str:
    return ", ".join(part for part in (offer.place, _("online") if offer.is_online else "") if part)


def _dates(offer: Offer) -> str:
    until = _("until %(day)s") % {"day": date_format(offer.valid_to)} if offer.valid_to else ""
    return ", ".join(part for part in (offer.dates, until) if part)


def _evidence(offer: Offer) -> str:
    level = offer.get_evidence_display()
    by = [part for part in (offer.evidence_by, offer.evidence_on and date_format(offer.evidence_on)) if part]
    return f"{level} ({', '.join(by)})" if by else level


def topic_links(topics: Iterable[Topic]) -> SafeString:
    """This will link each topic to the menu card narrowed to it."""
    rows = ((f"{reverse('catalog:menu')}?onderwerp={topic.slug}", topic) for topic in topics)
    return format_html_join("", '<li><a href="{}">{}</a></li>', rows)


def providers(offer: Offer) -> list[dict[str, object]]:
    """This will list who gives the offer, with their site and for which questions to come there."""
    return [
        {
            "name": provider.name,
            "short": provider.abbreviation,
            "url": provider.website,
            "about": provider.about,
        }
        for provider in offer.providers.all()
    ]


def relations(offer: Offer) -> list[dict[str, str]]:
    """This will list what comes before this offer and what it goes on from."""
    names = {"requires": _("First follow"), "continues": _("Goes on from")}
    return [
        {
            "kind": names[relation.kind],
            "title": relation.other.title,
            "url": reverse("catalog:offer", args=[relation.other.slug]),
        }
        for relation in relations_of(offer)
    ]


def state(offer: Offer, on: date) -> str:
    """This will tell in one word how an offer stands: withdrawn, expired, to come, confirmed or unconfirmed."""
    if offer.withdrawn_on and offer.withdrawn_on <= on:
        return "withdrawn"
    if offer.valid_to and offer.valid_to < on:
        return "expired"
    if offer.valid_from and offer.valid_from > on:
        return "to come"
    return "confirmed" if offer.confirmed_on else "unconfirmed"


def linked_data(offer: Offer, request: HttpRequest) -> dict[str, object]:
    """This will describe an offer in the words of schema.org; only what is known."""
    address = request.build_absolute_uri(reverse("catalog:offer", args=[offer.slug]))
    found = {
        "@context": "https://schema.org",
        "@type": "Course"
        if COURSES & set(offer.forms)
        else "Service"
        if _is_service(offer)
        else "CreativeWork",
        "@id": address,
        "url": address,
        "name": offer.title,
        "description": offer.summary,
        "inLanguage": offer.language,
        "about": [topic.label for topic in offer.topics.all()],
        "provider": [_organization(provider) for provider in offer.providers.all()],
        "audience": {"@type": "Audience", "audienceType": offer.audience} if offer.audience else None,
        "isBasedOn": offer.source_url,
        "dateCreated": str(offer.year) if offer.year else None,
        "license": offer.licence,
    }
    return {name: value for name, value in found.items() if value}


def _is_service(offer: Offer) -> bool:
    return bool({"contact_point", "advice", "peer_advice", "learning_network"} & set(offer.forms))


def _organization(provider: object) -> dict[str, str]:
    found = {"@type": "Organization", "name": provider.name, "url": provider.website}
    return {name: value for name, value in found.items() if value}


def situations(offer: Offer) -> list[str]:
    """This will list the questions an offer helps with."""
    return [line.strip() for line in offer.situations.splitlines() if line.strip()]


def first_line(offer: Offer) -> SafeString:
    """This will say in one line what it is and who gives it."""
    names = ", ".join(str(provider) for provider in offer.providers.all())
    return format_html("{} · {}", capfirst(named(offer.forms, OfferForm) or _("offer")), names)
