"""Runs other programs: quietly with their output kept for the failure, or in the open."""

from __future__ import annotations

import ctypes
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from setup.places import PYTHON, ROOT, SOURCE
from setup.reporting import UnableToStart

LINES_SHOWN = 30
PR_SET_PDEATHSIG = 1
OWNER_ONLY = 0o077  # the mask for programs that write what people said


class ProgramFailed(UnableToStart):
    """A program that the set-up needs ended with an error."""


def run_quietly(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> str:
    """Runs a program, returns its standard output, and shows the last lines only when it fails."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise ProgramFailed(
            f"{words[0]} could not be started.",
            expected="a program that can be run",
            came=str(error),
            hint="Is it installed, and may this user run it?",
        ) from error
    if done.returncode != 0:
        raise _failure(words, done)
    return done.stdout


def _failure(words: list[str], done: subprocess.CompletedProcess[str]) -> ProgramFailed:
    last = (done.stdout + done.stderr).strip().splitlines()[-LINES_SHOWN:]
    return ProgramFailed(
        f"This command failed: {shlex.join(words)}",
        expected="exit code 0",
        came=f"exit code {done.returncode}\n" + "\n".join(f"    {line}" for line in last),
        hint="The lines above are its own last words.",
    )


def django_command(*words: str) -> list[str]:
    return [str(PYTHON), "-P", "-m", "django", *words]


def with_source_path(environment: Mapping[str, str]) -> dict[str, str]:
    """Returns the environment in which our own code can be imported.

    Compiled code may be kept, whatever the caller's shell says: compiling it anew costs more than a second of
    every start.
    """
    kept = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    earlier = kept.get("PYTHONPATH")
    path = os.pathsep.join([str(SOURCE), earlier]) if earlier else str(SOURCE)
    return {**kept, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "kennismakelaar.config.settings"}


def end_with_parent() -> None:
    """Asks Linux to end the child when its parent dies, even by kill -9; elsewhere it does nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
