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
        MODEL = "model", _("from a language model")

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="machine_runs")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("at"))
    codings = models.PositiveIntegerField(_("coded texts it learned from"), default=0)
    # Per code: slug, positives, precision, recall, silent. Measured on codings the machine had not seen.
    measured = models.JSONField(_("quality per code"), default=list)
    proposed = models.PositiveIntegerField(_("proposals"), default=0)
    # Per reason how many proposals or answers were refused: {"altered_quote": 2}.
    refused = models.JSONField(_("what was refused"), default=dict)
    # Of a language model: which one, where it stands, with which instruction and codebook it was asked, and per
    # statement that was sent (by number) why nothing came of it, empty when it was read: {"31": "", "32": "time_out"}.
    model = models.CharField(_("language model"), max_length=120, blank=True)
    host = models.CharField(_("where it stands"), max_length=255, blank=True)
    prompt_version = models.CharField(_("version of the instruction"), max_length=20, blank=True)
    sent = models.JSONField(_("statements sent"), default=dict)

    class Meta:
        verbose_name = _("run of the machine")
        verbose_name_plural = _("runs of the machine")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class MachineJob(models.Model):
    """Something long a person asked of the machine: how far it is, and why it ended without an outcome."""

    privacy = PrivacyNote(holds="which colleague asked", until="until the same is asked again")

    class Kind(models.TextChoices):
        LEARN = "learn", _("proposals from your codings")
        MODEL = "model", _("proposals of the language model")
        THEMES = "themes", _("search for themes")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits its turn")
        BUSY = "busy", pgettext_lazy("job", "busy")
        DONE = "done", pgettext_lazy("job", "ready")
        REFUSED = "refused", _("not possible")
        FAILED = "failed", _("went wrong")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    step = models.PositiveIntegerField(_("step"), default=0)
    steps = models.PositiveIntegerField(_("steps"), default=0)
    # Why it ended without an outcome, and the number that goes with it: ("few", 4).
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("job of the machine")
        verbose_name_plural = _("jobs of the machine")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(state="waiting"), name="one_job_of_a_kind_waits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


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

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="a_theme_has_one_number")]

    def __str__(self) -> str:
        return ", ".join(self.words)


class Side(models.TextChoices):
    """Where somebody stands in a theme; whoever takes no clear side has none."""

    FOR = "for", pgettext_lazy("side", "for")
    AGAINST = "against", pgettext_lazy("side", "against")


class ThemeCode(models.Model):
    """A code a person made of one side of a theme: agreement and disagreement never go into one code."""

    privacy = NO_PERSONAL_DATA

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="codes_made")
    side = models.CharField(_("side"), max_length=10, choices=Side, blank=True)
    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="themes")

    class Meta:
        verbose_name = _("code of a theme")
        verbose_name_plural = _("codes of themes")
        constraints = [models.UniqueConstraint(fields=["theme", "side"], name="a_side_is_made_a_code_once")]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.side} {self.code_id}"


class ThemeMember(models.Model):
    """A statement in a theme, or in the rest. Holds places, no words: erased words are gone here too."""

    privacy = NO_PERSONAL_DATA
    goes_along = True

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
