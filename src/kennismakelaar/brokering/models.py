"""Bring a question in somebody's own words to who knows; what nobody can answer becomes a knowledge gap."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.catalog.api import Offer
from kennismakelaar.intake.api import Statement
from kennismakelaar.organizations.api import KnowledgeNetwork, Municipality, Organization
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote
from kennismakelaar.topics.api import Phase, Role, Topic


class Expertise(models.Model):
    """Which organization, network or municipality can be asked about a topic, with consent and expiry."""

    privacy = NO_PERSONAL_DATA

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    network = models.ForeignKey(
        KnowledgeNetwork, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    about = models.TextField(_("what they know"), blank=True)
    consented_on = models.DateField(_("consent given on"))
    expires_on = models.DateField(_("consent until"))
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("expertise")
        verbose_name_plural = _("expertise")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(organization__isnull=False, network=None, municipality=None)
                    | Q(organization=None, network__isnull=False, municipality=None)
                    | Q(organization=None, network=None, municipality__isnull=False)
                ),
                name="expertise_is_of_exactly_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization or self.network or self.municipality}: {self.topic_id}"


class Inquiry(models.Model):
    """A question in somebody's own words. The words stand in intake as a statement."""

    privacy = PrivacyNote(
        holds="work e-mail of the asker, for the reply only", until="one year after the answer"
    )

    class Status(models.TextChoices):
        NEW = "new", _("new")
        REFERRED = "referred", _("referred")
        ANSWERED = "answered", _("answered")
        KNOWLEDGE_GAP = "knowledge_gap", _("nobody knows yet")
        CLOSED = "closed", _("closed")

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="inquiry")
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase, blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_on = models.DateField(_("asked on"))
    asker_email = models.EmailField(_("work e-mail for the reply"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    receipt_hash = models.CharField(_("hash of the receipt link"), max_length=64, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.NEW)
    known = models.BooleanField(_("the machine thought something fits"), null=True)
    confidence = models.FloatField(_("confidence"), null=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-asked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.pk}"


class Referral(models.Model):
    """An inquiry brought to an offer, organization, network or municipality, with the reason."""

    privacy = NO_PERSONAL_DATA

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="referrals")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    expertise = models.ForeignKey(
        Expertise, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("why this fits"), max_length=300)
    on = models.DateField(_("on"))
    helped = models.BooleanField(_("it helped"), null=True, blank=True)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        constraints = [
            models.CheckConstraint(
                condition=Q(offer__isnull=False, expertise=None) | Q(offer=None, expertise__isnull=False),
                name="a_referral_goes_to_one_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id}"


class Answer(models.Model):
    """A reply to an inquiry, written by a person and approved by a person."""

    privacy = PrivacyNote(holds="which colleague answered", until="as long as the inquiry")

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"))
    sources = models.TextField(_("sources"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField(_("on"))
    is_public = models.BooleanField(_("may be reused without who asked"), default=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"{self.inquiry_id}"


class KnowledgeGap(models.Model):
    """A question nobody could answer yet, to be filled together."""

    privacy = NO_PERSONAL_DATA

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN_UP = "taken_up", _("somebody works on it")
        FILLED = "filled", _("filled")

    title = models.CharField(_("question"), max_length=200)
    about = models.TextField(_("explanation"), blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    inquiries = models.ManyToManyField(
        Inquiry, blank=True, related_name="knowledge_gaps", verbose_name=_("questions")
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.OPEN)
    taken_up_by = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    filled_by = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_on = models.DateField(_("opened on"))
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("knowledge gap")
        verbose_name_plural = _("knowledge gaps")

    def __str__(self) -> str:
        return self.title
