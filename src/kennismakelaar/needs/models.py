"""What is lacking, how much, and shown by what."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kennismakelaar.coding.api import Coding
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote
from kennismakelaar.surveys.api import Survey
from kennismakelaar.topics.api import NeedKind, OfferForm, Phase, Role, Topic


class NeedAssessment(models.Model):
    """One computation of need per topic from a survey. Kept with all it takes to compute it again."""

    privacy = NO_PERSONAL_DATA

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("on"))
    method_version = models.CharField(_("method version"), max_length=20)
    parameters = models.JSONField(_("parameters"))
    input_digest = models.CharField(_("digest of the input"), max_length=64)
    response = models.JSONField(_("response and reach"))
    reasons = models.JSONField(_("reasons"), default=list)

    class Meta:
        verbose_name = _("needs assessment")
        verbose_name_plural = _("needs assessments")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.survey} {self.on}"


class NeedFigure(models.Model):
    """The need for one topic (and segment) in one assessment. Internal: the public sees it through the gate."""

    privacy = NO_PERSONAL_DATA

    assessment = models.ForeignKey(NeedAssessment, on_delete=models.CASCADE, related_name="figures")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    segment = models.CharField(
        pgettext_lazy("group of municipalities", "segment"), max_length=40, blank=True
    )  # "" = all, "size:to20", "role:mayor", "part:north"
    prevalence = models.FloatField(_("prevalence"))
    se = models.FloatField(_("standard error"))
    lower = models.FloatField(_("lower bound"))
    upper = models.FloatField(_("upper bound"))
    n = models.PositiveIntegerField(_("municipalities that answered"))
    respondents = models.PositiveIntegerField(_("colleagues who answered"))
    municipalities = models.PositiveIntegerField(_("municipalities in the segment"))
    probability_top3 = models.FloatField(_("probability of being in the top 3"), null=True)
    tier = models.PositiveSmallIntegerField(_("tier"), null=True)
    extra = models.JSONField(
        _("other measures"), default=dict
    )  # borich, ranked_discrepancy, manski, tipping_point, rank_lower..

    class Meta:
        verbose_name = _("need figure")
        verbose_name_plural = _("need figures")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "topic", "segment"], name="one_figure_per_segment")
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.segment}"


@pghistory.track()
class Need(models.Model):
    """What is lacking, written by a person from what was said and what was counted."""

    privacy = PrivacyNote(holds="which colleague wrote it", until="as long as the need")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        AGREED = "agreed", _("agreed")
        MET = "met", _("met")
        CLOSED = "closed", _("closed")
        SUPERSEDED = "superseded", _("merged or split")

    title = models.CharField(_("need"), max_length=200)
    about = models.TextField(_("explanation"), blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=NeedKind)
    role = models.CharField(_("for which role"), max_length=20, choices=Role, blank=True)
    form = models.CharField(_("wanted form"), max_length=20, choices=OfferForm, blank=True)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    priority = models.PositiveSmallIntegerField(_("priority"), default=2)  # 1 first .. 3 later
    priority_reason = models.CharField(_("why this priority"), max_length=300, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_on = models.DateField(_("written on"))
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["priority", "title"]
        constraints = [models.CheckConstraint(condition=Q(priority__in=[1, 2, 3]), name="priority_is_1_to_3")]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """What shows a need: one coded quote or one figure."""

    privacy = NO_PERSONAL_DATA

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="evidence")
    coding = models.ForeignKey(
        Coding, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    figure = models.ForeignKey(
        NeedFigure, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(coding=None, figure__isnull=False) | Q(coding__isnull=False, figure=None),
                name="evidence_is_a_quote_or_a_figure",
            ),
            models.UniqueConstraint(fields=["need", "coding"], name="a_quote_counts_once_per_need"),
            models.UniqueConstraint(fields=["need", "figure"], name="a_figure_counts_once_per_need"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}"


class NeedDecision(models.Model):
    """One line of the decision log of a need: what was decided, by whom, and why."""

    privacy = PrivacyNote(holds="which colleague decided", until="as long as the need")

    class Kind(models.TextChoices):
        WRITTEN = "written", _("written down")
        STATUS = "status", _("status changed")
        PRIORITY = "priority", _("priority changed")
        ADDED = "added", _("evidence added")
        REMOVED = "removed", _("evidence removed")
        MERGED = "merged", _("taken together")
        SPLIT = "split", _("divided")

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(_("kind of decision"), max_length=20, choices=Kind)
    value = models.CharField(_("decided"), max_length=200, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("decision on a need")
        verbose_name_plural = _("decisions on needs")
        ordering = ["-decided_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.need_id} {self.kind}"


class NeedLineage(models.Model):
    """Where a need came from: one merged from several, or several split from one."""

    privacy = NO_PERSONAL_DATA

    earlier = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="continued_as")
    later = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="came_from")

    class Meta:
        verbose_name = _("lineage of a need")
        verbose_name_plural = _("lineages of needs")
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="a_need_continues_once_in_another"),
            models.CheckConstraint(condition=~Q(earlier=models.F("later")), name="no_need_continues_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} {self.later_id}"


class Export(models.Model):
    """A survey as a file for who works with it, made by the task worker and kept for a few days."""

    privacy = PrivacyNote(
        holds="answers with municipality and role, and which colleague asked for the file",
        until="seven days, or the retention date of the survey when that comes first",
    )

    class Kind(models.TextChoices):
        XLSX = "xlsx", _("Excel (XLSX)")
        CSV = "csv", _("CSV")
        SAV = "sav", _("SPSS (SAV)")
        PARQUET = "parquet", _("Parquet")
        DDI = "ddi", _("Codebook for archives (DDI)")
        SNAPSHOT = "snapshot", _("Frozen snapshot")
        PDF = "pdf", _("Report (PDF)")
        WORD = "docx", _("Report (Word)")

    class Status(models.TextChoices):
        WAITING = "waiting", _("is being made")
        DONE = "done", _("done")
        REFUSED = "refused", _("not made")
        FAILED = "failed", _("failed")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind of file"), max_length=10, choices=Kind)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WAITING)
    content = models.BinaryField(_("content"), default=b"")
    size = models.PositiveBigIntegerField(_("size"), default=0)
    refusal = models.TextField(_("why it was not made"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.kind}"

    @property
    def filename(self) -> str:
        ending = {self.Kind.DDI: "xml", self.Kind.SNAPSHOT: "zip"}.get(self.kind, self.kind)
        return f"peiling-{self.survey_id}-{self.pk}.{ending}"

    @property
    def is_report(self) -> bool:
        """Whether it holds published figures in words and tables, and no answers."""
        return self.kind in (self.Kind.PDF, self.Kind.WORD)
