"""White spots in words: types, decisions, segments."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kennismakelaar.needs.api import reason_in_words
from kennismakelaar.organizations.api import CountryPart, SizeClass, Urbanity
from kennismakelaar.topics.api import Role

from .models import Decision, GapType

TYPES: dict[str, str | Promise] = {
    "none": _("There is no offer."),
    "full": _("There are not enough places."),
    "unreachable": _("There is an offer, but not for this role, region or form."),
    "substandard": _("There is an offer, but it is old, weakly founded or poorly rated."),
    "invisible": _("There is enough, but it is not known."),
    "": _("The offer covers the need."),
}
WHAT_TO_DO: dict[str, str | Promise] = {
    "none": _("Something new has to be made."),
    "full": _("More places, or another form in which more can take part."),
    "unreachable": _("Open what exists to other roles or regions."),
    "substandard": _("Renew what exists and have it assessed."),
    "invisible": _("Make what exists better known; no new training is needed."),
    "": _("Keep it up to date."),
}
# The reason that the sentence of a type already gives.
SAID_BY_TYPE = {
    "none": "no_offer",
    "full": "capacity_short",
    "unreachable": "wrong_role_form_or_region",
    "substandard": "quality_low",
    "invisible": "unknown_to_respondents",
}
__all__ = [
    "TYPES",
    "decision_in_words",
    "reason_in_words",
    "segment_in_words",
    "segment_short",
    "type_label",
    "what_is_the_matter",
    "what_to_do",
]


def what_is_the_matter(type_: str, reasons: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The sentence of a type, and the other reasons in words: nothing is said twice."""
    if not type_ and "need_below_threshold" in reasons:
        rest = [code for code in reasons if code != "need_below_threshold"]
        return str(_("Few municipalities need this.")), tuple(reason_in_words(code) for code in rest)
    rest = [code for code in reasons if code != SAID_BY_TYPE.get(type_)]
    return str(TYPES[type_]), tuple(dict.fromkeys(reason_in_words(code) for code in rest))


def what_to_do(type_: str, reasons: Sequence[str]) -> str:
    """What a type of white spot asks for; where few need it, nothing is asked."""
    if not type_ and "need_below_threshold" in reasons:
        return str(_("Nothing is needed now."))
    return str(WHAT_TO_DO[type_])


def type_label(code: str) -> str:
    """The short name of a type."""
    return str(GapType(code or "covered").label)


def decision_in_words(code: str) -> str:
    return str(Decision(code).label)


def segment_in_words(segment: str) -> str:
    """ "size:to20" as "up to 20,000 inhabitants"."""
    kind, _colon, value = segment.partition(":")
    if kind == "urbanity":
        return str(Urbanity(int(value)).label)
    labels = {"size": SizeClass, "role": Role, "part": CountryPart}.get(kind)
    return str(labels(value).label) if labels else str(_("all municipalities"))


SHORT_SIZES = {"to20": "< 20.000", "to50": "20–50.000", "to100": "50–100.000", "over100": "100.000 +"}


def segment_short(segment: str) -> str:
    """A segment as the head of a column: "size:to20" as "< 20.000"."""
    kind, _colon, value = segment.partition(":")
    return SHORT_SIZES[value] if kind == "size" else segment_in_words(segment)
