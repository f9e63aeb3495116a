"""What was said, word for word, where it stands, until when it is kept, and how it goes on in newer versions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records.api import Processing
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote
from kennismakelaar.topics.api import Role

from .deliveries import Import
from .occasions import Channel, Event, Session

SCREENED = PrivacyNote(
    holds="words of officials; personal data in them is held back by screening and redacted",
    until="the retention date of the source",
)


class Source(models.Model):
    """The occasion, document or form from which words come, with purpose, ground and retention date."""

    privacy = NO_PERSONAL_DATA

    title = models.CharField(_("title"), max_length=200)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="sources"
    )
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="sources")
    delivery = models.ForeignKey(
        Import, on_delete=models.PROTECT, null=True, blank=True, related_name="sources"
    )
    newer_than = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="newer",
        verbose_name=_("newer version of"),
    )  # fmt: skip
    held_on = models.DateField(_("date"))
    processing = models.ForeignKey(
        Processing, on_delete=models.PROTECT, related_name="+", verbose_name=_("processing record")
    )
    retain_until = models.DateField(_("keep until"))
    is_live = models.BooleanField(_("typed during the session"), default=False)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(retain_until__gte=F("held_on")), name="kept_after_it_was_held"
            ),
            models.UniqueConstraint(
                fields=["session"], condition=Q(is_live=True), name="one_live_source_per_session"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    """What was said or written, word for word."""

    privacy = SCREENED

    class Status(models.TextChoices):
        HELD_BACK = "held_back", _("held back")  # screening found something; only a second person sees it
        OPEN = "open", _("open")
        ERASED = "erased", _("erased")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="statements")
    position = models.PositiveIntegerField(_("position"))
    place = models.CharField(_("place"), max_length=500)  # "blad Uitkomsten, rij 12, kolom F"
    text = models.TextField(_("text"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.OPEN)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    # What stood beside the words: the other columns of the row, the question before an answer.
    labels = models.JSONField(_("stands beside it"), default=dict, blank=True)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("note taker"),
    )  # fmt: skip
    # Every replacement in the text, in order: [start, end, new length]. Holds no words. Whoever remembers a place
    # in the text (a segment) carries it through the edits made since; see `offsets.py`.
    edits = models.JSONField(_("replacements in the text"), default=list)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["source", "position"]
        constraints = [
            models.UniqueConstraint(fields=["source", "position"], name="one_statement_per_position"),
            models.CheckConstraint(
                condition=~Q(status="erased") | Q(text=""), name="an_erased_statement_has_no_words"
            ),
        ]
        indexes = [models.Index(fields=["status"])]

    def __str__(self) -> str:
        return _("statement %(number)s") % {"number": self.pk}

    @property
    def words(self) -> str:
        """The text as it may be shown; of an erased statement only that it is gone."""
        return self.text if self.status != self.Status.ERASED else _("[erased]")


class Continuation(models.Model):
    """What became of a statement in a newer version of its document. Work on the old one never moves by itself."""

    privacy = NO_PERSONAL_DATA

    class Kind(models.TextChoices):
        SAME = "same", _("stands unchanged")
        CHANGED = "changed", _("was changed")
        REMOVED = "removed", _("is gone")

    old = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="continues_as")
    new = models.ForeignKey(
        Statement, on_delete=models.CASCADE, null=True, blank=True, related_name="continuation_of"
    )
    delivery = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="continuations")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    place = models.CharField(
        _("place"), max_length=500, blank=True
    )  # where the words stand in the newer version

    class Meta:
        verbose_name = _("continuation of a statement")
        verbose_name_plural = _("continuations of statements")
        constraints = [
            models.UniqueConstraint(fields=["old", "delivery"], name="a_statement_goes_on_once_per_version"),
            models.CheckConstraint(
                condition=Q(kind="changed", new__isnull=False) | (~Q(kind="changed") & Q(new=None)),
                name="only_changed_words_are_a_new_statement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} {self.kind}"


FINDING_KINDS = {
    "email": _("an e-mail address"),
    "iban": _("a bank account number"),
    "phone": _("a telephone number"),
    "bsn": _("a citizen service number"),
    "birth_date": _("a date of birth"),
    "address": _("an address"),
    "postcode": _("a postal code"),
    "license_plate": _("a license plate"),
    "account": _("an account on a platform"),
    "name": _("the name of a person"),
    "special": _("a special category of data near a person"),
    "by_hand": _("words a colleague left out"),
}


class Finding(models.Model):
    """A place in a statement where screening suspects personal data; holds no words itself."""

    privacy = NO_PERSONAL_DATA

    class Decision(models.TextChoices):
        PENDING = "pending", _("to be decided")
        REDACTED = "redacted", _("redacted")
        RELEASED = "released", _("released: not personal data")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(_("kind"), max_length=30)
    start = models.PositiveIntegerField(_("from character"))
    end = models.PositiveIntegerField(_("up to character"))
    certainty = models.FloatField(_("certainty"))
    replacement = models.CharField(_("replacement"), max_length=100)
    decision = models.CharField(_("decision"), max_length=20, choices=Decision, default=Decision.PENDING)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("screening finding")
        verbose_name_plural = _("screening findings")
        ordering = ["statement", "start"]
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_finding_has_a_length")]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}-{self.end}"

    @property
    def kind_in_words(self) -> str:
        """What is suspected, for people."""
        return str(FINDING_KINDS.get(self.kind, _("something that may point at a person")))
