"""At which work address a municipality can be reached, and which addresses want no mail."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import Municipality
from kennismakelaar.shared.privacy import PrivacyNote
from kennismakelaar.topics.api import Role


class Contact(models.Model):
    """A work address of a municipality, with the role it stands for. No name: an address and a role are enough."""

    privacy = PrivacyNote(
        holds="work e-mail address and role", until="a year after it was last added or corrected"
    )

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    email = models.EmailField(_("work e-mail address"))
    added_on = models.DateField(_("added on"))
    retain_until = models.DateField(_("keep until"))
    bounced_on = models.DateField(_("mail came back on"), null=True, blank=True)
    bounce_reason = models.CharField(_("why mail came back"), max_length=300, blank=True)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["municipality__name", "role", "email"]
        constraints = [
            # A shared service works for several municipalities: the same address may stand at each of them, once.
            models.UniqueConstraint(
                Lower("email"), "municipality", name="an_address_stands_once_per_municipality"
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.email}"


class Unsubscription(models.Model):
    """An address that wants no mail. Only a keyed hash: enough to recognize it when it is imported again."""

    privacy = PrivacyNote(
        holds="a keyed hash of an e-mail address", until="ten years; it keeps a promise to its owner"
    )

    address_hash = models.CharField(_("hash of the address"), max_length=64, unique=True)
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("unsubscription")
        verbose_name_plural = _("unsubscriptions")

    def __str__(self) -> str:
        return self.address_hash[:8]
