"""Runs the measurements in tests/benchmarks, each with an empty database of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from setup import preparation, temporary
from setup.interrupts import call
from setup.places import PYTHON, ROOT, made_data_folder
from setup.processes import django_command, run_quietly
from setup.reporting import UnableToStart, say
from setup.state import State

FOLDER = ROOT / "tests" / "benchmarks"


class NoSuchBenchmark(UnableToStart):
    """A name was given that is not in tests/benchmarks."""


def run(words: Sequence[str]) -> int:
    """Runs all measurements, or those named; each prints its table."""
    known = names()
    unknown = [word for word in words if word not in known]
    if unknown:
        raise NoSuchBenchmark(
            f"There is no measurement called {unknown[0]}.",
            expected=f"one of {', '.join(known)}",
            came=unknown[0],
            hint="Leave the name out to run all.",
        )
    preparation.files(State(made_data_folder() / "state.json"), packages=("run", "test"))
    codes = [_measure(name) for name in (words or known)]
    return max(codes, default=0)


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith(("_", "conftest")))


def _measure(name: str) -> int:
    say(f"\n{name}")
    with (
        tempfile.TemporaryDirectory(prefix="kennismakelaar-data-") as folder,
        temporary.server(durable=True) as server,
    ):
        env = preparation.variables(Path(folder), server.url())
        env["PYTHONPATH"] = os.pathsep.join([env["PYTHONPATH"], str(ROOT / "tests"), str(ROOT)])
        run_quietly(django_command("migrate", "--noinput", "-v", "0"), env=env)
        run_quietly(django_command("collectstatic", "--noinput", "-v", "0"), env=env)
        code = f"from importlib import import_module as i; i('benchmarks.{name}').main()"
        return call([PYTHON, "-c", code], env=env, cwd=ROOT)
