"""The writing hand of records: acts in a chain, erasure with a tombstone."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import connection, models, transaction

from kennismakelaar.records.models import Act, Processing, Tombstone

GENESIS = "0" * 64


class Actor(Protocol):
    """Whoever acts: an account. Records knows only its number."""

    pk: int


def digest_of(act: Act) -> str:
    """The hash that chains this act to the one before: over all its fields, in a fixed order."""
    content = [
        act.at.astimezone(UTC).isoformat(),
        act.actor_id,
        act.verb,
        act.subject_type,
        act.subject_id,
        act.detail,
        act.previous_hash,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def record(
    verb: str, subject: models.Model, *, by: Actor | None, at: datetime, detail: dict[str, Any] | None = None
) -> Act:
    """This will add one act to the chain. `detail` never holds words of statements or personal data."""
    with connection.cursor() as cursor:
        # One writer at a time: two acts must not chain to the same predecessor.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('records.act'))")
    last = Act.objects.order_by("-sequence").values_list("hash", flat=True).first()
    act = Act(
        at=at,
        actor_id=by.pk if by else None,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=detail or {},
        previous_hash=last or GENESIS,
    )
    act.hash = digest_of(act)
    act.save(force_insert=True)
    return act


@transaction.atomic
def bury(subject: models.Model, *, reason: str, by: Actor | None, at: datetime) -> Tombstone:
    """This will leave a tombstone for a subject whose words its own room has just erased, and record it."""
    stone, _ = Tombstone.objects.get_or_create(
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        defaults={"erased_at": at, "reason": reason},
    )
    record("erase", subject, by=by, at=at, detail={"reason": reason})
    return stone


def add_processing(
    *, slug: str, name: str, purpose: str, ground: str, retention_days: int, seen_by: str
) -> Processing:
    """This will add an entry to the register of processing, or bring it up to date."""
    entry, _ = Processing.objects.update_or_create(
        slug=slug,
        defaults={
            "name": name,
            "purpose": purpose,
            "ground": ground,
            "retention_days": retention_days,
            "seen_by": seen_by,
        },
    )
    return entry
