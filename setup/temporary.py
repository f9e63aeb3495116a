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
    with made_server() as made:
        made.start_as_child(durable=durable)
        try:
            made.ensure_database(may_create_databases=True)
            yield made
        finally:
            made.stop()


@contextmanager
def made_server() -> Iterator[postgres.Server]:
    """Yields a server that does not run yet."""
    owner = postgres.owner_for_root()
    folder = _new_folder(owner)
    try:
        made = postgres.Server(folder / "postgres", postgres.reachable_programs(folder, owner), owner)
        made.make()
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _new_folder(owner: postgres.Owner | None) -> Path:
    """Makes a temporary folder; in /var/tmp when the usual one is closed to the database user."""
    folder = Path(tempfile.mkdtemp(prefix="kennismakelaar-"))
    if owner is None:
        return folder
    folder.chmod(0o711)
    if folders.closed_parent(folder / "postgres") is None:
        return folder
    folder.rmdir()
    other = Path(tempfile.mkdtemp(prefix="kennismakelaar-", dir="/var/tmp"))
    other.chmod(0o711)
    return other
