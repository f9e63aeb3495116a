"""The forms of a survey: still open ones and those that were sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kennismakelaar.intake.api import Import, Statement
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.shared.privacy import PrivacyNote
from kennismakelaar.topics.api import Role

from .questionnaires import Questionnaire
from .waves import Survey


class Response(models.Model):
    """One filled-in form: a colleague in a role answers for a municipality."""

    privacy = PrivacyNote(
        holds="a role in a municipality is personal data", until="retention date of the survey"
    )

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    # {topic slug: {aspect: 1..5 or null}}; null = "don't know", a missing aspect = not answered
    answers = models.JSONField(_("answers"), default=dict)
    # {item name: value} of all other items; the shapes stand in questionnaire/answers.py
    other_answers = models.JSONField(_("other answers"), default=dict)
    questionnaire = models.ForeignKey(
        Questionnaire,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("questionnaire"),
    )
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    delivery = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    row = models.PositiveIntegerField(_("row in the file"), null=True, blank=True)
    statements = models.ManyToManyField(
        Statement, blank=True, related_name="+", verbose_name=_("open answers")
    )

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        indexes = [models.Index(fields=["survey", "municipality"])]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.pk}"


class Draft(models.Model):
    """An open form: what colleagues of a municipality have filled in so far. It goes when the survey closes.

    It knows no name and no address. Once the survey is closed nothing ties a response to whoever was invited.
    """

    privacy = PrivacyNote(
        holds="a role in a municipality, and words that were not screened yet", until="the survey closes"
    )

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="drafts")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    answers = models.JSONField(_("answers"), default=dict)  # {field: text or list of texts, as typed}
    # {field: version of the form at which it was last changed}: two people may fill in different fields at once
    changed_in = models.JSONField(_("changed in"), default=dict)
    contested = models.JSONField(
        _("other answer of a colleague"), default=dict
    )  # {field: the value not in answers}
    sent = models.JSONField(_("answers as last sent"), null=True, blank=True)
    page = models.PositiveSmallIntegerField(_("page"), default=0)
    version = models.PositiveIntegerField(_("version"), default=0)
    response = models.OneToOneField(
        Response,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("response"),
    )
    created_at = models.DateTimeField(_("begun at"))
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        indexes = [models.Index(fields=["survey", "municipality"])]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.pk}"

    @property
    def is_sent(self) -> bool:
        return self.response_id is not None

    @property
    def differs_from_sent(self) -> bool:
        """Whether something was changed after sending, so that it has to be sent again."""
        return self.is_sent and self.answers != self.sent
