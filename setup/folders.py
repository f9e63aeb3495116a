"""Finds a folder that the database may use.

PostgreSQL refuses to run as root, so a start by root runs it as another user. That user must be able to walk
to its data and its programs. We never widen the rights of existing folders (a home of mode 0700 stays
closed): when a folder cannot be reached, another one is taken and said aloud.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from setup.reporting import UnableToStart

LONGEST_SOCKET_PATH = 100  # macOS allows 104 bytes, Linux 108
SOCKET_NAME = ".s.PGSQL.5432"


class NoReachableFolder(UnableToStart):
    """Every candidate lies behind a folder that the database user may not enter."""


def closed_parent(path: Path) -> Path | None:
    """Returns the first folder on the way to `path` that other users may not enter, or None."""
    for folder in [*reversed(path.absolute().parents)]:
        if folder.exists() and not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return None


def system_candidates(project: Path) -> list[Path]:
    """Lists folders outside homes; the digest keeps two copies of the project apart."""
    mark = hashlib.sha256(str(project).encode()).hexdigest()[:12]
    return [Path("/var/lib/kennismakelaar") / mark, Path("/var/tmp") / f"kennismakelaar-{mark}"]


def reachable_folder(wanted: Path, others: Iterable[Path]) -> Path:
    """Returns `wanted` when other users can walk to it, else the first of `others` that can be made."""
    if closed_parent(wanted) is None:
        return wanted
    for folder in others:
        if closed_parent(folder) is None and _made_by_us(folder):
            return folder
    raise NoReachableFolder(
        f"The database cannot be kept in {wanted}.",
        expected="a folder that the database user can reach, since the database does not run as root",
        came=f"{closed_parent(wanted)} is closed to other users, and no folder in /var could be made",
        hint="Set KENNISMAKELAAR_DATA to a folder outside your home, or start as an ordinary user.",
    )


def _made_by_us(folder: Path) -> bool:
    """Refuses a folder that somebody else put there: /var/tmp is open to all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
            return False
        folder.chmod(0o711)
    except OSError:
        return False
    return True


def socket_folder(data: Path) -> Path:
    """Returns where the socket goes: beside the data, or in a short folder when that path is too long."""
    if len(os.fsencode(data / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return data
    mark = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"kennismakelaar-{mark}"
