"""Remembers for which inputs each step was done, so that a second start can skip it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def digest_of(paths: Iterable[Path], *, root: Path) -> str:
    """Returns one digest of the names and contents of all files; a missing file counts as missing."""
    total = hashlib.sha256()
    for path in sorted(set(paths)):
        content = path.read_bytes() if path.is_file() else b"\0missing"
        total.update(f"{path.relative_to(root)}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


class State:
    """The notes of earlier starts, kept as one small JSON file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: dict[str, Any] = _read(path)

    def is_done(self, step: str, digest: str) -> bool:
        return self.notes.get("steps", {}).get(step) == digest

    def mark_done(self, step: str, digest: str) -> None:
        self.notes.setdefault("steps", {})[step] = digest
        self.write()

    def of_database(self, identity: str) -> dict[str, Any]:
        return self.notes.setdefault("databases", {}).setdefault(identity, {})

    def write(self) -> None:
        """Replaces the file in one move: a start that is killed leaves the old notes whole."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(f".{os.getpid()}.new")
        beside.write_text(json.dumps(self.notes, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        os.replace(beside, self.path)


def _read(path: Path) -> dict[str, Any]:
    try:
        notes = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}
