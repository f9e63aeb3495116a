"""Why something the machine said was refused. Each refusal is counted with its round, and shown."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """The first five are of single proposals, the others of whole answers of a language model."""

    ALTERED_QUOTE = "altered_quote", _("the quote does not stand in the text, word for word")
    NO_QUOTE = "no_quote", _("there was no quote")
    INVENTED_CODE = "invented_code", _("the code does not stand in the codebook")
    DOUBLE = "double", _("the same was proposed twice")
    TOO_MANY = "too_many", _("more codes than a statement can carry")
    OVERTAKEN = "overtaken", _("the text was coded or changed in the meantime")
    MALFORMED = "malformed", _("the answer could not be read")
    TOO_LARGE = "too_large", _("the answer was too long")
    TIME_OUT = "time_out", _("the answer came too late")
    HTTP_ERROR = "http_error", _("the model answered with an error")
    UNREACHABLE = "unreachable", _("the model could not be reached")


def total(counts: Mapping[str, int]) -> int:
    """How many were refused, for whatever reason."""
    return sum(counts.values())


def in_words(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Each reason with its count, the commonest first."""
    names = dict(Reason.choices)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return [(str(names.get(reason, reason)), count) for reason, count in rows]
