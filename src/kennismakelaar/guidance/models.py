"""What can I do from my position: situations, and a card per role and phase."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kennismakelaar.catalog.api import Offer
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA
from kennismakelaar.topics.api import Phase, Role, Topic


class Situation(models.Model):
    """What is going on, in the words of who stands in it."""

    privacy = NO_PERSONAL_DATA

    slug = models.SlugField(_("short name"), primary_key=True)
    title = models.CharField(_("situation"), max_length=160)
    about = models.TextField(_("how to recognize it"))
    position = models.PositiveSmallIntegerField(_("position"))
    topics = models.ManyToManyField(Topic, related_name="+", verbose_name=_("topics"))

    class Meta:
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class Heading(models.TextChoices):
    """The headings of a card, in reading order."""

    MAY_BE = "may_be", _("What it may be")
    NOT_LIKELY = "not_likely", _("What it probably is not")
    CHECK_FIRST = "check_first", _("What to check first")
    CAN_DO = "can_do", _("What you can do from your position")
    NOT_DO = "not_do", _("What not to do")
    WHO_DECIDES = "who_decides", _("Who decides")
    CALL = "call", _("Whom to call")


class CardLine(models.Model):
    """One line of advice with its source. Empty role or phase: it holds for every role or phase."""

    privacy = NO_PERSONAL_DATA

    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="lines")
    heading = models.CharField(_("heading"), max_length=20, choices=Heading)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("advice"))
    file_text = models.TextField(editable=False)  # as the file had it: a line changed here is known by it
    source_title = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("address of the source"), max_length=400, blank=True)
    source_date = models.CharField(_("date of the source"), max_length=40, blank=True)
    checked_on = models.DateField(_("checked by the unit on"), null=True, blank=True)  # None = draft

    class Meta:
        verbose_name = _("line of an action card")
        verbose_name_plural = _("lines of action cards")
        ordering = ["situation", "heading", "position"]

    def __str__(self) -> str:
        return f"{self.situation_id} {self.heading}"


class ActionCard(models.Model):
    """What you can do from your role in this phase: a situation seen from one role in one phase."""

    privacy = NO_PERSONAL_DATA

    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="cards")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase)
    opening = models.TextField(_("first thing to know"))
    offers = models.ManyToManyField(
        Offer, blank=True, related_name="+", verbose_name=_("offers chosen by hand")
    )
    checked_on = models.DateField(_("checked by the unit on"), null=True, blank=True)  # None = draft

    class Meta:
        verbose_name = _("action card")
        verbose_name_plural = _("action cards")
        constraints = [
            models.UniqueConstraint(fields=["situation", "role", "phase"], name="one_card_per_role_and_phase")
        ]

    def __str__(self) -> str:
        return f"{self.situation_id} {self.role} {self.phase}"
