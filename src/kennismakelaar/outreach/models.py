"""Who has not been heard, whom to call next, and the talks that came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kennismakelaar.intake.api import Session, Source
from kennismakelaar.invitations.api import Mailing
from kennismakelaar.organizations.api import KnowledgeNetwork, Municipality
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote
from kennismakelaar.surveys.api import Survey
from kennismakelaar.topics.api import Role, Topic


class Conversation(models.Model):
    """A talk with a municipality, planned or held. Its words stand in intake, not here."""

    privacy = PrivacyNote(
        holds="which adviser talked with which role of a municipality", until="retention date of its source"
    )

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        DECLINED = "declined", _("declined")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.PLANNED)
    planned_for = models.DateField(_("planned for"))
    starts_at = models.TimeField(_("starts at"), null=True, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    expected_gain = models.FloatField(_("gain expected for the reach"), null=True, blank=True)
    source = models.OneToOneField(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="conversation"
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    reason_absent = models.CharField(_("why not heard before"), max_length=200, blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_step_on = models.DateField(_("next step on"), null=True, blank=True)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-planned_for"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="held") | models.Q(source__isnull=False),
                name="a_held_talk_has_its_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.planned_for}"


class NetworkMeeting(models.Model):
    """A meeting of a knowledge network. Its words stand in intake, under its session, not here."""

    privacy = NO_PERSONAL_DATA

    network = models.ForeignKey(KnowledgeNetwork, on_delete=models.CASCADE, related_name="meetings")
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="network_meeting")
    agenda = models.TextField(_("agenda"), blank=True)
    learned = models.TextField(_("what was learned"), blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))

    class Meta:
        verbose_name = _("meeting of a network")
        verbose_name_plural = _("meetings of networks")
        ordering = ["-session__event__held_on", "-pk"]

    def __str__(self) -> str:
        return str(self.session.event)


class ReachMoment(models.Model):
    """How balanced the response to a survey was on a day, or just before a mailing left."""

    privacy = NO_PERSONAL_DATA

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    mailing = models.OneToOneField(Mailing, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))
    heard = models.PositiveIntegerField(_("municipalities that answered"))
    units = models.PositiveIntegerField(_("municipalities in all"))
    # None while nobody has answered
    r = models.FloatField(_("R-indicator"), null=True, blank=True)
    cv = models.FloatField(_("coefficient of variation"), null=True, blank=True)
    imbalance = models.FloatField(_("cv in which gains are counted"), null=True, blank=True)
    asked = models.PositiveIntegerField(_("municipalities asked again"), null=True, blank=True)
    expected_gain = models.FloatField(_("gain expected for the reach"), null=True, blank=True)

    class Meta:
        verbose_name = _("moment of the reach")
        verbose_name_plural = _("moments of the reach")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["survey", "at"])]

    def __str__(self) -> str:
        return f"{self.survey} {self.at:%Y-%m-%d %H:%M}"
