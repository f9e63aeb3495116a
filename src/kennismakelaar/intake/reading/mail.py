"""Mail files: subject and body; who wrote to whom is not read, attachments are named."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from html.parser import HTMLParser
from typing import cast

from .plain import _paragraphs
from .reports import Report, unread, words

QUOTED = re.compile(
    r"^(>|Van: |From: |Op .+ schreef .+:$|On .+ wrote:$|-{2,}\s*(Oorspronkelijk|Original))", re.MULTILINE
)
BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "table"}


def events(filename: str, content: bytes) -> Iterator[Report]:
    """The subject and the new words of a mail, and the names of what hangs on it."""
    message = cast(EmailMessage, email.message_from_bytes(content, policy=email.policy.default))
    subject = str(message.get("subject", "")).strip()
    if subject:
        yield words(subject, {"heading": "1"}, part="Subject")
    body = message.get_body(preferencelist=("plain", "html"))
    if body is not None:
        text = _text_of(body)
        quoted = QUOTED.search(text)
        yield from _paragraphs(text[: quoted.start()] if quoted else text)
        if quoted:
            yield unread("quoted_mail")
    for attachment in message.iter_attachments():
        yield unread("attachment", name=attachment.get_filename() or attachment.get_content_type())


def _text_of(body: MIMEPart) -> str:
    text = str(body.get_content())
    if body.get_content_subtype() != "html":
        return text
    reader = _Html()
    reader.feed(text)
    return "".join(reader.parts)


class _Html(HTMLParser):
    """The visible words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden += tag in {"script", "style", "head"}
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style", "head"} and self._hidden > 0
        if tag in BLOCKS - {"br"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(" ".join(data.split(" ")).replace("\n", " "))
