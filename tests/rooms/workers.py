"""A task worker as a process of its own, on the database of the tests."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from urllib.parse import quote

from django.db import connection

PATIENCE = 120


def database_address() -> str:
    """Where the tests' own database is, as an address for another process."""
    found = connection.settings_dict
    login = quote(found["USER"]) + (f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else "")
    if found["HOST"].startswith("/"):
        return f"postgresql://{login}@/{found['NAME']}?host={quote(found['HOST'])}"
    return f"postgresql://{login}@{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"


def start_worker(*options: str, **settings: str) -> "subprocess.Popen[bytes]":
    """A worker; it keeps the timetable too, so what a test lets it find is of now, not of the past."""
    here = {"DATABASE_URL": database_address(), "PYTHONPATH": os.pathsep.join(sys.path)}
    env = {**os.environ, **here, **settings}
    command = [sys.executable, "-m", "django", "procrastinate", "worker", *options]
    return subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def do_what_waits(**settings: str) -> None:
    """Lets a worker do all that waits, and end."""
    worker = start_worker("--one-shot", **settings)
    try:
        assert worker.wait(timeout=PATIENCE) == 0
    finally:
        worker.kill()
        worker.wait()


def wait_until(true: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, what
        time.sleep(0.005)
