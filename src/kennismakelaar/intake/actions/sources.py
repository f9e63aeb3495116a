"""Opening a source and collecting words: every text is screened at this door."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dutch_text.screening import KnownNames, redact, screen
from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake.models import Channel, Event, Finding, Import, Session, Source, Statement
from kennismakelaar.intake.processings import SLUGS, entries
from kennismakelaar.intake.queries import known_names, processing_named
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records.api import add_processing, record
from kennismakelaar.shared.errors import Refusal

# Words that come through these doors are brought by the speaker; the room that opened the door has checked who.
OPEN_DOORS = frozenset({Channel.SURVEY, Channel.INQUIRY, Channel.REACTION})
BATCH = 1_000
# Names a document gives itself, in places: headings and attachments.
QUOTED = re.compile(r"“[^”]*”")


class UnableToOpenSource(Refusal):
    """A source that would be kept without purpose, ground or end, or that contradicts itself."""


@dataclass(frozen=True)
class Words:
    """What somebody said, where it stands in the file, and for which municipality and role it was said."""

    text: str
    place: str
    municipality: Municipality | None = None
    role: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def open_source(
    *,
    title: str,
    channel: str,
    held_on: date,
    processing: str,
    by: User | None,
    at: datetime,
    event: Event | None = None,
    session: Session | None = None,
    delivery: Import | None = None,
    newer_than: Source | None = None,
    is_live: bool = False,
    is_fictitious: bool = False,
) -> Source:
    """This will open a source: the occasion words come from, with its purpose, ground and retention date.

    `processing` is the short name of an entry in the register; how long words are kept follows from it.
    """
    _may_bring_in(channel, by)
    if session is not None:
        if event is not None and session.event_id != event.pk:
            raise UnableToOpenSource(
                _("A session of the chosen event."),
                came=str(session),
                hint=_("Choose a session of this event, or leave the session open."),
            )
        event = session.event
    entry = processing_named(processing)
    source = Source.objects.create(
        title=title, channel=channel, held_on=held_on, processing=entry, event=event, session=session,
        delivery=delivery, newer_than=newer_than, is_live=is_live, is_fictitious=is_fictitious, created_by=by,
        retain_until=held_on + timedelta(days=entry.retention_days),
    )  # fmt: skip
    record("open source", source, by=by, at=at, detail={"processing": processing, "channel": channel})
    return source


@transaction.atomic
def source_for_survey(
    survey: Any, *, by: User | None, at: datetime, delivery: Import | None = None
) -> Source:
    """This will give the source for the open answers of a survey: one per delivery, and one for answers online.

    `survey` is anything with `title`, `opens_on` and `is_fictitious`; surveys live in a later room.
    """
    title = str(survey.title)
    wanted = {"title": title, "channel": Channel.SURVEY, "held_on": survey.opens_on, "delivery": delivery}
    found = Source.objects.filter(**wanted).first()
    return found or open_source(
        **wanted,
        processing=SLUGS[Channel.SURVEY],
        by=by,
        at=at,
        is_fictitious=survey.is_fictitious,
    )


@transaction.atomic
def collect(source: Source, words: Iterable[Words], *, by: User | None, at: datetime) -> list[Statement]:
    """This will store words as statements, word for word; what may point at a person is held back."""
    _may_bring_in(source.channel, by)
    known = known_names()
    last = source.statements.aggregate(last=Max("position"))["last"] or 0
    statements: list[Statement] = []
    batch: list[Words] = []
    for spoken in words:
        if not spoken.text.strip():
            continue
        batch.append(spoken)
        if len(batch) == BATCH:
            statements += _store(source, batch, last + len(statements), known, by)
            batch = []
    statements += _store(source, batch, last + len(statements), known, by)
    held = sum(statement.status == Statement.Status.HELD_BACK for statement in statements)
    record("collect", source, by=by, at=at, detail={"statements": len(statements), "held_back": held})
    return statements


def _store(
    source: Source, batch: list[Words], last: int, known: KnownNames, by: User | None
) -> list[Statement]:
    clean = lru_cache(maxsize=None)(partial(impersonal, known=known))
    found = [screen(spoken.text, known=known) for spoken in batch]
    statements = Statement.objects.bulk_create(
        Statement(
            source=source,
            position=last + number,
            place=QUOTED.sub(lambda named: clean(named[0]), spoken.place)[:500],
            text=spoken.text,
            labels={clean(name): clean(value) for name, value in spoken.labels.items()},
            brought_by=by,
            status=Statement.Status.HELD_BACK if findings else Statement.Status.OPEN,
            municipality=spoken.municipality,
            role=spoken.role,
        )
        for number, (spoken, findings) in enumerate(zip(batch, found, strict=True), start=1)
    )
    Finding.objects.bulk_create(
        Finding(
            statement=statement, kind=finding.kind, start=finding.start, end=finding.end,
            certainty=finding.certainty, replacement=finding.replacement[:100],
        )
        for statement, findings in zip(statements, found, strict=True)
        for finding in findings
    )  # fmt: skip
    return statements


def impersonal(text: str, *, known: KnownNames) -> str:
    """What stands beside words, without what may point at a person: nobody decides on it later."""
    return redact(text, screen(text, known=known))


def load_processing(*, at: datetime) -> int:
    """This will bring the default entries of the register of processing in line with the data of this room."""
    for entry in entries():
        stored = add_processing(
            slug=entry.slug, name=entry.name, purpose=entry.purpose, ground=entry.ground,
            retention_days=entry.retention_days, seen_by=entry.seen_by,
        )  # fmt: skip
        record("load processing", stored, by=None, at=at)
    return len(entries())


def _may_bring_in(channel: str, by: User | None) -> None:
    if channel not in OPEN_DOORS:
        require(by, Right.IMPORT)
