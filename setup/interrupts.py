"""Ctrl-C and SIGTERM: one exception for both, and time for a child to undo what it was doing."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

SECONDS_TO_END = 20


class Stop(Exception):
    """Somebody asked us to stop (Ctrl-C or SIGTERM)."""


def stop_on_signals() -> None:
    """Turns both signals into one exception; a second one is ignored, for the first is being carried out."""

    def stop(number: int, frame: FrameType | None) -> None:
        for again in (signal.SIGINT, signal.SIGTERM):
            signal.signal(again, signal.SIG_IGN)
        raise Stop

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def call(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path | None = None) -> int:
    """Runs a program with our input and output, and returns its exit code; passes a request to stop on to it."""
    child = subprocess.Popen(command, env=env, cwd=cwd)
    try:
        return child.wait()
    except Stop:
        _end(child)
        raise


def _end(child: subprocess.Popen[bytes]) -> None:
    child.send_signal(signal.SIGINT)
    try:
        child.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
