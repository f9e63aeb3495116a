"""The government-wide curriculum: what is taught, what should change and who agrees."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.catalog.api import Offer
from kennismakelaar.gaps.api import Gap
from kennismakelaar.needs.api import Need
from kennismakelaar.organizations.api import Organization
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote
from kennismakelaar.topics.api import OfferForm, Topic


class Curriculum(models.Model):
    """One version of the government-wide curriculum."""

    privacy = NO_PERSONAL_DATA

    title = models.CharField(_("title"), max_length=200)
    version = models.CharField(_("version"), max_length=20)
    valid_from = models.DateField(_("valid from"))
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("curriculum")
        verbose_name_plural = _("curricula")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class Module(models.Model):
    """A part of the curriculum on one topic."""

    privacy = NO_PERSONAL_DATA

    curriculum = models.ForeignKey(Curriculum, on_delete=models.CASCADE, related_name="modules")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200)
    about = models.TextField(_("about"), blank=True)
    topics = models.ManyToManyField(Topic, related_name="+", verbose_name=_("topics"))
    form = models.CharField(_("form"), max_length=20, choices=OfferForm)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1, null=True, blank=True)
    practical_share = models.PositiveSmallIntegerField(_("percentage of practice"), null=True, blank=True)
    offers = models.ManyToManyField(
        Offer, blank=True, related_name="modules", verbose_name=_("offers that teach it")
    )
    is_taster = models.BooleanField(_("taster session"), default=False)

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(practical_share=None) | Q(practical_share__lte=100),
                name="practice_is_a_percentage",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Objective(models.Model):
    """What somebody can do after a module, and the need it answers."""

    privacy = NO_PERSONAL_DATA

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("learning objective"), max_length=300)
    needs = models.ManyToManyField(Need, blank=True, related_name="objectives", verbose_name=_("needs"))

    class Meta:
        verbose_name = _("learning objective")
        verbose_name_plural = _("learning objectives")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class ChangeProposal(models.Model):
    """A proposed change with the white spot it answers."""

    privacy = NO_PERSONAL_DATA

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("with the departments")
        AGREED = "agreed", _("agreed by all")
        REFUSED = "refused", _("refused")
        DONE = "done", _("carried out")

    title = models.CharField(_("title"), max_length=200)
    module = models.ForeignKey(
        Module, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    curriculum = models.ForeignKey(Curriculum, on_delete=models.CASCADE, related_name="proposals")
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    needs = models.ManyToManyField(Need, blank=True, related_name="proposals", verbose_name=_("needs"))
    change = models.TextField(_("what changes"))
    why = models.TextField(_("why"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    proposed_on = models.DateField(_("proposed on"))
    done_on = models.DateField(_("carried out on"), null=True, blank=True)

    class Meta:
        verbose_name = _("change proposal")
        verbose_name_plural = _("change proposals")
        ordering = ["-proposed_on"]

    def __str__(self) -> str:
        return self.title


class SignOff(models.Model):
    """A department's judgement on a change proposal; asked by a personal link or through an account."""

    privacy = PrivacyNote(holds="which account judged for a department", until="as long as the proposal")

    class Judgement(models.TextChoices):
        ASKED = "asked", _("asked")
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("not agreed")

    proposal = models.ForeignKey(ChangeProposal, on_delete=models.CASCADE, related_name="sign_offs")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    judgement = models.CharField(_("judgement"), max_length=20, choices=Judgement, default=Judgement.ASKED)
    reason = models.TextField(_("reason"), blank=True)
    token_hash = models.CharField(_("hash of the link"), max_length=64, blank=True)
    asked_on = models.DateField(_("asked on"))
    judged_on = models.DateField(_("judged on"), null=True, blank=True)
    judged_by_id = models.BigIntegerField(_("account number"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "organization"], name="one_sign_off_per_department"),
            models.CheckConstraint(
                condition=~Q(judgement="refused") | ~Q(reason=""), name="a_refusal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.judgement}"
