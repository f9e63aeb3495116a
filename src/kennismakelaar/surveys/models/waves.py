"""A wave of the needs survey and what it asks about every topic."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.records.api import Processing
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA
from kennismakelaar.topics.api import Topic


class Aspect(models.TextChoices):
    """What is asked about a topic, each on 1 to 5."""

    OCCURS = "occurs", _("does it occur")
    IMPORTANCE = "importance", _("importance")
    CAPABILITY = "capability", _("own capability")
    ATTENTION = "attention", _("policy attention")
    SATISFACTION = "satisfaction", _("satisfaction with the offer")


class Survey(models.Model):
    """One wave of the needs survey."""

    privacy = NO_PERSONAL_DATA

    title = models.CharField(_("title"), max_length=200)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    processing = models.ForeignKey(
        Processing, on_delete=models.PROTECT, related_name="+", verbose_name=_("processing record")
    )
    retain_until = models.DateField(_("keep until"))
    tau = models.FloatField(_("threshold for a white spot"), default=0.25)  # fixed before anybody looks
    is_fictitious = models.BooleanField(_("fictitious"), default=False)
    closed_at = models.DateTimeField(
        _("closed at"), null=True, blank=True
    )  # the open forms are gone from then

    class Meta:
        verbose_name = _("needs survey")
        verbose_name_plural = _("needs surveys")
        ordering = ["-opens_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="a_survey_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(tau__gt=0, tau__lt=1), name="tau_is_a_share"),
        ]

    def __str__(self) -> str:
        return self.title


class SurveyQuestion(models.Model):
    """One item: an aspect of a topic, as it was put."""

    privacy = NO_PERSONAL_DATA

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    aspect = models.CharField(_("aspect"), max_length=20, choices=Aspect)
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("question as put"), max_length=300)

    class Meta:
        verbose_name = _("survey question")
        verbose_name_plural = _("survey questions")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "topic", "aspect"], name="one_question_per_aspect")
        ]

    def __str__(self) -> str:
        return self.text
