"""How often a municipality was asked something, by whom: over all departments."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import Municipality, Organization
from kennismakelaar.shared.privacy import PrivacyNote

from .mailings import Mailing


class Channel(models.TextChoices):
    """How a municipality was asked."""

    MAIL = "mail", _("mail")
    CALL = "call", _("telephone call")
    VISIT = "visit", _("visit")
    MEETING = "meeting", _("meeting")
    LETTER = "letter", _("letter")
    OTHER = "other", _("otherwise")


class ContactMoment(models.Model):
    """One organization asked one municipality something."""

    privacy = PrivacyNote(
        holds="which user noted it; nobody of the municipality", until="as long as the account"
    )

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("organization")
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    on = models.DateField(_("on"))
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    about = models.CharField(_("what was asked"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), null=True, blank=True)
    mailing = models.ForeignKey(Mailing, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("contact moment")
        verbose_name_plural = _("contact moments")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["municipality", "on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "municipality"], name="a_mailing_burdens_a_municipality_once"
            ),
            # The same note twice is a double delivery of a list, not a second question.
            models.UniqueConstraint(
                fields=["organization", "municipality", "on", "channel", "about"],
                condition=Q(mailing=None),
                name="a_contact_moment_is_noted_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.municipality} {self.on}"
