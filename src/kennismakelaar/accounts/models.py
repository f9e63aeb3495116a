"""Who may: officials and providers with a work identity, and nothing more about them."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kennismakelaar.shared.privacy import PrivacyNote


class Position(models.TextChoices):
    """What somebody comes here for; the rights follow from it (see `rights.py`)."""

    ADVISER = "adviser", _("adviser")
    PARTNER = "partner", _("partner")
    MUNICIPALITY = "municipality", _("municipality")


class User(AbstractUser):
    """An official or provider, known by a work address."""

    privacy = PrivacyNote(holds="work name and work e-mail", until="two years after the last sign-in")

    email = models.EmailField(_("work e-mail address"), unique=True)
    position = models.CharField(
        pgettext_lazy("user", "position"), max_length=20, choices=Position, default=Position.MUNICIPALITY
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.email
