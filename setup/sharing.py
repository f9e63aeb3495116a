"""Lets several commands use one embedded server: the first starts it, the last stops it.

Each user of the server holds a shared lock on a file; the system releases it even after kill -9. Whoever
leaves and can lock the file alone is the last one, and stops the server.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setup.postgres import Server


@contextmanager
def shared(server: Server, locks: Path) -> Iterator[None]:
    """Keeps the server running for as long as anybody uses it."""
    users = os.open(locks / "database.users.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        with _alone(locks):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not server.is_running():
                server.start()
        yield
    finally:
        with _alone(locks):
            if _is_last(users) and server.is_running():
                server.stop()
        os.close(users)


@contextmanager
def _alone(locks: Path) -> Iterator[None]:
    """Lets one process at a time start or stop the server."""
    turn = os.open(locks / "database.turn.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
    finally:
        os.close(turn)


def _is_last(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
