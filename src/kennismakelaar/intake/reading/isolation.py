"""Runs a reader in a process of its own, so that a harmful file can cost no more than a refusal."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import IO

from . import refusals
from .kinds import Kind
from .reports import Report

MEGABYTES = 1024
SECONDS = 120
READER = "kennismakelaar.intake.reading.child"


class Reports:
    """What the reader found, on disk; it can be walked more than once and takes no memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def __iter__(self) -> Iterator[Report]:
        at = 0
        while True:
            # Two may walk at the same time: each remembers its own place.
            self._file.seek(at)
            lines = self._file.readlines(1 << 20)
            if not lines:
                return
            at = self._file.tell()
            yield from map(json.loads, lines)


def read(what: str, filename: str, kind: Kind, content: bytes, text_columns: tuple[str, ...] = ()) -> Reports:
    """The reports of a reader ("table" or "words"), or the refusal it came to."""
    spool = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the table that walks it)
    with tempfile.TemporaryFile() as given:
        given.write(content)
        given.seek(0)
        limits = [str(MEGABYTES), str(SECONDS)]
        command = [
            sys.executable,
            "-m",
            READER,
            what,
            filename,
            kind.value,
            *limits,
            json.dumps(text_columns),
        ]
        try:
            done = subprocess.run(  # noqa: S603 (our own module, no shell)
                command, stdin=given, stdout=spool, stderr=subprocess.PIPE, timeout=2 * SECONDS, check=False,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            raise refusals.TookTooMuch(filename, seconds=SECONDS, memory=MEGABYTES) from late
    _refuse(filename, kind, done, spool)
    return Reports(spool)


def _refuse(filename: str, kind: Kind, done: subprocess.CompletedProcess[bytes], spool: IO[bytes]) -> None:
    last = _last_line(spool)
    if last.get("what") == "refused":
        raise refusals.by_name(last["name"])(filename, **last["facts"])
    if done.returncode == 0:
        return
    if done.returncode < 0 or b"MemoryError" in done.stderr or b"bad_alloc" in done.stderr:
        raise refusals.TookTooMuch(filename, seconds=SECONDS, memory=MEGABYTES)
    raise RuntimeError(f"The reader of {kind} files failed: {done.stderr.decode(errors='replace')[-2000:]}")


def _last_line(spool: IO[bytes]) -> Report:
    size = spool.seek(0, os.SEEK_END)
    spool.seek(max(0, size - (1 << 16)))
    lines = spool.read().splitlines()
    if not lines or not lines[-1].startswith(b'{"what": "refused"'):
        return {}
    return json.loads(lines[-1])
