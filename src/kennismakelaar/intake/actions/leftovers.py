"""Redacted words leave no trace beside the statement: in other wordings, labels, places, names of files."""

from datetime import datetime

from kennismakelaar.accounts.api import User
from kennismakelaar.intake.models import Finding, Import, Source, Statement, UnreadPart
from kennismakelaar.intake.offsets import carried, replaced
from kennismakelaar.intake.queries import all_versions, pending_findings
from kennismakelaar.records.api import record

from .files import forget_file

SHORTEST = 4  # shorter words stand in other words too


def sweep(statement: Statement, words: str, replacement: str, *, by: User, at: datetime) -> int:
    """This will put the replacement in every place where a document of this statement holds the same words.

    All versions of the document count, and all that is kept of them beside statements. Returns how many statements
    were changed.
    """
    sources = all_versions(statement.source)
    for source in sources:
        forget_file(source.delivery)
    words = words.strip()
    if len(words) < SHORTEST:
        return 0
    changed = 0
    for other in Statement.objects.select_for_update().filter(source__in=sources):
        changed += _in_text(other, words, replacement, by=by, at=at)
        _beside(other, words, replacement)
    for source in sources:
        _around(source, words, replacement)
    return changed


def _in_text(other: Statement, words: str, replacement: str, *, by: User, at: datetime) -> bool:
    start = other.text.find(words)
    if start < 0:
        return False
    while start >= 0:
        other.text, edit = replaced(other.text, start, start + len(words), replacement)
        other.edits = [*other.edits, list(edit)]
        _decided(other, start, len(words), by=by, at=at)
        for finding in other.findings.all():
            finding.start, finding.end = carried((finding.start, finding.end), [edit])
            finding.save(update_fields=["start", "end"])
        start = other.text.find(words, start + len(replacement))
    other.save(update_fields=["text", "edits"])
    open_when_done(other)
    record("redact elsewhere", other, by=by, at=at)
    return True


def _decided(other: Statement, start: int, length: int, *, by: User, at: datetime) -> None:
    """The same words were suspected here too: with this they are decided on."""
    here = other.findings.filter(start=start, end=start + length, decision=Finding.Decision.PENDING)
    here.update(decision=Finding.Decision.REDACTED, decided_by=by, decided_at=at)


def open_when_done(statement: Statement) -> None:
    """This will open a statement in which nothing is left to decide."""
    if statement.status == Statement.Status.HELD_BACK and not pending_findings(statement).exists():
        statement.status = Statement.Status.OPEN
        statement.save(update_fields=["status"])


def _beside(other: Statement, words: str, replacement: str) -> None:
    labels = {
        name.replace(words, replacement): str(text).replace(words, replacement)
        for name, text in other.labels.items()
    }
    place = other.place.replace(words, replacement)[:500]
    if labels != other.labels or place != other.place:
        other.labels, other.place = labels, place
        other.save(update_fields=["labels", "place"])


def _around(source: Source, words: str, replacement: str) -> None:
    """Titles, names of files, choices and the list of what was not read may repeat the words."""
    if words in source.title:
        source.title = source.title.replace(words, replacement)[:200]
        source.save(update_fields=["title"])
    if source.delivery is None:
        return
    delivery = Import.objects.defer("content").get(pk=source.delivery_id)
    delivery.filename = delivery.filename.replace(words, replacement)[:200]
    delivery.sender = delivery.sender.replace(words, replacement)[:100]
    delivery.options = _cleaned(delivery.options, words, replacement)
    delivery.save(update_fields=["filename", "sender", "options"])
    for part in UnreadPart.objects.filter(delivery=delivery):
        part.place = part.place.replace(words, replacement)[:500]
        part.reason = part.reason.replace(words, replacement)[:400]
        part.save(update_fields=["place", "reason"])


def _cleaned(options: object, words: str, replacement: str) -> object:
    if isinstance(options, str):
        return options.replace(words, replacement)
    if isinstance(options, list):
        return [_cleaned(each, words, replacement) for each in options]
    if isinstance(options, dict):
        return {key: _cleaned(value, words, replacement) for key, value in options.items()}
    return options
