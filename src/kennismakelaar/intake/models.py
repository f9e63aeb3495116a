"""What was said, word for word, where it stands, and until when it is kept."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records.api import Processing
from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote
from kennismakelaar.topics.api import Role, Topic

SCREENED = PrivacyNote(
    holds="words of officials; personal data in them is held back by screening and redacted",
    until="the retention date of the source",
)


class Channel(models.TextChoices):
    """Through which door words came."""

    SURVEY = "survey", _("needs survey")
    EVENT = "event", _("event")
    CONVERSATION = "conversation", _("conversation")
    INQUIRY = "inquiry", _("question")
    REACTION = "reaction", _("reaction to a reply")


class Event(models.Model):
    """A theme day or another meeting."""

    privacy = NO_PERSONAL_DATA

    title = models.CharField(_("title"), max_length=200)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=100, blank=True)
    about = models.TextField(_("about"), blank=True)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-held_on"]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """A workshop of an event; a taster session lets people try a module."""

    privacy = NO_PERSONAL_DATA

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_taster = models.BooleanField(_("taster session"), default=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="one_session_per_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Attendance(models.Model):
    """How many people of a municipality came, in which role: numbers, never names."""

    privacy = NO_PERSONAL_DATA

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendances")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    people = models.PositiveSmallIntegerField(_("people"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["event", "municipality", "role"], name="one_attendance_per_role"),
            models.CheckConstraint(condition=Q(people__gt=0), name="attendance_is_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.people}"


class Import(models.Model):
    """One delivery of files: uploaded, recognized, confirmed, or undone as a whole."""

    privacy = PrivacyNote(holds="delivered files as they came", until="retention date of its sources")

    class Status(models.TextChoices):
        UPLOADED = "uploaded", _("uploaded")
        RECOGNIZED = "recognized", _("recognized")
        CONFIRMED = "confirmed", _("confirmed")
        UNDONE = "undone", _("undone")
        REFUSED = "refused", _("refused")

    kind = models.CharField(
        _("kind"), max_length=20, choices=[("notes", _("notes")), ("responses", _("survey answers"))]
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.UPLOADED)
    filename = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("file as delivered"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    recognized = models.JSONField(_("what was recognized"), default=dict)
    options = models.JSONField(_("choices of the user"), default=dict)
    refusal = models.TextField(_("why refused"), blank=True)
    created_at = models.DateTimeField(_("delivered at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "kind"],
                condition=Q(status="confirmed"),
                name="the_same_file_is_confirmed_once",
            )
        ]

    def __str__(self) -> str:
        return self.filename


class UnreadPart(models.Model):
    """A part of a delivered file that could not be read, with the reason. Nothing is dropped silently."""

    privacy = NO_PERSONAL_DATA

    delivery = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="unread")
    place = models.CharField(_("place"), max_length=200)
    reason = models.CharField(_("reason"), max_length=400)

    class Meta:
        verbose_name = _("unread part")
        verbose_name_plural = _("unread parts")

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class ColumnMapping(models.Model):
    """Which column means what, remembered for files with the same header."""

    privacy = NO_PERSONAL_DATA

    signature = models.CharField(_("signature of the header"), max_length=64, unique=True)
    columns = models.JSONField(_("columns"))  # {header: meaning}
    updated_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")

    def __str__(self) -> str:
        return self.signature[:12]


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
    held_on = models.DateField(_("date"))
    processing = models.ForeignKey(
        Processing, on_delete=models.PROTECT, related_name="+", verbose_name=_("processing record")
    )
    retain_until = models.DateField(_("keep until"))
    is_fictitious = models.BooleanField(_("fictitious"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-held_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(retain_until__gte=F("held_on")), name="kept_after_it_was_held")
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
    place = models.CharField(_("place"), max_length=200)  # "blad Uitkomsten, rij 12, kolom F"
    text = models.TextField(_("text"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.OPEN)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
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
