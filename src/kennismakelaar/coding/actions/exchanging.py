"""Bringing in a codebook or project of another coding program: looked at first, brought in as a whole or not."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding.models import Code, Codebook, Coding, Exchange, Segment
from kennismakelaar.coding.queries import current_codebook
from kennismakelaar.coding.refi.paragraphs import paragraphs, parts_in
from kennismakelaar.coding.refi.project import FileCode, ProjectFile, Text
from kennismakelaar.coding.refi.reading import UnableToExchange, read_file
from kennismakelaar.coding.refi.rules import parts_of, stance_in
from kennismakelaar.coding.sentences import tidied
from kennismakelaar.intake.api import (
    PointsAtSomebody,
    Statement,
    Words,
    collect,
    open_source,
    require_impersonal,
)
from kennismakelaar.records.api import record

from .changes import free_slug
from .codebooks import TITLE
from .versions import touch

PROCESSING = "theme-day"


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and where the texts of a project were said, as our register of processing asks."""

    held_on: date
    channel: str = "event"
    is_fictitious: bool = False


@transaction.atomic
def receive_exchange(filename: str, content: bytes, *, by: User, at: datetime) -> Exchange:
    """This will look at a file of another program and say what it holds; nothing is brought in yet."""
    require(by, Right.EDIT_CODEBOOK)
    found = read_file(content)
    exchange = Exchange.objects.create(
        filename=filename[-200:], content=content, sha256=hashlib.sha256(content).hexdigest(),
        report=_report(found), made_by=by, made_at=at,
    )  # fmt: skip
    record("receive exchange", exchange, by=by, at=at, detail={"sha256": exchange.sha256})
    return exchange


def _report(found: ProjectFile) -> dict[str, Any]:
    marks = [mark for text in found.texts for mark in text.marks]
    return {
        "name": found.name[:200], "origin": found.origin, "codes": len(found.codes), "texts": len(found.texts),
        "marks": len(marks), "users": len({mark.user for mark in marks if mark.user}), "notes": list(found.notes),
        "left_out": [asdict(row) for row in found.left_out], "done": {},
    }  # fmt: skip


@transaction.atomic
def bring_in(
    exchange: Exchange, *, by: User, at: datetime, occasion: Occasion | None = None,
    coders: Mapping[UUID, User] | None = None,
) -> Exchange:  # fmt: skip
    """This will take over codes, texts and judgements; all or nothing. Coders unknown here become `by`."""
    require(by, Right.EDIT_CODEBOOK)
    require(by, Right.IMPORT)
    exchange = Exchange.objects.select_for_update().get(pk=exchange.pk)
    _check(exchange, Exchange.Status.CHECKED)
    found = read_file(bytes(exchange.content))
    if found.texts and occasion is None:
        raise UnableToExchange(
            _("A day on which the texts were said."), came=_("No date was given."), hint=_("Fill in a date.")
        )
    book = current_codebook() or Codebook.objects.create(title=found.name[:200] or TITLE)
    codes, told = _take_codes(book, found.codes)
    for text in found.texts:
        _take_text(text, occasion, codes, coders or {}, told, by=by, at=at)
    if told["new_codes"]:
        touch(book)
    _close(exchange, Exchange.Status.DONE, at, told)
    record(
        "bring in exchange",
        exchange,
        by=by,
        at=at,
        detail={k: v for k, v in told.items() if isinstance(v, int)},
    )
    return exchange


def _check(exchange: Exchange, status: str) -> None:
    if exchange.status != status:
        raise UnableToExchange(
            _("A file that waits to be brought in."),
            came=str(exchange.get_status_display()),
            hint=_("Deliver the file again."),
        )


def _close(exchange: Exchange, status: str, at: datetime, told: Mapping[str, int]) -> None:
    """The file goes: its words live on as statements, under their own term. The report stays."""
    exchange.status, exchange.done_at, exchange.content = status, at, b""
    exchange.report = exchange.report | {"done": dict(told)}
    exchange.save(update_fields=["status", "done_at", "content", "report"])


