"""White spots: the needs laid over the menu."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kennismakelaar.needs.api import Need, NeedAssessment
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA
from kennismakelaar.topics.api import Topic


class GapType(models.TextChoices):
    """The first step that fails."""

    NONE = "none", _("no offer")
    FULL = "full", _("not enough places")
    UNREACHABLE = "unreachable", _("not for this role, region or form")
    SUBSTANDARD = "substandard", _("old, weakly founded or badly rated")
    INVISIBLE = "invisible", _("there is enough, but it is not known")
    COVERED = "covered", _("covered")


class Decision(models.TextChoices):
    WHITE = "white", _("white spot")
    NOT_WHITE = "not_white", _("not a white spot")
    UNCERTAIN = "uncertain", _("uncertain")
    TOO_LITTLE_DATA = "too_little_data", _("too little data")


class GapAssessment(models.Model):
    """One computation of the white spots, with all it takes to compute it again."""

    privacy = NO_PERSONAL_DATA

    needs = models.ForeignKey(NeedAssessment, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("on"))
    tau = models.FloatField(_("threshold"))
    method_version = models.CharField(_("method version"), max_length=20)
    parameters = models.JSONField(_("parameters"))
    input_digest = models.CharField(_("digest of the input"), max_length=64)

    class Meta:
        verbose_name = _("white spot assessment")
        verbose_name_plural = _("white spot assessments")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on}"


class Gap(models.Model):
    """A topic (and segment) with the share of municipalities that need it and are not effectively served."""

    privacy = NO_PERSONAL_DATA

    assessment = models.ForeignKey(GapAssessment, on_delete=models.CASCADE, related_name="gaps")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    segment = models.CharField(pgettext_lazy("group of municipalities", "segment"), max_length=40, blank=True)
    best = models.FloatField(_("best case"))
    joint = models.FloatField(_("all topics together"))
    proportional = models.FloatField(_("proportional"))
    lower = models.FloatField(_("lower bound"))
    upper = models.FloatField(_("upper bound"))
    probability = models.FloatField(_("probability that it is above the threshold"))
    type = models.CharField(_("type"), max_length=20, choices=GapType)
    decision = models.CharField(_("decision"), max_length=20, choices=Decision)
    reasons = models.JSONField(_("reasons"), default=list)
    answers_to = models.ManyToManyField(Need, blank=True, related_name="gaps", verbose_name=_("needs"))

    class Meta:
        verbose_name = _("white spot")
        verbose_name_plural = _("white spots")
        ordering = ["-joint"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "topic", "segment"], name="one_gap_per_segment")
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.segment}"
