"""Where words are spoken: events, their sessions, who told something there and who came."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import Municipality, Organization
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA
from kennismakelaar.topics.api import Role, Topic


class Channel(models.TextChoices):
    """Through which door words came."""

    SURVEY = "survey", _("needs survey")
    EVENT = "event", _("event")
    CONVERSATION = "conversation", _("conversation")
    INQUIRY = "inquiry", _("question")
    REACTION = "reaction", _("reaction to a reply")


class Event(models.Model):
    """A theme day or another meeting."""

    privacy = NO_PERSONAL_DATA

    title = models.CharField(_("title"), max_length=200)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=100, blank=True)
    about = models.TextField(_("about"), blank=True)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-held_on"]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """A workshop of an event; a taster session lets people try a module."""

    privacy = NO_PERSONAL_DATA

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_taster = models.BooleanField(_("taster session"), default=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="one_session_per_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Speaker(models.Model):
    """An organization that tells something in a session: organizations only, never private persons."""

    privacy = NO_PERSONAL_DATA

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speakers")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(_("about"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["organization__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "organization"], name="an_organization_speaks_once_a_session"
            )
        ]

    def __str__(self) -> str:
        return str(self.organization)


class SessionRating(models.Model):
    """How many people gave a session this figure for practical value, or for one learning objective."""

    privacy = NO_PERSONAL_DATA

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="ratings")
    objective = models.CharField(
        _("learning objective"), max_length=200, blank=True
    )  # empty: the session as a whole
    value = models.PositiveSmallIntegerField(_("figure"))
    people = models.PositiveSmallIntegerField(_("people"))

    class Meta:
        verbose_name = _("session rating")
        verbose_name_plural = _("session ratings")
        ordering = ["objective", "value"]
        constraints = [
            models.UniqueConstraint(fields=["session", "objective", "value"], name="one_count_per_figure"),
            models.CheckConstraint(condition=Q(value__range=(1, 5)), name="a_figure_is_1_to_5"),
            models.CheckConstraint(condition=Q(people__gt=0), name="a_rating_is_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.value}: {self.people}"


class Attendance(models.Model):
    """How many people of a municipality came, in which role: numbers, never names."""

    privacy = NO_PERSONAL_DATA

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendances")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    people = models.PositiveSmallIntegerField(_("people"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["event", "municipality", "role"], name="one_attendance_per_role"),
            models.CheckConstraint(condition=Q(people__gt=0), name="attendance_is_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.people}"
