"""The databases of a test run: filled once, copied for every process and after every test that commits.

A copy of 16 MB takes a tenth of a second; migrating takes ten, and emptying all tables one by one takes longer than
copying. A filled database is kept under a name that tells what went into it: on a server that stays, the next
run finds it again.
"""

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase, override_settings

SOURCE = Path(__file__).parents[1] / "src"
ENDS = ("py", "csv", "toml", "json", "md", "html")
KEPT = 6
OLDER = "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC OFFSET %s"
ALL = tuple(f"**/*.{end}" for end in ENDS)


@contextmanager
def _maintenance() -> Iterator[Callable[..., list[tuple]]]:
    """Questions to the server outside the database of the tests; one process of a run at a time."""
    with connection._nodb_cursor() as cursor:

        def ask(statement: str, *values: object) -> list[tuple]:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

        ask("SELECT pg_advisory_lock(hashtext('databases of tests'))")
        try:
            yield ask
        finally:
            ask("SELECT pg_advisory_unlock(hashtext('databases of tests'))")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _copy(ask: Callable[..., list[tuple]], source: str, target: str) -> None:
    ask(f"DROP DATABASE IF EXISTS {_quoted(target)} WITH (FORCE)")
    ask(f"CREATE DATABASE {_quoted(target)} TEMPLATE {_quoted(source)} STRATEGY file_copy")


def _files_of(*rooms: str) -> tuple[str, ...]:
    return tuple(f"kennismakelaar/{room}/**/*.{end}" for room in rooms for end in ENDS)


@dataclass(frozen=True)
class Kind:
    """One way of being filled: on top of which other, by which commands, and which files matter to it."""

    source: str
    commands: tuple[str, ...]
    files: tuple[str, ...]


# By the fixture that asks for it; a test gets the fullest one it asks for.
KINDS = {
    "empty": Kind("", ("migrate",), ("**/migrations/*.py", "kennismakelaar/config/settings.py")),
    "database_with_register": Kind(
        "empty",
        ("load_register", "load_topics", "load_processing"),
        (*_files_of("organizations", "topics", "records"), "kennismakelaar/intake/data/*"),
    ),
    "database_with_offers": Kind("database_with_register", ("load_offers",), ALL),
    "database_with_cards": Kind("database_with_offers", ("load_guidance",), ALL),
    "database_with_year": Kind(
        "database_with_cards", ("build_demo", "main_job --on 2026-10-01 --draws 400"), ALL
    ),
}


def name_of(kind: str) -> str:
    """Tells what went into a database of this kind: another name when one of its files changed."""
    return f"km_tests_{kind.removeprefix('database_with_')}_{_digest(kind)}"


@cache
def _digest(kind: str) -> str:
    found = hashlib.sha256(_digest(KINDS[kind].source).encode() if KINDS[kind].source else b"")
    for path in sorted(
        {path for pattern in KINDS[kind].files for path in SOURCE.glob(pattern) if path.is_file()}
    ):
        found.update(str(path.relative_to(SOURCE)).encode() + path.read_bytes())
    return found.hexdigest()[:12]


def filled(kind: str) -> str:
    """This will give the name of the database of this kind, and fill it first when it is not there yet.

    What an older state of the files left is thrown away, but for a few that a run beside this one may be using.
    """
    name, half_done = name_of(kind), name_of(kind).replace("tests", "half")
    if _exists(name):
        return name
    source = filled(KINDS[kind].source) if KINDS[kind].source else "template1"
    with _maintenance() as ask:
        if ask("SELECT 1 FROM pg_database WHERE datname = %s", name):
            return name
        for (older,) in ask(OLDER, name[:-12] + "%", KEPT):
            ask(f"DROP DATABASE IF EXISTS {_quoted(older)} WITH (FORCE)")
        _copy(ask, source, half_done)
        _fill(half_done, KINDS[kind].commands)
        ask(f"ALTER DATABASE {_quoted(half_done)} RENAME TO {_quoted(name)}")
    return name


def _exists(name: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _fill(name: str, commands: tuple[str, ...]) -> None:
    before = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = name
    try:
        with override_settings(SEARCH_BY_MEANING=False):
            for command in commands:
                call_command(*command.split(), verbosity=0, stdout=io.StringIO(), stderr=io.StringIO())
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before


class OwnDatabases:
    """The copies of one process: one of each kind that a test of it asked for."""

    def __init__(self) -> None:
        self.prefix = connection.creation._get_test_db_name()
        self.kind, self.made = "", set[str]()

    def use(self, kind: str) -> None:
        """This will let the tests that follow work in the copy of this kind."""
        if kind == self.kind:
            return
        connections.close_all()
        self.kind = kind
        connection.settings_dict["NAME"] = self._named(kind)
        if kind not in self.made:
            self.copy()

    def copy(self) -> None:
        """This will make the copy in use anew."""
        connections.close_all()
        template = filled(self.kind)
        with _maintenance() as ask:
            _copy(ask, template, connection.settings_dict["NAME"])
        self.made.add(self.kind)

    def drop(self) -> None:
        connections.close_all()
        with _maintenance() as ask:
            for kind in self.made:
                ask(f"DROP DATABASE IF EXISTS {_quoted(self._named(kind))} WITH (FORCE)")

    def _named(self, kind: str) -> str:
        return f"{self.prefix}_{kind.removeprefix('database_with_')}"

    def copy_instead_of_emptying(self) -> None:
        """This will let a test that commits leave a fresh copy behind: the log of acts refuses to be emptied."""
        TransactionTestCase._fixture_teardown = lambda _self: self.copy()  # type: ignore[method-assign]
