"""Compiles the Dutch texts (`.po` to `.mo`), with a Python package instead of the system's gettext.

Run inside the environment (`python -m setup.messages`) it does the work; `ensure` calls that when needed.
"""

from __future__ import annotations

from pathlib import Path

from setup.places import PYTHON, ROOT, SOURCE
from setup.processes import run_quietly
from setup.reporting import step
from setup.state import State, digest_of


def catalogs() -> list[Path]:
    return sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/*.po"))


def ensure(state: State) -> None:
    """Compiles all catalogs unless every compiled file exists and no text has changed."""
    texts = catalogs()
    digest = digest_of(texts, root=ROOT)
    compiled = all(path.with_suffix(".mo").exists() for path in texts)
    if compiled and state.is_done("texts", digest):
        return
    with step("Compiling the texts"):
        run_quietly([PYTHON, "-m", "setup.messages"])
    state.mark_done("texts", digest)


def compile_stale() -> int:
    """Compiles each catalog that is newer than its compiled file; returns how many."""
    import polib

    stale = [path for path in catalogs() if _is_stale(path)]
    for path in stale:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return len(stale)


def _is_stale(text: Path) -> bool:
    compiled = text.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= text.stat().st_mtime


if __name__ == "__main__":
    compile_stale()
