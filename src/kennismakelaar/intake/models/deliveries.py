"""Files as they were delivered, what was not read in them, and what was learned about their layout."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote


class Import(models.Model):
    """One delivery of files: uploaded, recognized, confirmed, or undone as a whole."""

    privacy = PrivacyNote(holds="delivered files as they came", until="retention date of its sources")

    class Status(models.TextChoices):
        UPLOADED = "uploaded", _("uploaded")
        RECOGNIZED = "recognized", _("recognized")
        CONFIRMED = "confirmed", _("confirmed")
        UNDONE = "undone", _("undone")
        REFUSED = "refused", _("refused")

    kind = models.CharField(
        _("kind"), max_length=20, choices=[("notes", _("notes")), ("responses", _("survey answers"))]
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.UPLOADED)
    filename = models.CharField(_("file name"), max_length=200)
    sender = models.CharField(_("sender"), max_length=100, blank=True)  # an organization, never a person
    content = models.BinaryField(_("file as delivered"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    recognized = models.JSONField(_("what was recognized"), default=dict)
    options = models.JSONField(_("choices of the user"), default=dict)
    refusal = models.TextField(_("why refused"), blank=True)
    created_at = models.DateTimeField(_("delivered at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "kind"],
                condition=Q(status="confirmed"),
                name="the_same_file_is_confirmed_once",
            )
        ]

    def __str__(self) -> str:
        return self.filename


class UnreadPart(models.Model):
    """A part of a delivered file that could not be read, with the reason. Nothing is dropped silently."""

    privacy = NO_PERSONAL_DATA

    delivery = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="unread")
    place = models.CharField(_("place"), max_length=500)
    reason = models.CharField(_("reason"), max_length=400)

    class Meta:
        verbose_name = _("unread part")
        verbose_name_plural = _("unread parts")

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class ColumnMapping(models.Model):
    """Which column means what, remembered for files with the same header."""

    privacy = NO_PERSONAL_DATA

    signature = models.CharField(_("signature of the header"), max_length=64, unique=True)
    columns = models.JSONField(_("columns"))  # {header: meaning}
    updated_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")

    def __str__(self) -> str:
        return self.signature[:12]
