"""A file of another program on its way in: looked at first, brought in when a person says so."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.shared.privacy import PrivacyNote


class Exchange(models.Model):
    """One delivered file of another coding program, with what it holds and what could not be taken over."""

    privacy = PrivacyNote(
        holds="a project file as it came, words and all",
        until="it is brought in or set aside; then the report only",
    )

    class Status(models.TextChoices):
        CHECKED = "checked", _("looked at")
        DONE = "done", _("brought in")
        SET_ASIDE = "set_aside", _("set aside")

    filename = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("file as delivered"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    report = models.JSONField(_("what it holds"), default=dict)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.CHECKED)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("delivered at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("exchange file")
        verbose_name_plural = _("exchange files")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="checked") | Q(content=b""), name="a_file_is_not_kept_after_it_came_in"
            )
        ]

    def __str__(self) -> str:
        return self.filename
