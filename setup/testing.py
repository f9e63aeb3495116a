"""Runs all tests in parallel: everything without a browser, then the journeys; one closing line for all."""

from __future__ import annotations

import os
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from setup import chromium, preparation, temporary
from setup.interrupts import call
from setup.places import PYTHON, ROOT, made_data_folder
from setup.processes import with_source_path
from setup.reporting import say, seconds_since
from setup.state import State

# Each part is one run of pytest. The journeys come apart: their browser leaves an event loop in its process.
# The slowest tests are named, for what is not seen to be slow is never made quick.
ON_BOTH_CORES = ("-n", "2", "--dist", "worksteal", "--durations=12")
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Method, language, rooms, architecture", ("tests", "--ignore=tests/journeys", *ON_BOTH_CORES)),
    ("Journeys in a browser", ("tests/journeys", *ON_BOTH_CORES)),
)


def run(words: Sequence[str]) -> int:
    """Runs all parts, or pytest once with the words given; returns the first exit code that is not 0."""
    began = time.monotonic()
    preparation.files(State(made_data_folder() / "state.json"), packages=("run", "test"))
    parts = [("Tests", tuple(words))] if words else PARTS
    codes, counts = [], Counter[str]()
    with tempfile.TemporaryDirectory() as folder, _database() as address:
        env = {**_variables(), "DATABASE_URL": address}
        for number, (name, arguments) in enumerate(parts):
            report = Path(folder) / f"{number}.xml"
            say(f"\n{name}")
            codes.append(_pytest(arguments, report, env))
            counts += count(report)
    print(f"\n{closing_line(counts, ran_well=not any(codes))}", flush=True)
    say(f"  Tests took {seconds_since(began)}")
    return next((code for code in codes if code), 0)


@contextmanager
def _database() -> Iterator[str]:
    """Yields the address of the server that was named, else of one for all parts and processes of this run."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with temporary.server() as server:
        yield server.url()


def _variables() -> dict[str, str]:
    browser = chromium.ensure(os.environ)
    found = {chromium.VARIABLE: browser} if browser else {}
    return {**with_source_path(os.environ), **found, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}


def _pytest(arguments: Sequence[str], report: Path, env: dict[str, str]) -> int:
    command = [PYTHON, "-m", "pytest", *arguments, f"--junitxml={report}"]
    return call(command, env=env, cwd=ROOT)


def count(report: Path) -> Counter[str]:
    """Reads from pytest's own report how many tests passed, failed (errors too) and were skipped."""
    if not report.exists():
        return Counter()
    found: Counter[str] = Counter()
    for suite in ET.parse(report).getroot().iter("testsuite"):
        number = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
        failed = number["failures"] + number["errors"]
        found["failed"] += failed
        found["skipped"] += number["skipped"]
        found["passed"] += max(0, number["tests"] - failed - number["skipped"])
    return found


def closing_line(counts: Counter[str], *, ran_well: bool) -> str:
    """Returns the one line for all parts; a part that broke down counts as a failure even without a test."""
    failed = counts["failed"] or (0 if ran_well else 1)
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    return f"{counts['passed']} passed, {failed} failed{skipped}"
