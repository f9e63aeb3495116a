"""Mail files: subject, body, mails passed on and attachments; who wrote to whom is left out."""

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage, MIMEPart
from typing import Any, cast

from . import refusals
from .damaged import is_damage
from .html_text import visible
from .kinds import Kind, recognize
from .plain import paragraphs
from .reports import Report, moved_in, unread, words
from .spoken import Choices

DEEPEST = 3
MOST_ATTACHMENTS = 50
QUOTED = re.compile(
    r"^(> ?|Van: .+$|From: .+$|Op .{5,120} schreef .*:\s*$|On .{5,120} wrote:\s*$|"
    r"-{2,}\s*(Oorspronkelijk|Original).*$)",
    re.MULTILINE,
)
PASSED_ON = re.compile(
    r"^(-{2,}\s*(Doorgestuurd bericht|Forwarded message).*|Begin doorgestuurd bericht:?|Begin forwarded message:?)\s*$",
    re.MULTILINE | re.IGNORECASE,
)
FORWARD = re.compile(r"(fw|fwd|doorst|tr)\s*:", re.IGNORECASE)
# Lines that say who wrote to whom, and when.
ENVELOPE = re.compile(
    r"(van|aan|cc|bcc|verzonden|verstuurd|datum|from|to|sent|date|beantwoorden aan|reply-to)\s*:.*",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"(onderwerp|subject)\s*:\s*(.*)", re.IGNORECASE)
Reader = Callable[[str, Kind, bytes, Choices], Iterator[Report]]


def events(content: bytes, choices: Choices, inside: Reader) -> Iterator[Report]:
    """The words of a mail and of what hangs on it. `inside` reads an attachment by its kind."""
    message = cast(EmailMessage, email.message_from_bytes(content, policy=email.policy.default))
    yield from _message(message, choices, inside, depth=1)
    if message.get("From") or message.get("To"):
        yield unread("mail_addresses")


def _message(message: EmailMessage, choices: Choices, inside: Reader, *, depth: int) -> Iterator[Report]:
    subject = " ".join(str(message.get("subject", "")).split())
    if subject:
        yield words(subject, {"heading": "1"}, line=None)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is not None:
        yield from _body(_text_of(body), subject)
    for number, part in enumerate(message.iter_attachments(), start=1):
        if number > MOST_ATTACHMENTS:
            yield unread("attachment", name=_name(part))
        else:
            yield from _attachment(cast(EmailMessage, part), choices, inside, depth)


def _body(text: str, subject: str) -> Iterator[Report]:
    """The new words; what was passed on is read too, what was only quoted is said to be there."""
    pieces = _pieces(text, is_forward=bool(FORWARD.match(subject)))
    for number, (start, piece, passed_on) in enumerate(pieces):
        if not passed_on:
            yield from _below(subject, paragraphs(piece, start))
            continue
        inner, own = subject, []
        for line in piece.split("\n"):
            named = SUBJECT.fullmatch(line.strip())
            inner = named[2] if named else inner
            own.append(
                "" if named or ENVELOPE.fullmatch(line.strip()) else line.removeprefix("> ").removeprefix(">")
            )
        for report in _below(inner, paragraphs("\n".join(own), start)):
            yield {**report, "place": {**report["place"], "mail": number}}
    if QUOTED.search(text) and not any(passed_on for _start, _piece, passed_on in pieces):
        yield unread("quoted_mail")


def _below(subject: str, reports: Iterator[Report]) -> Iterator[Report]:
    for report in reports:
        yield {**report, "place": {**report["place"], "part": subject[:100]}}


def _pieces(text: str, *, is_forward: bool) -> list[tuple[int, str, bool]]:
    """Stretches of a body with the line they start on: own words first, then every mail that was passed on."""
    text = text.replace("\r\n", "\n")
    marks = [match.start() for match in PASSED_ON.finditer(text)]
    first = QUOTED.search(text)
    if not marks and first and is_forward:
        marks = [first.start()]
    if not marks:
        return [(1, text[: first.start()] if first else text, False)]
    ends = [*marks[1:], len(text)]
    pieces = [(1, text[: marks[0]], False)]
    for start, end in zip(marks, ends, strict=True):
        piece = PASSED_ON.sub("", text[start:end], count=1)
        pieces.append((text.count("\n", 0, start) + 1, piece, True))
    return pieces


def _attachment(part: EmailMessage, choices: Choices, inside: Reader, depth: int) -> Iterator[Report]:
    name = _name(part)
    outer: dict[str, Any] = {"attachment": name}
    if depth >= DEEPEST:
        yield unread("too_deep", outer, name=name, limit=DEEPEST)
        return
    if part.get_content_type() == "message/rfc822":
        inner = cast(EmailMessage, next(iter(part.get_payload())))
        for report in _message(inner, choices, inside, depth=depth + 1):
            yield moved_in(outer, report)
        return
    kind: Kind | None = None
    try:
        content = cast(bytes, part.get_payload(decode=True) or b"")
        kind = recognize(name, content)
        if kind == Kind.EML:
            message = cast(EmailMessage, email.message_from_bytes(content, policy=email.policy.default))
            found = _message(message, choices, inside, depth=depth + 1)
        else:
            found = inside(name, kind, content, choices)
        reports = list(found)
    except refusals.UnreadableFile as refusal:
        yield unread(
            "attachment_refused", outer, name=name, refusal=type(refusal).__name__, facts=refusal.facts
        )
        return
    except Exception as error:
        if not is_damage(error):
            raise
        facts = {"kind": kind.value if kind else ""}
        yield unread("attachment_refused", outer, name=name, refusal="CorruptFile", facts=facts)
        return
    yield from (moved_in(outer, report) for report in reports)


def _name(part: MIMEPart) -> str:
    named = part.get_filename()
    if named:
        return re.sub(r"[\x00-\x1f/\\]", "_", named)[:100]
    if part.get_content_type() == "message/rfc822":
        return "mail.eml"
    return part.get_content_type()


def _text_of(body: MIMEPart) -> str:
    try:
        text = str(body.get_content())
    except (LookupError, UnicodeError):  # a mail may name an encoding that does not exist
        payload = cast(bytes, body.get_payload(decode=True) or b"")
        text = payload.decode("utf-8", "replace")
    return visible(text) if body.get_content_subtype() == "html" else text
