"""The codebook: its codes, the versions people agreed on, and every change with what it did to codings."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote
from kennismakelaar.topics.api import Topic


class Codebook(models.Model):
    """Ordered codes with rules of use."""

    privacy = NO_PERSONAL_DATA

    title = models.CharField(_("title"), max_length=200)
    # The version that is worked on: the one agreed on last, until the first change after it.
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    # From this the names that files of other programs know us by are made; two sites never share one.
    guid = models.UUIDField(_("name in exchanged files"), default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("codebook")
        verbose_name_plural = _("codebooks")

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class Code(models.Model):
    """One code: what it is, when to use it and when not."""

    privacy = NO_PERSONAL_DATA

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="codes")
    slug = models.SlugField(_("short name"))
    label = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    definition = models.TextField(_("definition"), blank=True)
    use_when = models.TextField(_("use when"), blank=True)
    not_when = models.TextField(_("do not use when"), blank=True)
    example = models.TextField(_("example"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)
    # Only of a code that came in a file of another program: the name it has there.
    guid = models.UUIDField(_("name in exchanged files"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["codebook", "slug"], name="one_code_per_short_name"),
            models.UniqueConstraint(fields=["codebook", "guid"], name="an_exchanged_code_comes_once"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def exchange_id(self) -> uuid.UUID:
        """The name of this code in exchanged files: the same in every export."""
        return self.guid or uuid.uuid5(self.codebook.guid, f"code:{self.pk}")


class CodebookVersion(models.Model):
    """What the codebook said when people agreed on it: kept as it was, whatever changes later."""

    privacy = PrivacyNote(holds="which colleague fixed the version", until="as long as the codebook is used")

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("codes with their rules"))  # a list of codes, parents before children
    note = models.CharField(_("note"), max_length=300, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("codebook version")
        verbose_name_plural = _("codebook versions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["codebook", "number"], name="a_version_is_fixed_once")]

    def __str__(self) -> str:
        return f"{self.codebook.title} {self.number}"


class CodebookChange(models.Model):
    """A change of the tree of codes: planned, looked at, done; undone by a change of its own."""

    privacy = PrivacyNote(
        holds="which colleague changed the codebook", until="as long as the codebook is used"
    )

    class Kind(models.TextChoices):
        SPLIT = "split", _("split")
        MERGE = "merge", _("merge")
        MOVE = "move", _("move")
        RETIRE = "retire", _("take out of use")
        UNDO = "undo", _("undo")

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    plan = models.JSONField(_("what is planned"))
    reason = models.CharField(_("reason"), max_length=300)
    sources = models.ManyToManyField(Code, related_name="changes_from", verbose_name=_("from codes"))
    results = models.ManyToManyField(Code, related_name="changes_to", verbose_name=_("to codes"))
    undoes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(_("planned at"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    effect = models.JSONField(_("what it did"), default=dict)

    class Meta:
        verbose_name = _("change of the codebook")
        verbose_name_plural = _("changes of the codebook")
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="somebody_did_a_change_that_is_done",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
