"""What is asked: a questionnaire in versions, its items, and the bank of questions that waves share."""

import pgtrigger
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kennismakelaar.shared.privacy import NO_PERSONAL_DATA
from kennismakelaar.surveys.questionnaire.kinds import Kind

from .waves import Survey

_OF_A_PUBLISHED_VERSION = """
    IF EXISTS (SELECT 1 FROM surveys_questionnaire q
               WHERE q.id IN (OLD.questionnaire_id, NEW.questionnaire_id) AND q.published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the items of a published questionnaire never change';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def _told(dutch: str, english: str) -> str:
    """The text in the language of the page; what has no English stays Dutch."""
    return (english or dutch) if (get_language() or "nl").startswith("en") else dutch


class BankQuestion(models.Model):
    """A question as waves share it. Other words make another question: only then are waves comparable."""

    privacy = NO_PERSONAL_DATA

    name = models.SlugField(_("short name"), max_length=60, unique=True)
    kind = models.CharField(_("kind of question"), max_length=20, choices=Kind)
    content = models.JSONField(_("wording"))  # the words and choices, in both languages
    digest = models.CharField(_("digest of the wording"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("question of the bank")
        verbose_name_plural = _("questions of the bank")
        ordering = ["name"]

    def __str__(self) -> str:
        return _told(self.content.get("text_nl", ""), self.content.get("text_en", ""))


class Questionnaire(models.Model):
    """One version of what a survey asks. Once published it never changes: the database refuses it."""

    privacy = NO_PERSONAL_DATA

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questionnaires")
    version = models.PositiveSmallIntegerField(_("version"))
    introduction_nl = models.TextField(_("introduction in Dutch"), blank=True)
    introduction_en = models.TextField(_("introduction in English"), blank=True)
    changed_at = models.DateTimeField(_("changed at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    digest = models.CharField(_("digest of the content"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["survey", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "version"], name="one_questionnaire_per_version"),
            models.UniqueConstraint(
                fields=["survey"],
                condition=models.Q(published_at=None),
                name="one_version_in_the_making_per_survey",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_published_questionnaire_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey} v{self.version}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def introduction(self) -> str:
        return _told(self.introduction_nl, self.introduction_en)


class QuestionnaireItem(models.Model):
    """One item of a version: a question, the battery of topics, or a heading."""

    privacy = NO_PERSONAL_DATA

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.SlugField(_("short name"), max_length=60)
    kind = models.CharField(_("kind of question"), max_length=20, choices=Kind)
    text_nl = models.TextField(_("question in Dutch"))
    text_en = models.TextField(_("question in English"), blank=True)
    hint_nl = models.TextField(_("explanation in Dutch"), blank=True)
    hint_en = models.TextField(_("explanation in English"), blank=True)
    is_required = models.BooleanField(_("an answer is needed"), default=False)
    offers_dont_know = models.BooleanField(_("offer “I don't know”"), default=True)
    condition = models.CharField(_("only when"), max_length=500, blank=True)
    options = models.JSONField(_("choices and limits"), default=dict)
    bank_question = models.ForeignKey(
        BankQuestion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("question of the bank"),
    )

    class Meta:
        verbose_name = _("item of a questionnaire")
        verbose_name_plural = _("items of a questionnaire")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "name"], name="one_item_per_name"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="items_of_a_published_questionnaire_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_OF_A_PUBLISHED_VERSION,
            )
        ]

    def __str__(self) -> str:
        return _told(self.text_nl, self.text_en)
