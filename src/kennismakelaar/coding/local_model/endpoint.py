"""Where the language model stands, and asking it one thing: one bounded answer in time, or a reason why not.

Python's own client, on purpose: it follows no redirect and no proxy of the environment, so words go nowhere else.
"""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from kennismakelaar.coding.refused import Reason
from kennismakelaar.shared.errors import Refusal

MOST_BYTES = 64 * 1024  # an answer for one statement is a few hundred
MOST_TOKENS = 800
PATH = "/chat/completions"


class ModelRefused(Refusal):
    """No language model is set, or it stands where words may not go."""

    reason = "no_model"


class NoAnswer(Exception):
    """The model gave nothing to read; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Endpoint:
    """One address with one model, allowed by whoever runs this site."""

    host: str
    port: int
    secure: bool
    path: str
    model: str
    seconds: float
    key: str = ""

    @property
    def is_here(self) -> bool:
        """Whether the model stands on this machine, so that no word leaves it."""
        return _is_loopback(self.host)

    def ask(self, system: str, user: str) -> str:
        """This will give the words of one answer, or raise NoAnswer. `seconds` is for all of it together."""
        body = json.dumps(
            {
                "model": self.model,
                "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
                "temperature": 0, "max_tokens": MOST_TOKENS, "stream": False,
                "response_format": {"type": "json_object"},
            }
        ).encode()  # fmt: skip
        return _content(self._answered(body))

    def _answered(self, body: bytes) -> bytes:
        kind = http.client.HTTPSConnection if self.secure else http.client.HTTPConnection
        connection = kind(self.host, self.port, timeout=self.seconds)
        late = threading.Event()
        try:
            connection.connect()
            with _ended_after(self.seconds, connection.sock, late):
                connection.request("POST", self.path, body, self._headers())
                found = _read(connection.getresponse())
        except TimeoutError as error:
            raise NoAnswer(Reason.TIME_OUT) from error
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(Reason.TIME_OUT if late.is_set() else _why(error)) from error
        finally:
            connection.close()
        if late.is_set():
            raise NoAnswer(Reason.TIME_OUT)
        return found

    def _headers(self) -> dict[str, str]:
        found = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }
        return found | ({"Authorization": f"Bearer {self.key}"} if self.key else {})


def endpoint() -> Endpoint | None:
    """This will read from the settings where the model stands; None when none is set. Raises `ModelRefused`."""
    address = settings.LANGUAGE_MODEL_URL
    if not address:
        return None
    parts = _parts(address)
    if not settings.LANGUAGE_MODEL_NAME:
        raise _unclear(_("No name in KENNISMAKELAAR_MODEL_NAME."))
    host, secure = parts.hostname or "", parts.scheme == "https"
    if not _is_loopback(host) and not (secure and host in settings.LANGUAGE_MODEL_HOSTS):
        raise ModelRefused(
            _("A language model on this machine, or over https on a host that was allowed."),
            came=f"{parts.scheme}://{host}",
            hint=_("Whoever runs this site allows a host with KENNISMAKELAAR_MODEL_HOSTS."),
        )
    return Endpoint(
        host, parts.port or (443 if secure else 80), secure, parts.path.rstrip("/") + PATH,
        settings.LANGUAGE_MODEL_NAME, settings.LANGUAGE_MODEL_SECONDS, settings.LANGUAGE_MODEL_KEY,
    )  # fmt: skip


def _parts(address: str):
    with suppress(ValueError):
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} and parts.hostname and not parts.username and parts.port != 0:
            return parts
    raise _unclear(_("Something else in KENNISMAKELAAR_MODEL_URL."))


def _unclear(came: str) -> ModelRefused:
    return ModelRefused(
        _("An address that begins with http:// or https:// and a name of a model."),
        came=came,
        hint=_("For example http://127.0.0.1:8080/v1"),
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return False


@contextmanager
def _ended_after(seconds: float, line: socket.socket, late: threading.Event) -> Iterator[None]:
    """A model that sends a letter now and then never runs into the time-out of one read: this ends it anyway."""

    def end() -> None:
        late.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    clock = threading.Timer(seconds, end)
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _read(response: http.client.HTTPResponse) -> bytes:
    if response.status != http.client.OK:
        raise NoAnswer(Reason.HTTP_ERROR)
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise NoAnswer(Reason.MALFORMED)
    found = response.read(MOST_BYTES + 1)
    if len(found) > MOST_BYTES:
        raise NoAnswer(Reason.TOO_LARGE)
    return found


def _why(error: Exception) -> Reason:
    if isinstance(error, http.client.HTTPException) and not isinstance(error, http.client.RemoteDisconnected):
        return Reason.MALFORMED
    return Reason.UNREACHABLE


def _content(answer: bytes) -> str:
    """The words of the model, out of what surrounds them."""
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise NoAnswer(Reason.MALFORMED) from error
    if not isinstance(content, str):
        raise NoAnswer(Reason.MALFORMED)
    return content
