"""What a mail server of the tests does with mail: keeps it, or refuses it as it was told."""

import email
import email.policy
import re
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from aiosmtpd.controller import Controller

TOKEN = re.compile(r"/peiling/([A-Za-z0-9_-]{22})")


class Received:
    """Keeps every mail it took over. `answers` maps an address to what the server says instead of taking it."""

    def __init__(self, *, pause: float = 0.0) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.pause = pause
        self.port = 0

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        time.sleep(self.pause)
        return "250 taken over"

    @property
    def addresses(self) -> list[str]:
        return sorted(str(mail["To"]) for mail in self.mails)

    @property
    def times(self) -> Counter[str]:
        """How often each mail came, by its number."""
        return Counter(str(mail["Message-ID"]) for mail in self.mails)

    def to(self, address: str) -> EmailMessage:
        return next(mail for mail in reversed(self.mails) if mail["To"] == address)

    def token_of(self, address: str) -> str:
        """The token of the personal link in the last mail to an address."""
        return TOKEN.search(self.to(address).get_body(("plain",)).get_content())[1]


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    return mail.get_body((kind,)).get_content()


@contextmanager
def serving(received: Received) -> Iterator[Received]:
    """This will run a mail server on a free port of loopback for as long as it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        received.port = free.getsockname()[1]
    controller = Controller(received, hostname="127.0.0.1", port=received.port, ready_timeout=20)
    controller.start()
    try:
        yield received
    finally:
        controller.stop()
