"""Bringing a mail to a server in two steps, so that we know at every moment whether it may have left.

A mail server takes a mail over when it has got its end (a line with one full stop) and not before: cut off earlier it
throws away what it has (RFC 5321, 4.1.1.4). So everything but that line is brought first, then it is noted that the
mail may leave, then the line goes. Only between that line and the answer nobody can know (RFC 1047).
"""

import re
import smtplib
import socket
from contextlib import suppress
from email.utils import parseaddr
from types import TracebackType

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends import smtp

_LONE_STOP = re.compile(rb"^\.", re.MULTILINE)
END = b".\r\n"


class MailTrouble(Exception):
    """A mail that was not taken over, or of which that is not known."""


class MailRefused(MailTrouble):
    """The server does not want this mail, now or ever; it has not got it."""

    def __init__(self, reply: str, *, for_good: bool) -> None:
        self.reply, self.for_good = reply, for_good
        super().__init__(reply)


class NoAnswer(MailTrouble):
    """The connection broke after the end of a mail: it may have arrived."""


class ServerOutOfReach(MailTrouble):
    """No mail can be brought at all now: no connection, or the server does not know us."""


def has_mail_server() -> bool:
    """Whether mail leaves this machine; otherwise it is only written to the screen of the server."""
    return settings.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend"


class Postman:
    """One connection for many mails: `offer` a mail, then `hand_over` it."""

    def __init__(self) -> None:
        self._backend = get_connection(fail_silently=False)
        self._whole: EmailMultiAlternatives | None = None

    def __enter__(self) -> "Postman":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(smtplib.SMTPException, OSError):  # what was sent was sent
            self._backend.close()

    def offer(self, message: EmailMultiAlternatives) -> None:
        """This will bring all of a mail but its end. Raises MailRefused or ServerOutOfReach; then nothing has left."""
        if not isinstance(self._backend, smtp.EmailBackend):
            self._whole = message
            return
        try:
            self._offer(self._server(), message)
        except MailRefused:
            self._forget_half()
            raise
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise ServerOutOfReach(str(error)[:300]) from error

    def hand_over(self) -> str:
        """This will let the offered mail go and return what the server says. Raises MailRefused or NoAnswer."""
        if self._whole is not None:
            message, self._whole = self._whole, None
            self._backend.send_messages([message])
            return ""
        server = self._backend.connection
        try:
            server.send(END)
            code, words = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise NoAnswer(str(error)[:300]) from error
        if code == 250:
            return _shown(words)
        raise _refusal(code, words)

    def _server(self) -> smtplib.SMTP:
        if self._backend.connection is None:
            self._backend.open()
            # The end of a mail is a small packet of its own: it must not wait until the rest was acknowledged.
            self._backend.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._backend.connection.ehlo_or_helo_if_needed()
        return self._backend.connection

    def _offer(self, server: smtplib.SMTP, message: EmailMultiAlternatives) -> None:
        for answer, good in (
            (lambda: server.mail(parseaddr(message.from_email)[1]), (250,)),
            (lambda: server.rcpt(message.to[0]), (250, 251)),
            (lambda: server.docmd("DATA"), (354,)),
        ):
            code, words = answer()
            if code not in good:
                raise _refusal(code, words)
        text = message.message().as_bytes(linesep="\r\n")
        server.send(_LONE_STOP.sub(b"..", text) + (b"" if text.endswith(b"\r\n") else b"\r\n"))

    def _forget_half(self) -> None:
        try:
            self._backend.connection.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        """Lets a connection go that is of no use any more; saying goodbye could fail too."""
        if self._backend.connection is not None:
            self._backend.connection.close()
            self._backend.connection = None


def _refusal(code: int, words: bytes) -> MailRefused:
    return MailRefused(f"{code} {_shown(words)}", for_good=500 <= code < 600)


def _shown(words: bytes) -> str:
    return words.decode("utf-8", "replace")[:280]
