"""Reading and marking: what words are about according to people, who reads what, and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kennismakelaar.intake.api import Statement, carried
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote

from .codebook import Code, CodebookChange
from .machine import MachineRun


class Segment(models.Model):
    """A marked part of a statement: the quote. Only offsets; the words stay in the statement."""

    privacy = NO_PERSONAL_DATA

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="segments")
    start = models.PositiveIntegerField(_("from character"))
    end = models.PositiveIntegerField(_("up to character"))
    # How many replacements of the text these offsets know; later ones are reckoned with when reading.
    edits_known = models.PositiveSmallIntegerField(_("replacements reckoned with"), default=0)

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["statement", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "start", "end", "edits_known"], name="one_segment_per_place"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="no_quote_no_code"),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}[{self.start}:{self.end}]"

    @property
    def place(self) -> tuple[int, int]:
        """Where the quote stands in the text as it is now."""
        return carried((self.start, self.end), self.statement.edits[self.edits_known :])

    @property
    def quote(self) -> str:
        """The words themselves, as they stand now; of an erased statement only that they are gone."""
        if not self.statement.text:
            return self.statement.words
        start, end = self.place
        return self.statement.text[start:end]


class Stance(models.TextChoices):
    WISH = "wish", _("wish")
    OBSTACLE = "obstacle", _("obstacle")
    PRACTICE = "practice", pgettext_lazy("stance", "practice")
    PRAISE = "praise", _("praise")


class Coding(models.Model):
    """One coder's judgement on one segment."""

    privacy = PrivacyNote(holds="which colleague judged", until="retention date of the source")

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(_("stance"), max_length=20, choices=Stance, blank=True)
    memo = models.TextField(_("memo"), blank=True)
    at = models.DateTimeField(_("at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    is_adjudicated = models.BooleanField(_("decided together"), default=False)
    # Under which version of the codebook this was judged: the rules may have been sharpened since.
    codebook_version = models.PositiveSmallIntegerField(_("version of the codebook"), default=1)
    # The judgement on an earlier version of the text that this one continues.
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )

    class Meta:
        verbose_name = _("coding")
        verbose_name_plural = _("codings")
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "code", "coder", "is_adjudicated"],
                condition=Q(withdrawn_at=None),
                name="one_judgement_per_coder",
            )
        ]

    def __str__(self) -> str:
        return f"{self.segment_id} {self.code_id}"


class CodingMove(models.Model):
    """A judgement that a change of the codebook brought under another code: where it came from is never lost."""

    privacy = NO_PERSONAL_DATA

    change = models.ForeignKey(CodebookChange, on_delete=models.CASCADE, related_name="moves")
    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="moves")
    from_code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    to_code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    # The same coder had given the other code to the same words already: this judgement rests, the other stands.
    coincided = models.BooleanField(_("fell together with another"), default=False)

    class Meta:
        verbose_name = _("moved coding")
        verbose_name_plural = _("moved codings")
        constraints = [
            models.UniqueConstraint(fields=["change", "coding"], name="a_change_moves_a_coding_once")
        ]

    def __str__(self) -> str:
        return f"{self.coding_id} {self.from_code_id}-{self.to_code_id}"


class Assignment(models.Model):
    """Who codes which statement, as first or (blind) second coder."""

    privacy = PrivacyNote(holds="which colleague codes", until="retention date of the source")
    goes_along = True  # an import may be taken back while somebody was only asked to read it

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="assignments")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(_("first or second coder"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(fields=["statement", "order"], name="one_coder_per_order"),
            models.UniqueConstraint(fields=["statement", "coder"], name="nobody_is_their_own_second_coder"),
            models.CheckConstraint(condition=Q(order__in=[1, 2]), name="first_or_second"),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.order}"


class Suggestion(models.Model):
    """Machine coding, not yet judged. Lives apart from what people judged."""

    privacy = NO_PERSONAL_DATA
    goes_along = True

    class Verdict(models.TextChoices):
        OPEN = "open", _("to be judged")
        ACCEPTED = "accepted", _("accepted")
        OTHER_WORDS = "other_words", _("accepted on other words")
        OTHER_CODE = "other_code", _("corrected to another code")
        REJECTED = "rejected", _("rejected")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="suggestions")
    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField(_("from character"))
    end = models.PositiveIntegerField(_("up to character"))
    edits_known = models.PositiveSmallIntegerField(_("replacements reckoned with"), default=0)
    # None: nobody has judged enough of these to say how sure one is.
    confidence = models.FloatField(_("confidence"), null=True, blank=True)
    words = models.JSONField(_("words that made it"), default=list)
    model_version = models.CharField(_("version of the model"), max_length=60)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict, default=Verdict.OPEN)
    # What a person made of it.
    coding = models.ForeignKey(
        Coding, on_delete=models.SET_NULL, null=True, blank=True, related_name="suggestions"
    )
    # Where it comes from: which run, and with that from how many codings, or from which model where.
    run = models.ForeignKey(
        MachineRun, on_delete=models.RESTRICT, null=True, blank=True, related_name="suggestions"
    )

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "code", "model_version"], name="one_suggestion_per_code"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="no_quote_no_suggestion"),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.code_id}"

    @property
    def place(self) -> tuple[int, int]:
        return carried((self.start, self.end), self.statement.edits[self.edits_known :])

    @property
    def quote(self) -> str:
        start, end = self.place
        return self.statement.text[start:end] or self.statement.words


class Adjudication(models.Model):
    """What was decided where coders differed, and why. Its codings carry `is_adjudicated`; it may have none."""

    privacy = PrivacyNote(holds="which colleague decided", until="retention date of the source")

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="adjudication")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("joint decision")
        verbose_name_plural = _("joint decisions")

    def __str__(self) -> str:
        return f"{self.statement_id} {self.at:%Y-%m-%d}"
