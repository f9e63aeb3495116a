"""Chooses the database: the server named in DATABASE_URL, else the embedded one in the data folder."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from setup import folders, postgres
from setup.places import PYTHON, ROOT
from setup.reporting import UnableToStart, say, step
from setup.sharing import shared

OLDEST_SERVER = 150000  # as PostgreSQL itself writes version 15


class DatabaseUrlNotUnderstood(UnableToStart):
    """DATABASE_URL is not the address of a PostgreSQL database."""


class DatabaseNotReachable(UnableToStart):
    """No connection could be made."""


class DatabaseTooOld(UnableToStart):
    """The server is older than what the site uses."""


@dataclass(frozen=True)
class Address:
    """Where a database is, without its password: fit to be shown."""

    host: str
    port: int
    name: str
    user: str

    def __str__(self) -> str:
        return (
            f"{self.name} at {self.host}:{self.port}"
            if "/" not in self.host
            else f"{self.name} at {self.host}"
        )


@dataclass(frozen=True)
class Found:
    """What the server told about itself."""

    identity: str
    version: int
    is_fresh: bool


def parse(url: str) -> Address:
    """Reads a URL as libpq does; the host may be a folder with a unix socket."""
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    query = parse_qs(parts.query)
    try:
        port = parts.port or int(query.get("port", ["5432"])[0])
    except ValueError:
        port = 0
    if parts.scheme not in ("postgresql", "postgres") or not name or not port:
        raise DatabaseUrlNotUnderstood(
            "DATABASE_URL was not understood.",
            expected="postgresql://user:password@host:5432/name or postgresql://user@/name?host=/folder/of/socket",
            came=f"{parts.scheme or 'no scheme'}://.../{name}",
            hint="Leave DATABASE_URL out to use the embedded database.",
        )
    host = query.get("host", [""])[0] or unquote(parts.hostname or "") or "localhost"
    return Address(host=host, port=port, name=name, user=unquote(parts.username or ""))


@dataclass(frozen=True)
class Choice:
    """The database to use, which need not run yet."""

    url: str
    running: Callable[[], AbstractContextManager[None]]


def choose(data: Path, environment: Mapping[str, str]) -> Choice:
    """Returns the database that is named, else the embedded one, made when missing.

    Its address is known before it runs; the embedded one runs for as long as `running()` is entered by anybody.
    """
    given = environment.get("DATABASE_URL")
    if given:
        parse(given)
        return Choice(given, nullcontext)
    server = _embedded(data)
    return Choice(server.url(), partial(_running, server, data))


@contextmanager
def _running(server: postgres.Server, data: Path) -> Iterator[None]:
    with shared(server, data):
        server.ensure_database()
        yield


def _embedded(data: Path) -> postgres.Server:
    owner = postgres.owner_for_root()
    folder, programs_copy = _folders(data, owner)
    programs = postgres.reachable_programs(programs_copy, owner)
    server = postgres.Server(folder, programs, owner)
    if not server.exists():
        with step(f"Making a database in {folder}"):
            server.make()
    return server


def _folders(data: Path, owner: postgres.Owner | None) -> tuple[Path, Path]:
    """Returns the folder of the data, and one where a copy of the programs may be put."""
    wanted = data / "postgres"
    if owner is None:
        return wanted, data
    spare = folders.system_candidates(ROOT)
    folder = folders.reachable_folder(wanted, [candidate / "postgres" for candidate in spare])
    if folder != wanted:
        say(f"  {folders.closed_parent(wanted)} is closed to other users: the database is kept in {folder}")
    return folder, folder.parent


PROBE = """
import json, os, sys, psycopg
try:
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=10) as connection:
        row = connection.execute(
            "select (select system_identifier from pg_control_system()), d.oid,"
            " to_regclass('django_migrations') is null"
            " from pg_database d where d.datname = current_database()").fetchone()
        version = connection.info.server_version
except psycopg.Error as error:
    sys.exit(str(error).strip().splitlines()[0])
print(json.dumps({"identity": f"{row[0]}/{row[1]}", "version": version, "is_fresh": row[2]}))
"""


def probe(url: str) -> Found:
    """Connects once, and tells which database it is, how new, and whether anything is in it."""
    done = subprocess.run(
        [PYTHON, "-c", PROBE], env={**os.environ, "DATABASE_URL": url}, capture_output=True, text=True
    )
    if done.returncode != 0:
        address = parse(url)
        raise DatabaseNotReachable(
            f"No connection with the database {address}.",
            expected=f"PostgreSQL 15 or newer at {address.host} that lets in {address.user or 'this user'}",
            came=_last_line(done.stderr),
            hint="Is the server running, does the database exist, are user and password right? "
            "Without DATABASE_URL the embedded database is used.",
        )
    found = Found(**json.loads(done.stdout))
    _check_version(found, url)
    return found


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1] if lines else "no message"


def _check_version(found: Found, url: str) -> None:
    if found.version < OLDEST_SERVER:
        raise DatabaseTooOld(
            f"The server of the database {parse(url)} is too old.",
            expected=f"PostgreSQL {OLDEST_SERVER // 10000} or newer",
            came=f"PostgreSQL {found.version // 10000}.{found.version % 10000}",
            hint="Upgrade the server, or leave DATABASE_URL out to use the embedded database.",
        )
