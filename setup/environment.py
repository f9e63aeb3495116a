"""Makes `.venv` and installs the locked packages in it, every one checked against its hash."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from setup.places import PYTHON, REQUIREMENTS, ROOT, VENV
from setup.processes import ProgramFailed, run_quietly
from setup.reporting import UnableToStart, say, step
from setup.state import digest_of

MARKER = VENV / "installed.json"


class UnableToMakeEnvironment(UnableToStart):
    """Python cannot make a virtual environment here."""


def ensure(*names: str) -> None:
    """Installs each requirements file (`run`, `test`, `node`) unless that content is there already."""
    if not _works():
        _make_venv()
    for name in names:
        lock = REQUIREMENTS / f"{name}.lock"
        digest = digest_of([lock], root=ROOT)
        if _installed().get(name) != digest:
            with step(f"Installing packages ({name}.lock)"):
                _install(lock)
            _note(name, digest)


def _works() -> bool:
    """Tells whether the environment exists and its Python still starts (a moved folder breaks it)."""
    if not PYTHON.exists() or not (VENV / "pyvenv.cfg").exists():
        return False
    return subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0


def _make_venv() -> None:
    with step("Making the environment .venv"):
        if VENV.exists():
            shutil.rmtree(VENV)
        try:
            _make_with_own_pip()
        except ProgramFailed:
            _make_without_ensurepip()


def _make_with_own_pip() -> None:
    run_quietly([sys.executable, "-m", "venv", VENV])


def _make_without_ensurepip() -> None:
    """Debian keeps pip's bootstrap in a package of its own; uv can do without, apt can bring it."""
    uv = shutil.which("uv")
    if uv:
        run_quietly([uv, "venv", "--seed", "--clear", "--python", sys.executable, VENV])
        return
    package = f"python3.{sys.version_info.minor}-venv"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        run_quietly(["apt-get", "update"])
        run_quietly(["apt-get", "install", "-y", "--no-install-recommends", package])
        shutil.rmtree(VENV, ignore_errors=True)
        _make_with_own_pip()
        return
    raise UnableToMakeEnvironment(
        "Python could not make a virtual environment.",
        expected="python3 -m venv to work",
        came=f"{sys.executable} without the module ensurepip",
        hint=f"On Debian and Ubuntu: apt install {package}",
    )


def _install(lock: Path) -> None:
    """Uses uv, which is many times faster, and pip when uv cannot be had or fails.

    The certificates are those of the system: organizations have a root of their own in front of the registry.
    """
    uv = _own_uv()
    if uv:
        try:
            run_quietly(
                [uv, "pip", "install", "--system-certs", "--python", PYTHON, "--require-hashes", "-r", lock]
            )
            return
        except ProgramFailed as failure:
            say(f"  uv did not manage ({failure.came.splitlines()[-1].strip()}); trying again with pip")
    run_quietly([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock])


def _own_uv() -> Path | None:
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        try:
            run_quietly(
                [PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", REQUIREMENTS / "setup.lock"]
            )
        except ProgramFailed:
            return None
    return uv if uv.exists() else None


def _installed() -> dict[str, str]:
    """Kept inside `.venv`, so that removing the environment removes the note too."""
    try:
        return json.loads(MARKER.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def _note(name: str, digest: str) -> None:
    MARKER.write_text(json.dumps({**_installed(), name: digest}, indent=2) + "\n", encoding="utf-8")
