"""One delivery from upload to statements: received, recognized, confirmed or undone, each as a whole."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models.deletion import ProtectedError, RestrictedError
from django.utils import translation
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake.hanging import hangs_on
from kennismakelaar.intake.models import Channel, Event, Import, Session, Source, UnreadPart
from kennismakelaar.intake.processings import SLUGS
from kennismakelaar.intake.queries import known_names, same_file_confirmed, sources_of
from kennismakelaar.intake.reading import Paragraph, WordsRead, kinds, preview, read_words
from kennismakelaar.intake.reading.refusals import UnreadableFile
from kennismakelaar.intake.roles import role_named
from kennismakelaar.organizations.api import Municipality, NameBook
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal

from .differences import differences
from .files import checked, forget_file
from .mappings import learn_layout
from .screening import require_impersonal
from .sources import Words, collect, impersonal, open_source
from .versions import take_in

# What is stored is data, and data of this site is Dutch, whatever language the reader chose.
STORED_LANGUAGE = "nl"


class AlreadyImported(Refusal):
    """The same file, byte for byte, was confirmed before."""


class NotReadyToConfirm(Refusal):
    """Only a delivery that was recognized can be confirmed."""


class StillInUse(Refusal):
    """What a delivery brought cannot be taken back: work of people hangs on it."""


@dataclass(frozen=True)
class NotesChoices:
    """What a person says about notes that the file does not say itself."""

    title: str
    channel: str
    held_on: date
    event: Event | None = None
    session: Session | None = None
    municipality: Municipality | None = None
    municipality_column: str = ""
    role_column: str = ""
    text_columns: tuple[str, ...] = ()
    sender: str = ""
    newer_than: Source | None = None
    is_fictitious: bool = False


@transaction.atomic
def receive(filename: str, content: bytes, kind: str, *, by: User, at: datetime, sender: str = "") -> Import:
    """This will take in a file ("notes" or "responses") as it came, and recognize one that came before.

    A file that was received but not yet confirmed is gone on with. Raises AlreadyImported when it was confirmed,
    and a refusal of `reading.refusals` when it is not opened at all.
    """
    require(by, Right.IMPORT)
    require_impersonal(sender)
    kinds.recognize(filename, content)
    sha256 = hashlib.sha256(content).hexdigest()
    before = same_file_confirmed(sha256, kind)
    if before is not None:
        raise AlreadyImported(
            _("A file that was not imported before."),
            came=_("“%(file)s” is the same as “%(before)s”, imported on %(date)s.")
            % {"file": filename, "before": before.filename, "date": f"{before.created_at:%d-%m-%Y}"},
            hint=_("Nothing to do. To import it anew, undo the earlier import first."),
        )
    waiting = Import.objects.filter(
        sha256=sha256, kind=kind, status__in=[Import.Status.UPLOADED, Import.Status.RECOGNIZED]
    ).first()
    if waiting is not None:
        return waiting
    delivery = Import.objects.create(
        kind=kind, filename=filename[:200], content=content, sha256=sha256, sender=sender.strip()[:100],
        created_at=at, created_by=by,
    )  # fmt: skip
    record("receive", delivery, by=by, at=at, detail={"bytes": len(content), "kind": kind})
    return delivery


def recognize(delivery: Import, *, at: datetime, text_columns: tuple[str, ...] = ()) -> Import:
    """This will read a delivery of notes and store what was recognized, or why it was refused."""
    with translation.override(STORED_LANGUAGE):
        try:
            found = read_words(delivery.filename, bytes(delivery.content), text_columns=text_columns)
        except UnreadableFile as refusal:
            return _refused(delivery, refusal, at=at)
        recognized = preview.of(found) | differences(delivery, found) | {"text_columns": list(text_columns)}
    with transaction.atomic():
        locked = Import.objects.select_for_update().defer("content").get(pk=delivery.pk)
        if locked.status in {Import.Status.UPLOADED, Import.Status.RECOGNIZED}:
            locked.status, locked.recognized = Import.Status.RECOGNIZED, recognized
            locked.save(update_fields=["status", "recognized"])
            record("recognize", locked, by=None, at=at, detail={"paragraphs": recognized["paragraphs"]})
    return locked


@transaction.atomic
def _refused(delivery: Import, refusal: UnreadableFile, *, at: datetime) -> Import:
    Import.objects.filter(pk=delivery.pk).update(
        status=Import.Status.REFUSED, refusal=str(refusal), content=b"", recognized={}
    )
    record("refuse", delivery, by=None, at=at, detail={"refusal": type(refusal).__name__})
    return Import.objects.get(pk=delivery.pk)


@transaction.atomic
def keep_choices(delivery: Import, choices: NotesChoices, *, by: User, at: datetime) -> Import:
    """This will keep what a person chose for a delivery, so that confirming can be done later or resumed."""
    require(by, Right.IMPORT)
    require_impersonal(choices.sender)
    delivery = Import.objects.select_for_update().defer("content").get(pk=delivery.pk)
    delivery.options = {
        "title": choices.title, "channel": choices.channel, "held_on": choices.held_on.isoformat(),
        "event": choices.event.pk if choices.event else None,
        "session": choices.session.pk if choices.session else None,
        "municipality": choices.municipality.pk if choices.municipality else None,
        "municipality_column": choices.municipality_column, "role_column": choices.role_column,
        "is_fictitious": choices.is_fictitious, "text_columns": list(choices.text_columns),
        "sender": choices.sender, "newer_than": choices.newer_than.pk if choices.newer_than else None,
    }  # fmt: skip
    delivery.save(update_fields=["options"])
    return delivery


def confirm_kept(delivery: Import, *, by: User, at: datetime) -> Source:
    """This will confirm a delivery with the choices that were kept for it."""
    kept = dict(delivery.options)
    choices = NotesChoices(
        **{
            **kept,
            "held_on": date.fromisoformat(kept["held_on"]),
            "event": Event.objects.filter(pk=kept["event"]).first(),
            "session": Session.objects.filter(pk=kept["session"]).first(),
            "municipality": Municipality.objects.filter(pk=kept["municipality"]).first(),
            "text_columns": tuple(kept.get("text_columns", ())),
            "newer_than": Source.objects.filter(pk=kept.get("newer_than")).first(),
        }
    )
    return confirm_notes(delivery, choices, by=by, at=at)


@transaction.atomic
def confirm_notes(delivery: Import, choices: NotesChoices, *, by: User, at: datetime) -> Source:
    """This will store all words of a delivery as statements, or none; a second confirmation changes nothing."""
    require(by, Right.IMPORT)
    delivery = Import.objects.select_for_update().get(pk=delivery.pk)
    if delivery.status == Import.Status.CONFIRMED:
        return sources_of(delivery).get()
    if delivery.status != Import.Status.RECOGNIZED:
        raise NotReadyToConfirm(
            _("A file that was read and recognized."),
            came=str(delivery.get_status_display()),
            hint=_("Upload the file again."),
        )
    with translation.override(STORED_LANGUAGE):
        found = read_words(delivery.filename, checked(delivery), text_columns=choices.text_columns)
        source = open_source(
            title=choices.title, channel=choices.channel, held_on=choices.held_on, event=choices.event,
            session=choices.session, processing=SLUGS[Channel(choices.channel)], delivery=delivery, by=by, at=at,
            is_fictitious=choices.is_fictitious, newer_than=choices.newer_than,
        )  # fmt: skip
        unread = [
            UnreadPart(delivery=delivery, place=u.place[:500], reason=u.reason[:400]) for u in found.unread
        ]
        words = _words(found, choices, delivery, unread)
        if choices.newer_than is None:
            statements = collect(source, words, by=by, at=at)
        else:
            statements = take_in(source, choices.newer_than, list(words), delivery, by=by, at=at)
        UnreadPart.objects.bulk_create(unread)
    delivery.status, delivery.sender = Import.Status.CONFIRMED, choices.sender or delivery.sender
    delivery.recognized = preview.without_words(delivery.recognized)
    delivery.save(update_fields=["status", "sender", "recognized"])
    meanings = dict.fromkeys(choices.text_columns, "text")
    meanings |= {choices.municipality_column: "municipality", choices.role_column: "role"}
    learn_layout(delivery.recognized.get("columns", []), meanings, delivery.sender, by=by, at=at)
    record("confirm import", delivery, by=by, at=at, detail={"statements": len(statements)})
    return source


def _words(
    found: WordsRead, choices: NotesChoices, delivery: Import, unread: list[UnreadPart]
) -> Iterator[Words]:
    book = NameBook(choices.held_on)
    for paragraph in found.paragraphs:
        if preview.is_heading(paragraph):
            continue  # it stands in the place of what comes below it
        municipality = _municipality(paragraph, choices, book, delivery, unread)
        role = role_named(paragraph.labels.get(choices.role_column, ""))
        beside = {
            name: text
            for name, text in paragraph.labels.items()
            if name not in {choices.municipality_column, choices.role_column}
        }
        yield Words(paragraph.text, paragraph.place, municipality, role, beside)


def _municipality(
    paragraph: Paragraph, choices: NotesChoices, book: NameBook, delivery: Import, unread: list[UnreadPart]
) -> Municipality | None:
    named = paragraph.labels.get(choices.municipality_column, "") if choices.municipality_column else ""
    if not named:
        return choices.municipality
    match = book.find(named)
    if match.municipality is None:
        near = _("Did you mean: %(names)s?") % {"names": ", ".join(match.nearest)} if match.nearest else ""
        reason = _("Municipality “%(name)s” is not known; the words were kept without one. %(near)s")
        text = (reason % {"name": _place_name(named), "near": near}).strip()
        unread.append(UnreadPart(delivery=delivery, place=paragraph.place[:500], reason=text[:400]))
    return match.municipality


def _place_name(named: str) -> str:
    """What stood where a municipality was expected: one word is a place, more may be a person."""
    return named if named.isalpha() else impersonal(named, known=known_names())


@transaction.atomic
def undo(delivery: Import, *, by: User, at: datetime) -> Import:
    """This will take back all a delivery brought, unless work of people hangs on it."""
    require(by, Right.IMPORT)
    delivery = Import.objects.select_for_update().get(pk=delivery.pk)
    sources = list(sources_of(delivery))
    hanging = hangs_on(sources)
    if hanging:
        raise _in_use(", ".join(f"{count} {name}" for name, count in hanging.items()))
    try:
        for source in sources:
            source.delete()
    except (ProtectedError, RestrictedError) as error:
        raise _in_use(str(error.args[0])) from error
    delivery.status = Import.Status.UNDONE
    delivery.save(update_fields=["status"])
    forget_file(delivery)
    record("undo import", delivery, by=by, at=at, detail={"sources": len(sources)})
    return delivery


def _in_use(came: str) -> StillInUse:
    return StillInUse(
        _("An import on which no work hangs."),
        came=came,
        hint=_("Withdraw that work first. Single statements can be erased with a reason."),
    )
