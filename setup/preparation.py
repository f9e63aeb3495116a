"""Brings everything up to date before the site, a command or a test runs; skips what has been done."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from setup import database, environment, first_start, messages, styles
from setup.places import REQUIREMENTS, ROOT, SITE, made_data_folder
from setup.processes import django_command, run_quietly, with_source_path
from setup.reporting import step
from setup.state import State, digest_of


def files(state: State, *, packages: tuple[str, ...] = ("run",)) -> None:
    """Installs packages, builds styles, compiles texts: all that needs no database."""
    environment.ensure(*packages)
    styles.ensure(state)
    messages.ensure(state)


@contextmanager
def site(
    *, demo: bool, meanwhile: Callable[[dict[str, str]], None] | None = None
) -> Iterator[dict[str, str]]:
    """Yields the environment variables of a site whose database runs and is up to date.

    `meanwhile` is called as soon as these variables are known: what takes long can begin while the database
    starts.
    """
    data = made_data_folder()
    state = State(data / "state.json")
    files(state)
    chosen = database.choose(data, os.environ)
    env = variables(data, chosen.url)
    _collect_static_files(state, data, env)
    if meanwhile:
        meanwhile(env)
    with chosen.running():
        _bring_up_to_date(state, chosen.url, env, demo=demo)
        yield env


def variables(data: Path, url: str) -> dict[str, str]:
    given = with_source_path(os.environ)
    key = given.get("KENNISMAKELAAR_SECRET_KEY") or secret_key(data)
    return {**given, "DATABASE_URL": url, "KENNISMAKELAAR_DATA": str(data), "KENNISMAKELAAR_SECRET_KEY": key}


def secret_key(data: Path) -> str:
    """Returns the installation's own key, made once and readable for its owner only."""
    path = data / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")


def _collect_static_files(state: State, data: Path, env: dict[str, str]) -> None:
    inputs = [path for path in SITE.glob("*/static/**/*") if path.is_file()]
    digest = digest_of([REQUIREMENTS / "run.lock", *inputs], root=ROOT) + _digest_of_theme(env)
    if (data / "static").is_dir() and state.is_done("static files", digest):
        return
    with step("Collecting styles and pictures"):
        run_quietly(django_command("collectstatic", "--noinput", "--clear"), env=env)
    state.mark_done("static files", digest)


def _digest_of_theme(env: dict[str, str]) -> str:
    """Returns nothing without a theme; an organization's own look is collected again when it changes."""
    given = env.get("KENNISMAKELAAR_THEME")
    if not given:
        return ""
    folder = Path(given).absolute()
    return digest_of([path for path in folder.rglob("*") if path.is_file()], root=folder)


def _bring_up_to_date(state: State, url: str, env: dict[str, str], *, demo: bool) -> None:
    found = database.probe(url)
    notes = state.of_database(found.identity)
    entries = first_start.pending(notes, found, demo=demo)
    digest = digest_of([REQUIREMENTS / "run.lock", *SITE.glob("*/migrations/*.py")], root=ROOT)
    if notes.get("migrations") != digest:
        state.write()  # what a fresh database still wants must survive a stop halfway
        with step("Bringing the database up to date"):
            run_quietly(django_command("migrate", "--noinput", "-v", "0"), env=env)
        notes["migrations"] = digest
        state.write()
    first_start.load(entries, notes=notes, state=state, env=env, out=None if demo else sys.stderr)
