"""Finds the browser for the journeys, or installs it with apt where that is allowed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping

from setup.processes import ProgramFailed, run_quietly
from setup.reporting import say, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "KENNISMAKELAAR_CHROMIUM"
INSTALL = ("apt-get", "install", "-y", "--no-install-recommends", "chromium")


def find(environment: Mapping[str, str]) -> str | None:
    """Returns the program named in KENNISMAKELAAR_CHROMIUM, else one on the path."""
    given = environment.get(VARIABLE)
    if given:
        return shutil.which(given)
    return next(filter(None, map(shutil.which, NAMES)), None)


def ensure(environment: Mapping[str, str]) -> str | None:
    """Returns a browser; without one the journeys fail in CI, and are named as not run elsewhere."""
    found = find(environment)
    if found:
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        try:
            with step("Installing Chromium with apt"):
                run_quietly(["apt-get", "update"])
                run_quietly(INSTALL, env={**environment, "DEBIAN_FRONTEND": "noninteractive"})
        except ProgramFailed as failure:
            say(str(failure))
        return find(environment)
    say(
        "  No Chromium: the journeys cannot open a browser.\n"
        f"    Install it (as root: apt-get update && {' '.join(INSTALL)}) or set {VARIABLE} to its path."
    )
    return None
