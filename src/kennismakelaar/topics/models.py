"""About what: the unit's own list of topics on two levels, with the words people use for them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kennismakelaar.shared.privacy import NO_PERSONAL_DATA


def _in_english() -> bool:
    return (get_language() or "nl").startswith("en")


class Topic(models.Model):
    """One topic. Its slug never changes: topics are retired and replaced."""

    privacy = NO_PERSONAL_DATA

    slug = models.SlugField(_("short name"), primary_key=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    label = models.CharField(_("name"), max_length=100)
    label_en = models.CharField(_("name in English"), max_length=100)
    definition = models.TextField(_("what it is about"), blank=True)
    # By which question a reader enters this topic on the menu card; main topics have one.
    question = models.CharField(_("entrance question"), max_length=200, blank=True)
    question_en = models.CharField(_("entrance question in English"), max_length=200, blank=True)
    valid_from = models.DateField(_("in use since"))
    retired_on = models.DateField(_("retired on"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label_en if _in_english() else self.label

    @property
    def entrance(self) -> str:
        """The question by which a reader enters this topic, in the language of the page."""
        return self.question_en if _in_english() else self.question

    @property
    def address(self) -> str:
        """Where on the menu card the offers on this topic stand."""
        return f"/menukaart?onderwerp={self.slug}"


class Term(models.Model):
    """A word people use for a topic: synonym, occasion (azc, windmolens) or abbreviation."""

    privacy = NO_PERSONAL_DATA

    class Kind(models.TextChoices):
        SYNONYM = "synonym", _("synonym")
        TRIGGER = "trigger", _("occasion")
        ABBREVIATION = "abbreviation", _("abbreviation")

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="terms")
    term = models.CharField(_("term"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SYNONYM)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [models.UniqueConstraint(fields=["topic", "term"], name="one_term_per_topic")]

    def __str__(self) -> str:
        return self.term


class Mapping(models.Model):
    """Where a topic stands in somebody else's list."""

    privacy = NO_PERSONAL_DATA

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="mappings")
    uri = models.URLField(_("address in the other list"))
    relation = models.CharField(_("relation"), max_length=20, default="broadMatch")

    class Meta:
        verbose_name = _("mapping")
        verbose_name_plural = _("mappings")
        constraints = [
            models.UniqueConstraint(fields=["topic", "uri"], name="one_mapping_per_uri"),
            models.CheckConstraint(
                condition=Q(relation__in=["broadMatch", "closeMatch", "exactMatch"]), name="known_relation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.relation} {self.uri}"
