"""A database for one test run or one measurement: made in a temporary folder, thrown away afterwards."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setup import folders, postgres


@contextmanager
def server(*, durable: bool = False) -> Iterator[postgres.Server]:
    """Yields a server that lives no longer than this process; its role may make databases."""
    folder = Path(tempfile.mkdtemp(prefix="kennismakelaar-"))
    try:
        owner = postgres.owner_for_root()
        if owner:
            folder = _reachable(folder)
        made = postgres.Server(folder / "postgres", postgres.reachable_programs(folder, owner), owner)
        made.make()
        made.start_as_child(durable=durable)
        try:
            made.ensure_database(may_create_databases=True)
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _reachable(folder: Path) -> Path:
    """Moves to /var/tmp when the system's temporary folder is closed to the database user."""
    folder.chmod(0o711)
    if folders.closed_parent(folder / "postgres") is None:
        return folder
    folder.rmdir()
    other = Path(tempfile.mkdtemp(prefix="kennismakelaar-", dir="/var/tmp"))
    other.chmod(0o711)
    return other
