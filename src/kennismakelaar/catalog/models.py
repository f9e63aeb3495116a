"""The menukaart: all a municipality can use, who gives it, and whether that is confirmed."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import Municipality, Organization, Region
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote
from kennismakelaar.topics.api import EvidenceLevel, LearningKind, Topic


@pghistory.track()
class Offer(models.Model):
    """One thing a municipality can use."""

    privacy = NO_PERSONAL_DATA

    slug = models.SlugField(_("short name"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("in short"))  # own words, plain Dutch
    situations = models.TextField(_("questions this helps with"), blank=True)  # one a line, as people ask
    providers = models.ManyToManyField(Organization, related_name="offers", verbose_name=_("providers"))
    topics = models.ManyToManyField(Topic, related_name="offers", verbose_name=_("topics"))
    forms = models.JSONField(_("forms"), default=list)  # OfferForm values
    roles = models.JSONField(_("roles"), default=list)  # Role values; empty = everybody
    phases = models.JSONField(_("phases"), default=list)  # Phase values
    learning_kind = models.CharField(_("kind of help"), max_length=20, choices=LearningKind, blank=True)
    audience = models.CharField(_("for whom, in the words of the source"), max_length=200, blank=True)
    # False for what is meant for others only (prison staff): shown, never counted as offer for a municipality.
    for_municipalities = models.BooleanField(_("open to municipalities"), default=True)
    duration = models.CharField(_("duration"), max_length=100, blank=True)
    group_size = models.PositiveSmallIntegerField(_("at most this many participants"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    is_online = models.BooleanField(_("online"), default=False)
    regions = models.ManyToManyField(
        Region, blank=True, related_name="+", verbose_name=_("regions")
    )  # empty = whole country
    cost = models.CharField(_("cost"), max_length=100, blank=True)  # empty = unknown: a legal value
    language = models.CharField(_("language"), max_length=10, default="nl")
    capacity = models.PositiveIntegerField(
        _("municipalities a year"), null=True, blank=True
    )  # None = unlimited or unknown
    evidence = models.CharField(
        _("evidence"), max_length=20, choices=EvidenceLevel, default=EvidenceLevel.NONE
    )
    evidence_by = models.CharField(_("evidence assessed by"), max_length=160, blank=True)
    evidence_on = models.DateField(_("evidence assessed on"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    dates = models.CharField(_("dates and registration"), max_length=300, blank=True)
    contact = models.CharField(_("contact point of the organization"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    source_url = models.URLField(_("source"), max_length=400, blank=True)
    source_note = models.TextField(_("note with the source"), blank=True)
    valid_from = models.DateField(_("available from"), null=True, blank=True)
    valid_to = models.DateField(_("available until"), null=True, blank=True)
    confirmed_on = models.DateField(_("confirmed as current on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_fictitious = models.BooleanField(_("fictitious"), default=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_on=None, confirmed_by=None)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
                name="somebody_confirms_an_offer_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.title


class OfferRelation(models.Model):
    """One offer comes before another or goes on from it."""

    privacy = NO_PERSONAL_DATA

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(
        _("kind"), max_length=20, choices=[("requires", _("first follow")), ("continues", _("goes on from"))]
    )

    class Meta:
        verbose_name = _("relation between offers")
        verbose_name_plural = _("relations between offers")
        constraints = [
            models.UniqueConstraint(fields=["offer", "other", "kind"], name="one_relation_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.kind} {self.other_id}"


class Experience(models.Model):
    """A judgement of a municipality on an offer it used; feeds satisfaction, shown as a count only."""

    privacy = PrivacyNote(holds="none; one judgement per municipality, never shown alone", until="four years")

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="experiences")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    satisfied = models.BooleanField(_("satisfied"))
    on = models.DateField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")
        constraints = [
            models.UniqueConstraint(fields=["offer", "municipality"], name="one_experience_per_municipality")
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}"


class SearchWithoutResult(models.Model):
    """What was searched and not found: words only, screened, without who searched."""

    privacy = PrivacyNote(holds="none; words with personal data are not kept", until="one year")

    words = models.CharField(_("words"), max_length=200)
    on = models.DateField(_("on"))
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        constraints = [models.UniqueConstraint(fields=["words", "on"], name="one_count_per_day")]

    def __str__(self) -> str:
        return self.words


class IndexedItem(models.Model):
    """The search index of one item, kept in the database so that every worker sees the same."""

    privacy = NO_PERSONAL_DATA

    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("key"), max_length=120)
    version = models.CharField(_("version of the index"), max_length=80)
    digest = models.CharField(_("digest of the text"), max_length=64)
    item = models.JSONField(_("item"), default=dict)  # what was indexed, to build it again from
    content = models.BinaryField(_("content"))
    sequence = models.BigIntegerField(_("number of the change"), default=0, db_index=True)
    # A removed item keeps its key only, so that workers that hold it let go of it too.
    is_removed = models.BooleanField(_("removed"), default=False)

    class Meta:
        verbose_name = _("indexed item")
        verbose_name_plural = _("indexed items")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_index_entry_per_item")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class IndexState(models.Model):
    """How far the index has come: one row, locked while it changes, read by every worker on every page."""

    privacy = NO_PERSONAL_DATA

    number = models.BigIntegerField(_("number of the last change"), default=0)
    stamp = models.CharField(_("mark of the last change"), max_length=32, default="")

    class Meta:
        verbose_name = _("state of the index")
        verbose_name_plural = _("states of the index")

    def __str__(self) -> str:
        return str(self.number)


class TopicMeaning(models.Model):
    """The meaning of a topic as numbers, made once and read by every worker when it starts."""

    privacy = NO_PERSONAL_DATA

    digest = models.CharField(_("digest of the text"), max_length=64, primary_key=True)
    vector = models.BinaryField(_("vector"))

    class Meta:
        verbose_name = _("meaning of a topic")
        verbose_name_plural = _("meanings of topics")

    def __str__(self) -> str:
        return self.digest[:8]
