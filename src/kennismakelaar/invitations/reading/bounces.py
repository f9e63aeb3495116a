"""Delivery reports (RFC 3464) in a mail file or in a mailbox full of them."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

from django.utils.translation import gettext as _

from kennismakelaar.shared.errors import Refusal

# The line with which a mail begins in a mailbox file (RFC 4155); in the text of a mail it is written ">From ".
_START = re.compile(rb"(?m)^From [^\r\n]*\d{4}[^\r\n]*\r?\n")
_ADDRESS = re.compile(r"[^\s<>;]+@[^\s<>;]+")


class NoMail(Refusal):
    """A file that holds no mail."""


@dataclass(frozen=True)
class Bounce:
    """What a mail server reports about one recipient."""

    recipient: str
    is_lasting: bool
    reason: str
    message_id: str = ""


@dataclass(frozen=True)
class MailsRead:
    """The reports in a file, and how many mails were something else (an answer, an absence)."""

    bounces: tuple[Bounce, ...]
    others: int


def read_bounces(filename: str, content: bytes) -> MailsRead:
    """All delivery reports in a mail (.eml) or mailbox (.mbox). Raises NoMail."""
    bounces: list[Bounce] = []
    others = 0
    for message in _messages(filename, content):
        found = list(_reports(message))
        bounces += found
        others += not found
    return MailsRead(tuple(bounces), others)


def _messages(filename: str, content: bytes) -> list[EmailMessage]:
    starts = [found.end() for found in _START.finditer(content)] if content.startswith(b"From ") else [0]
    ends = [found.start() for found in _START.finditer(content)][1:] if content.startswith(b"From ") else []
    parts = [content[start:end] for start, end in zip(starts, [*ends, len(content)], strict=True)]
    mails = [email.message_from_bytes(part, policy=email.policy.default) for part in parts]
    real = [mail for mail in mails if mail.get("From") or mail.get("Subject") or mail.is_multipart()]
    if not real:
        raise NoMail(
            _("A mail that came back (.eml), or a mailbox with such mails (.mbox), was expected."),
            came=_("“%s” holds no mail.") % filename,
            hint=_("Save the mail from your mail program with “Save as”."),
        )
    return real


def _reports(message: EmailMessage) -> Iterator[Bounce]:
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        number = _original_number(message)
        # The first block is about the server, each of the others about one recipient.
        for block in part.get_payload():
            bounce = _bounce(block, number)
            if bounce is not None:
                yield bounce


def _bounce(block: EmailMessage, number: str) -> Bounce | None:
    named = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
    address = _ADDRESS.search(named.partition(";")[2] or named)
    if address is None:
        return None
    action, status = str(block.get("Action", "")).strip().lower(), str(block.get("Status", "")).strip()
    said = " ".join(str(block.get("Diagnostic-Code", "")).partition(";")[2].split())
    lasting = action == "failed" and not status.startswith("4")
    return Bounce(address[0].lower(), lasting, f"{status} {said}".strip(), number)


def _original_number(message: EmailMessage) -> str:
    """The Message-ID of the mail that came back: as a whole mail, or only its header."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            return str(inner.get("Message-ID", "")).strip()
        if part.get_content_type() == "text/rfc822-headers":
            text = part.get_content()
            inner = email.message_from_string(
                text if isinstance(text, str) else text.decode("utf-8", "replace")
            )
            return str(inner.get("Message-ID", "")).strip()
    return ""