@transaction.atomic
def set_aside(exchange: Exchange, *, by: User, at: datetime) -> Exchange:
    """This will put a delivered file away without bringing anything in."""
    require(by, Right.EDIT_CODEBOOK)
    exchange = Exchange.objects.select_for_update().get(pk=exchange.pk)
    _check(exchange, Exchange.Status.CHECKED)
    _close(exchange, Exchange.Status.SET_ASIDE, at, {})
    record("set aside exchange", exchange, by=by, at=at)
    return exchange


def _take_codes(book: Codebook, codes: Iterable[FileCode]) -> tuple[dict[UUID, Code], dict[str, int]]:
    """Codes we have (by the name in the file, else by label at the same place) are used; the rest is made."""
    ours = list(book.codes.select_related("codebook", "parent"))
    by_guid = {code.exchange_id: code for code in ours}
    by_label = {(code.parent_id, code.label.casefold()): code for code in ours if code.retired_on is None}
    told = {"new_codes": 0, "known_codes": 0, "statements": 0, "held_back": 0, "codings": 0, "cut": 0,
            "coincided": 0, "memos_left_out": 0}  # fmt: skip
    found: dict[UUID, Code] = {}
    position = max((code.position for code in ours), default=0)
    for code in codes:
        parent = found.get(code.parent) if code.parent else None
        known = by_guid.get(code.guid) or by_label.get(
            (parent.pk if parent else None, code.name[:100].casefold())
        )
        told["known_codes" if known else "new_codes"] += 1
        if known is None:
            position += 1
            known = _new_code(book, code, parent, position)
        found[code.guid] = known
    return found, told


def _new_code(book: Codebook, code: FileCode, parent: Code | None, position: int) -> Code:
    return Code.objects.create(
        codebook=book, slug=free_slug(book, code.name), label=code.name[:100], parent=parent, guid=code.guid,
        position=position, **parts_of(code.description),
    )  # fmt: skip


def _take_text(
    text: Text, occasion: Occasion, codes: Mapping[UUID, Code], coders: Mapping[UUID, User], told: dict[str, int],
    *, by: User, at: datetime,
) -> None:  # fmt: skip
    """A text becomes a source; its paragraphs become statements, screened like all words that come in."""
    source = open_source(
        title=text.name[:200] or _("Text without a name"), channel=occasion.channel, held_on=occasion.held_on,
        processing=PROCESSING, by=by, at=at, is_fictitious=occasion.is_fictitious,
    )  # fmt: skip
    pieces = paragraphs(text.text)
    words = [
        Words(text.text[s:e], _("paragraph %(number)d") % {"number": n}) for n, (s, e) in enumerate(pieces, 1)
    ]
    statements = collect(source, words, by=by, at=at)
    told["statements"] += len(statements)
    told["held_back"] += sum(statement.status == Statement.Status.HELD_BACK for statement in statements)
    for mark in text.marks:
        touched = list(parts_in((mark.start, mark.end), pieces))
        told["cut"] += len(touched) > 1
        stance, memo = stance_in(mark.memo)
        memo = _impersonal(memo, told)
        coder = coders.get(mark.user, by) if mark.user else by
        for number, start, end in touched:
            _code(statements[number], start, end, codes[mark.code], coder, stance, memo, mark.at or at, told)


def _impersonal(memo: str, told: dict[str, int]) -> str:
    try:
        require_impersonal(memo)
    except PointsAtSomebody:
        told["memos_left_out"] += 1
        return ""
    return memo


def _code(
    statement: Statement, start: int, end: int, code: Code, coder: User, stance: str, memo: str, at: datetime,
    told: dict[str, int],
) -> None:  # fmt: skip
    """One judgement on one paragraph; also on one that is held back: it shows when the words may be read."""
    start, end = tidied(statement.text, start, end)
    if start >= end:
        return
    segment, _new = Segment.objects.get_or_create(statement=statement, start=start, end=end, edits_known=0)
    _coding, new = Coding.objects.get_or_create(
        segment=segment, code=code, coder=coder, is_adjudicated=False, withdrawn_at=None,
        defaults={"stance": stance, "memo": memo, "at": at, "codebook_version": code.codebook.version},
    )  # fmt: skip
    told["codings" if new else "coincided"] += 1
