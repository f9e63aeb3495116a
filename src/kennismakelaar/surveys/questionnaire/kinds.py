"""The kinds of items a questionnaire is made of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What somebody answers with."""

    BATTERY = "battery", _("topics, each with the same questions")
    ONE = "one", _("one choice")
    MANY = "many", _("several choices")
    SCALE = "scale", _("scale")
    NUMBER = "number", pgettext_lazy("kind of question", "number")
    DATE = "date", _("date")
    LINE = "line", _("short text")
    TEXT = "text", _("long text")
    BEST_WORST = "best_worst", _("most and least important out of a few")
    SECTION = "section", _("heading with text")
