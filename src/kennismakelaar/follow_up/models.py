"""Tell who spoke what became of it, and hear what they say to that."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kennismakelaar.brokering.api import Answer, KnowledgeGap
from kennismakelaar.catalog.api import Offer
from kennismakelaar.curriculum.api import ChangeProposal
from kennismakelaar.intake.api import Session, Statement
from kennismakelaar.needs.api import Need
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote


class FollowUp(models.Model):
    """One reply: what was heard, what was done with it, or why nothing."""

    privacy = NO_PERSONAL_DATA

    class Outcome(models.TextChoices):
        CHANGED = "changed", _("changed")
        OFFERED = "offered", _("there is an offer")
        ANSWERED = "answered", _("answered")
        UNDER_WAY = "under_way", _("under way")
        NOT_DONE = "not_done", _("not done, and why")

    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what became of it"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups")
    proposal = models.ForeignKey(
        ChangeProposal, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    offer = models.ForeignKey(
        Offer, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    knowledge_gap = models.ForeignKey(
        KnowledgeGap, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    statements = models.ManyToManyField(
        Statement, related_name="follow_ups", verbose_name=_("statements it replies to")
    )
    written_on = models.DateField(_("written on"))
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    is_public = models.BooleanField(_("public"), default=True)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["-written_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One follow-up brought to one municipality, exactly once, and its reaction."""

    privacy = PrivacyNote(holds="none; a link of which only the hash is kept", until="one year")

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="deliveries")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(_("hash of the link"), max_length=64, unique=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    reaction = models.OneToOneField(
        Statement, on_delete=models.SET_NULL, null=True, blank=True, related_name="reaction_to"
    )

    class Meta:
        verbose_name = _("delivery of a follow-up")
        verbose_name_plural = _("deliveries of follow-ups")
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "municipality"], name="a_follow_up_is_sent_once_per_municipality"
            )
        ]

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.municipality_id}"


class KnowledgeProduct(models.Model):
    """One page on one session: what was said, what is needed, what exists and what follows."""

    privacy = NO_PERSONAL_DATA

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="knowledge_product")
    title = models.CharField(_("title"), max_length=200)
    # One point per line, so that page, Word and PDF set them alike.
    said = models.TextField(_("What was said"), blank=True)
    needed = models.TextField(_("What is needed"), blank=True)
    exists = models.TextField(_("What exists"), blank=True)
    follows = models.TextField(_("What follows"), blank=True)
    written_on = models.DateField(_("written on"))
    shared_on = models.DateField(_("shared on"), null=True, blank=True)
    reply = models.OneToOneField(
        FollowUp, on_delete=models.PROTECT, null=True, blank=True, related_name="knowledge_product"
    )
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("knowledge product")
        verbose_name_plural = _("knowledge products")
        ordering = ["-written_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shared_on=None) | models.Q(reply__isnull=False),
                name="who_took_part_hears_of_a_shared_product",
            )
        ]

    def __str__(self) -> str:
        return self.title
