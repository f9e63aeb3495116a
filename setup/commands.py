"""The words after `start.py`: which one does what."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence

from setup import benchmarking, environment, interrupts, ports, preparation, serving, testing
from setup.places import PYTHON, ROOT
from setup.processes import django_command, with_source_path
from setup.reporting import UnableToStart, say

STOPPED = 130


def main(words: Sequence[str]) -> int:
    """Carries out one command; an expected failure is told without a traceback."""
    interrupts.stop_on_signals()
    first, rest = (words[0], list(words[1:])) if words else ("", [])
    try:
        if first == "run":
            return run(rest)
        if first == "test":
            return testing.run(rest)
        if first == "benchmark":
            return benchmarking.run(rest)
        if first == "texts":
            return update_texts(rest)
        return serve(list(words))
    except UnableToStart as failure:
        say(f"\n{failure}")
        return 1
    except interrupts.Stop:
        say("\n  Stopped.")
        return STOPPED


def serve(words: list[str]) -> int:
    began = time.monotonic()
    choices = _options(words)
    say("Kennismakelaar")
    with (
        serving.Site(choices.port) as site,
        preparation.site(demo=not choices.without_demo, meanwhile=site.load) as env,
    ):
        try:
            site.serve(env, began=began)
        except interrupts.Stop:
            say("\n  Stopping ...")
        finally:
            site.end()  # before the database stops
    say("  Stopped.")
    return 0


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="Sets everything up and serves the site. Other commands: test, run COMMAND, texts, benchmark.",
        epilog="Settings are environment variables: README.md names them.",
    )
    parser.add_argument(
        "--port", type=int, default=ports.USUAL, help=f"the first port to try ({ports.USUAL})"
    )
    parser.add_argument("--without-demo", action="store_true", help="load the register and the offers only")
    return parser.parse_args(words)


def run(words: list[str]) -> int:
    """Runs one management command where the caller stands; its standard output is the only thing on ours."""
    if not words:
        say("Say which command: python3 start.py run COMMAND ...  (python3 start.py run help lists them)")
        return 2
    with preparation.site(demo=False) as env:
        return interrupts.call(django_command(*words), env=env)


def update_texts(words: list[str]) -> int:
    """Brings the Dutch catalogs up to date with the source, and says what is still to be translated."""
    environment.ensure("run")
    command = [PYTHON, "-m", "setup.extraction", *words]
    return interrupts.call(command, env=with_source_path(os.environ), cwd=ROOT)
