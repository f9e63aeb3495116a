"""Who did what, until when, and what has been made public."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote


class Act(models.Model):
    """One act of a person or of the machine. Never changed, never deleted, each chained to the one before."""

    privacy = PrivacyNote(holds="work name of who acted", until="seven years, then the name is erased")

    sequence = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("at"))
    actor_id = models.BigIntegerField(_("account number"), null=True)
    verb = models.CharField(_("act"), max_length=60)
    subject_type = models.CharField(_("kind of subject"), max_length=60)
    subject_id = models.CharField(_("number of the subject"), max_length=60)
    detail = models.JSONField(_("detail"), default=dict)
    previous_hash = models.CharField(_("previous hash"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering = ["sequence"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.subject_type} {self.subject_id}"


class Tombstone(models.Model):
    """What stays after an erasure: that something was here, when it went and why."""

    privacy = NO_PERSONAL_DATA

    subject_type = models.CharField(_("kind of subject"), max_length=60)
    subject_id = models.CharField(_("number of the subject"), max_length=60)
    erased_at = models.DateTimeField(_("erased at"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id"], name="one_tombstone_per_subject")
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"


class Processing(models.Model):
    """One entry of the register of processing: for what purpose, on what ground, how long, who sees it."""

    privacy = NO_PERSONAL_DATA

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    purpose = models.TextField(_("purpose"))
    ground = models.TextField(_("legal ground"))
    retention_days = models.PositiveIntegerField(_("days kept"))
    seen_by = models.TextField(_("who sees it"))

    class Meta:
        verbose_name = _("processing record")
        verbose_name_plural = _("processing records")

    def __str__(self) -> str:
        return self.name


class Publication(models.Model):
    """Figures that passed the publication gate. Public pages show these and compute nothing themselves."""

    privacy = NO_PERSONAL_DATA

    kind = models.SlugField(_("kind"))  # "white-spots", "reach", "needs", "follow-up"
    published_at = models.DateTimeField(_("published at"))
    figures = models.JSONField(_("figures"))  # already rounded and with withheld cells
    base = models.PositiveIntegerField(_("responses behind it"))
    method_version = models.CharField(_("method version"), max_length=20)
    parameters = models.JSONField(_("parameters"), default=dict)
    input_digest = models.CharField(_("digest of the input"), max_length=64)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)
    is_current = models.BooleanField(_("current"), default=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(is_current=True), name="one_current_publication_per_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.published_at:%Y-%m-%d}"
