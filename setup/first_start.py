"""What goes into an empty database: the one list of commands, and the memory of how far it came.

A command that is interrupted runs again at the next start; one that ended is never run again. A database that
held something before we first saw it gets nothing: it is somebody's own.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

from setup.database import Found
from setup.places import ROOT
from setup.processes import OWNER_ONLY, django_command
from setup.reporting import UnableToStart, step
from setup.state import State

# Command, and what is being done. The first part is needed by every command, the second only by visitors.
REGISTER: tuple[tuple[str, str], ...] = (
    ("load_register", "Loading municipalities and organizations"),
    ("load_topics", "Loading the topics"),
    ("load_processing", "Loading the register of processing"),
    ("load_offers", "Loading the offers"),
    ("load_guidance", "Loading the action cards"),
    ("reindex", "Making all of it findable by meaning"),
)
DEMO: tuple[tuple[str, str], ...] = (
    ("build_demo", "Building the demo year (fictitious)"),
    ("main_job", "Running the main job"),
)


class FirstStartFailed(UnableToStart):
    """A command that fills the database ended with an error."""


def pending(notes: dict[str, Any], found: Found, *, demo: bool) -> list[tuple[str, str]]:
    """Lists what is still to be loaded, and writes down what a fresh database wants."""
    if found.is_fresh and "pending" not in notes:
        notes["pending"] = [name for name, _ in (*REGISTER, *DEMO)]
    wanted = (*REGISTER, *DEMO) if demo else REGISTER
    return [entry for entry in wanted if entry[0] in notes.get("pending", [])]


def load(
    entries: Sequence[tuple[str, str]],
    *,
    notes: dict[str, Any],
    state: State,
    env: Mapping[str, str],
    out: Any = None,
) -> None:
    """Runs the commands one by one; their words go to `out` (standard output unless told otherwise)."""
    for name, doing in entries:
        with step(doing, others_talk=True):
            _run(name, env, out)
        notes["pending"].remove(name)
        state.write()


def _run(name: str, env: Mapping[str, str], out: Any) -> None:
    code = subprocess.run(django_command(name), env=env, cwd=ROOT, stdout=out, umask=OWNER_ONLY).returncode
    if code != 0:
        raise FirstStartFailed(
            f"The command {name} did not end well.",
            expected="exit code 0",
            came=f"exit code {code}; its own words are above",
            hint="Earlier commands are not repeated: the next start goes on with this one.",
        )
