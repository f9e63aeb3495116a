"""What the machine did: the runs in which it proposed codes, and the themes it saw. Judgements live elsewhere."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kennismakelaar.intake.api import Statement, carried
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote

from .codebook import Code, Codebook


class MachineRun(models.Model):
    """One time the machine proposed codes: from what it did so, and how well it was measured."""

    privacy = NO_PERSONAL_DATA

    class Kind(models.TextChoices):
        LEARNED = "learned", _("learned from your codings")
        THEME = "theme", _("from a theme")

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="machine_runs")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("at"))
    codings = models.PositiveIntegerField(_("coded texts it learned from"), default=0)
    # Per code: slug, positives, precision, recall, silent. Measured on codings the machine had not seen.
    measured = models.JSONField(_("quality per code"), default=list)
    proposed = models.PositiveIntegerField(_("proposals"), default=0)

    class Meta:
        verbose_name = _("run of the machine")
        verbose_name_plural = _("runs of the machine")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class ThemeRun(models.Model):
    """One time uncoded statements were grouped; the same statements and seed give the same themes."""

    privacy = PrivacyNote(holds="which colleague asked for themes", until="until themes are sought again")

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    statements = models.PositiveIntegerField(_("statements"))
    stability = models.FloatField(_("stability"))
    resamples = models.PositiveSmallIntegerField(_("times grouped"))
    seed = models.PositiveIntegerField(_("seed"), default=0)
    method = models.CharField(_("method"), max_length=60)

    class Meta:
        verbose_name = _("search for themes")
        verbose_name_plural = _("searches for themes")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class Theme(models.Model):
    """Statements that resamples keep putting together: something to look at, never a code by itself."""

    # Label words stand in several statements, and are shown only while one of these still holds them.
    privacy = PrivacyNote(holds="words out of screened statements", until="until themes are sought again")

    run = models.ForeignKey(ThemeRun, on_delete=models.CASCADE, related_name="themes")
    number = models.PositiveSmallIntegerField(_("number"))
    words = models.JSONField(_("words that set it apart"))
    stability = models.FloatField(_("stability"))
    solid = models.BooleanField(_("solid"))
    code = models.ForeignKey(
        Code,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="themes",
        verbose_name=_("made a code"),
    )

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="a_theme_has_one_number")]

    def __str__(self) -> str:
        return ", ".join(self.words)


class ThemeMember(models.Model):
    """A statement in a theme, or in the rest. Holds places, no words: erased words are gone here too."""

    privacy = NO_PERSONAL_DATA
    goes_along = True

    class Side(models.TextChoices):
        FOR = "for", pgettext_lazy("side", "for")
        AGAINST = "against", pgettext_lazy("side", "against")

    class Quote(models.TextChoices):
        REPRESENTATIVE = "representative", _("representative")
        DEVIANT = "deviant", _("deviant")

    run = models.ForeignKey(ThemeRun, on_delete=models.CASCADE, related_name="members")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, null=True, blank=True, related_name="members")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField(_("from character"))
    end = models.PositiveIntegerField(_("up to character"))
    edits_known = models.PositiveSmallIntegerField(_("replacements reckoned with"), default=0)
    side = models.CharField(_("side"), max_length=10, choices=Side, blank=True)
    quote_kind = models.CharField(_("shown as quote"), max_length=20, choices=Quote, blank=True)
    rank = models.PositiveSmallIntegerField(_("order as quote"), default=0)

    class Meta:
        verbose_name = _("statement in a theme")
        verbose_name_plural = _("statements in themes")
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "statement"], name="a_statement_is_in_one_theme")
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.statement_id}"

    @property
    def place(self) -> tuple[int, int]:
        """Where the quote stands in the text as it is now."""
        return carried((self.start, self.end), self.statement.edits[self.edits_known :])

    @property
    def quote(self) -> str:
        """The words themselves, as they stand now."""
        start, end = self.place
        return self.statement.text[start:end] or self.statement.words
