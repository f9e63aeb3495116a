"""What is known of one offer, as it comes from a form or a file, checked before it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from dutch_text.screening import screen
from kennismakelaar.catalog.models import Offer
from kennismakelaar.organizations.api import Organization, Region
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.topics.api import EvidenceLevel, LearningKind, OfferForm, Phase, Role, Topic

PLAIN = (
    "title", "summary", "situations", "forms", "roles", "phases", "learning_kind", "audience", "for_municipalities",
    "duration", "group_size", "place", "is_online", "cost", "language", "capacity", "evidence", "evidence_by",
    "evidence_on", "year", "dates", "contact", "licence", "source_url", "source_note", "valid_from", "valid_to",
)  # fmt: skip
FREE_TEXT = ("summary", "situations", "audience", "dates", "cost", "contact", "source_note", "evidence_by")
# The contact point of an organization has an address, a telephone number and mail; a person's name it needs not.
OF_A_CONTACT_POINT = {"email", "phone", "address", "postcode", "account"}
SURE = 0.8


class UnableToSaveOffer(Refusal):
    """A fact of an offer is missing, not in the lists, or about a person."""


@dataclass(frozen=True)
class OfferFacts:
    """All facts of an offer. Empty means unknown, and unknown is a legal value."""

    title: str
    summary: str
    providers: tuple[str, ...]  # short names of organizations
    topics: tuple[str, ...]  # short names of topics
    forms: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()  # empty = everybody
    phases: tuple[str, ...] = ()
    learning_kind: str = ""
    situations: str = ""  # questions it helps with, one a line
    audience: str = ""
    for_municipalities: bool = True
    duration: str = ""
    group_size: int | None = None
    place: str = ""
    is_online: bool = False
    regions: tuple[str, ...] = ()  # codes; empty = whole country
    cost: str = ""
    language: str = "nl"
    capacity: int | None = None
    evidence: str = EvidenceLevel.NONE
    evidence_by: str = ""
    evidence_on: date | None = None
    year: int | None = None
    dates: str = ""
    contact: str = ""
    licence: str = ""
    source_url: str = ""
    source_note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    # What looks like a person and was judged not to be one, by whoever fills in the form.
    no_person: bool = field(default=False, compare=False)

    def plain(self) -> dict[str, object]:
        """The columns of the offer itself, lists as JSON keeps them."""
        values = {name: getattr(self, name) for name in PLAIN}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


@dataclass(frozen=True)
class Known:
    """The lists an offer refers to, fetched once for many offers."""

    providers: dict[str, Organization]
    topics: dict[str, Topic]
    regions: dict[str, Region]

    @classmethod
    def now(cls) -> "Known":
        return cls(
            {organization.slug: organization for organization in Organization.objects.all()},
            {topic.slug: topic for topic in Topic.objects.all()},
            {region.code: region for region in Region.objects.filter(kind=Region.Kind.PROVINCE)},
        )


def check(facts: OfferFacts, known: Known) -> None:
    """This will refuse facts that are not complete, not in the lists or about a person."""
    if not facts.title.strip() or not facts.summary.strip() or not facts.providers:
        raise UnableToSaveOffer(
            _("Expected a title, a summary and at least one provider."),
            came=_("At least one of them is empty."),
            hint=_("Fill them in. What you do not know of the rest may stay empty."),
        )
    for what, given, allowed in (
        (_("provider of offers"), facts.providers, known.providers),
        (_("topic"), facts.topics, known.topics),
        (_("region"), facts.regions, known.regions),
        (_("form"), facts.forms, OfferForm.values),
        (_("role"), facts.roles, Role.values),
        (_("phase"), facts.phases, Phase.values),
        (_("kind of help"), [facts.learning_kind] if facts.learning_kind else [], LearningKind.values),
        (_("evidence"), [facts.evidence], EvidenceLevel.values),
    ):
        _check_listed(what, given, allowed)
    _check_days(facts)
    if not facts.no_person:
        _check_no_person(facts)


def _check_listed(what: str, given: Iterable[str], allowed: Iterable[str]) -> None:
    if unknown := [value for value in given if value not in allowed]:
        raise UnableToSaveOffer(
            _("Expected a %(what)s from the list.") % {"what": what},
            came=", ".join(unknown),
            hint=_("Choose from the list."),
        )


def _check_days(facts: OfferFacts) -> None:
    if facts.valid_from and facts.valid_to and facts.valid_to < facts.valid_from:
        raise UnableToSaveOffer(
            _("Expected a last day after the first."),
            came=f"{facts.valid_from} – {facts.valid_to}",
            hint=_("Correct one of the two days."),
        )


def _check_no_person(facts: OfferFacts) -> None:
    for name in FREE_TEXT:
        allowed = OF_A_CONTACT_POINT if name == "contact" else set()
        found = [f for f in screen(getattr(facts, name)) if f.kind not in allowed and f.certainty >= SURE]
        if found:
            raise UnableToSaveOffer(
                _("Expected a text without data of persons."),
                came=", ".join(finding.text for finding in found),
                hint=_("Write the function or the organization instead, or say that this is no person."),
            )


def text_of(offer: Offer) -> dict[str, str]:
    """This will give the texts by which an offer is found, apart from its title and topics."""
    forms = dict(OfferForm.choices)
    return {
        "summary": offer.summary,
        "situations": offer.situations,
        "audience": offer.audience,
        "form": ", ".join(str(forms[form]) for form in offer.forms),
        "provider": ", ".join(f"{p.name} {p.abbreviation}".strip() for p in offer.providers.all()),
        "description": ". ".join(part for part in (offer.duration, offer.place, offer.source_note) if part),
    }
