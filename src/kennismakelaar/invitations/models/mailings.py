"""Mails that go out: written first, then sent one by one, each exactly once."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import Organization
from kennismakelaar.shared.privacy import PrivacyNote
from kennismakelaar.surveys.api import Survey

from .invitations import Invitation


class Mailing(models.Model):
    """One mail to many: an invitation, a reminder, or what colleagues pass on to each other."""

    privacy = PrivacyNote(holds="which adviser wrote a mailing", until="as long as the account")

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        REMINDER = "reminder", _("reminder")
        FORWARD = "forward", _("passed on by a colleague")

    class Status(models.TextChoices):
        DRAFT = "draft", _("not sent yet")
        PLANNED = "planned", _("planned")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        STOPPED = "stopped", _("stopped")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("organization")
    )
    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("text of the mail"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes it takes"), default=20, validators=[MinValueValidator(1)]
    )
    send_at = models.DateTimeField(_("send from"), null=True, blank=True)
    left_out = models.JSONField(_("municipalities left out"), default=list, blank=True)  # codes
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))
    trouble = models.CharField(_("why sending waits"), max_length=300, blank=True)
    counts = models.JSONField(_("what became of the mails"), default=dict, blank=True)  # after the survey
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="planned") | Q(send_at__isnull=False),
                name="a_planned_mailing_has_a_moment",
            ),
            models.UniqueConstraint(
                fields=["survey"],
                condition=Q(kind="forward"),
                name="one_mailing_of_passed_on_mail_per_survey",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Mail(models.Model):
    """One mail to one contact, and how far it came. It goes when the survey has ended: who got a reminder would
    tell who had not answered."""

    privacy = PrivacyNote(
        holds="which contact got which mail, and what its server said", until="the survey closes"
    )

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CLAIMED = "claimed", _("being prepared")  # the server has not got the end of it: safe to do again
        HANDING_OVER = "handing_over", _("being handed over")  # the end may have reached the server
        SENT = "sent", _("sent")
        DOUBTFUL = "doubtful", _("in doubt")
        REFUSED = "refused", _("refused by the mail server")
        SKIPPED = "skipped", _("no longer needed")

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="mails")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="mails")
    message_id = models.CharField(_("message id"), max_length=200, unique=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    reply = models.CharField(_("what the mail server said"), max_length=300, blank=True)
    bounced_on = models.DateField(_("came back on"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [models.Index(fields=["mailing", "status"])]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "invitation"], name="an_invitation_gets_a_mailing_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False), name="a_sent_mail_has_its_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.message_id
