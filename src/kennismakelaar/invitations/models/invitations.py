"""Who was invited to a survey, and the personal links that open a form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import Municipality
from kennismakelaar.shared.privacy import PrivacyNote
from kennismakelaar.surveys.api import Draft, Survey

from .contacts import Contact


class Invitation(models.Model):
    """One colleague of one municipality invited to one survey.

    While the survey is open it knows the contact and the open form. When it has ended both are taken out, in one
    go for all invitations, so that nothing ties an answer to an address any more.
    """

    privacy = PrivacyNote(holds="which contact has which open form", until="the survey closes")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    draft = models.OneToOneField(Draft, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    forwarded_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="forwarded"
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(fields=["survey", "contact"], name="a_contact_is_invited_once_per_survey")
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.municipality_id}"


class PersonalLink(models.Model):
    """A link that opens an invitation. Only the hash of its token is kept; every mail carries a token of its own."""

    privacy = PrivacyNote(holds="none; a link of which only the hash is kept", until="as long as the survey")

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(_("hash of the link"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")

    def __str__(self) -> str:
        return self.token_hash[:8]
