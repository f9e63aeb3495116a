"""Taking in a newer version of a document: only what is new or changed becomes a statement, the rest goes on."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from kennismakelaar.accounts.api import User
from kennismakelaar.intake.models import Continuation, Finding, Import, Source, Statement
from kennismakelaar.intake.queries import standing_statements
from kennismakelaar.intake.versions import Comparison, Old, compare
from kennismakelaar.records.api import record

from .sources import Words, collect

WHOLE_TEXT = "by_hand"
PLACEHOLDER = "[weggelaten]"  # data: stands in a Dutch text


def compared(standing: QuerySet[Statement], texts: Sequence[str]) -> Comparison:
    """What stands beside what is delivered now."""
    old = [
        Old(number, text, tuple((start, end, length) for start, end, length in edits))
        for number, text, edits in standing.values_list("pk", "text", "edits")
    ]
    return compare(old, texts)


def take_in(
    source: Source, before: Source, words: Sequence[Words], delivery: Import, *, by: User, at: datetime
) -> list[Statement]:
    """This will store what is new or changed, and note for every standing statement how it goes on.

    Codings hang on the statements of the earlier version and stay there: nothing moves by itself.
    """
    found = compared(standing_statements(before), [spoken.text for spoken in words])
    fresh = sorted([*found.changed.values(), *found.added])
    stored = dict(zip(fresh, collect(source, [words[place] for place in fresh], by=by, at=at), strict=True))
    Kind = Continuation.Kind
    rows = [_row(delivery, key, Kind.SAME, words[place].place) for key, place in found.same.items()]
    for key, place in found.changed.items():
        rows.append(_row(delivery, key, Kind.CHANGED, words[place].place, stored[place]))
    rows += [_row(delivery, key, Kind.REMOVED) for key in found.removed]
    Continuation.objects.bulk_create(rows)
    _hold_back_again({key: stored[place] for key, place in found.changed.items()})
    counts = {name: len(getattr(found, name)) for name in ("same", "changed", "added", "removed")}
    record("take in newer version", source, by=by, at=at, detail={"newer_than": before.pk, **counts})
    return list(stored.values())


def _row(
    delivery: Import, old: int, kind: str, place: str = "", new: Statement | None = None
) -> Continuation:
    return Continuation(old_id=old, new=new, delivery=delivery, kind=kind, place=place[:500])


def _hold_back_again(pairs: dict[int, Statement]) -> None:
    """Where words were left out of the earlier wording, somebody looks at the new wording before others read it."""
    redacted = Finding.objects.filter(statement__in=pairs, decision=Finding.Decision.REDACTED)
    for old in set(redacted.values_list("statement_id", flat=True)):
        new = pairs[old]
        if not new.findings.exists():
            Finding.objects.create(
                statement=new,
                kind=WHOLE_TEXT,
                start=0,
                end=len(new.text),
                certainty=1,
                replacement=PLACEHOLDER,
            )
            new.status = Statement.Status.HELD_BACK
            new.save(update_fields=["status"])
