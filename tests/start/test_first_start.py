"""Only an empty database is filled, and an interrupted filling goes on where it stopped."""

import subprocess
from pathlib import Path

import pytest

from setup import first_start
from setup.database import Found
from setup.first_start import DEMO, REGISTER, FirstStartFailed
from setup.state import State

FRESH = Found("1/2", 180000, is_fresh=True)
FILLED = Found("1/2", 180000, is_fresh=False)


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Gives a log of the commands that were run; those named under "failing" end with an error."""
    log: dict[str, list[str]] = {"ran": [], "failing": []}

    def run(words: list[str], **rest: object) -> subprocess.CompletedProcess[str]:
        log["ran"].append(words[-1])
        return subprocess.CompletedProcess(words, 1 if words[-1] in log["failing"] else 0)

    monkeypatch.setattr(subprocess, "run", run)
    return log


def names(entries) -> list[str]:
    return [name for name, _ in entries]


def test_an_empty_database_gets_register_and_demo_year() -> None:
    assert names(first_start.pending({}, FRESH, demo=True)) == names([*REGISTER, *DEMO])


def test_a_management_command_needs_the_register_only_and_leaves_the_demo_for_later() -> None:
    notes: dict = {}
    assert names(first_start.pending(notes, FRESH, demo=False)) == names(REGISTER)
    assert set(names(DEMO)) <= set(notes["pending"])


def test_a_database_that_somebody_else_filled_gets_nothing() -> None:
    assert first_start.pending({}, FILLED, demo=True) == []


def test_an_interrupted_first_start_goes_on_where_it_stopped(
    tmp_path: Path, commands: dict[str, list[str]]
) -> None:
    state = State(tmp_path / "state.json")
    notes = state.of_database(FRESH.identity)
    commands["failing"] = ["build_demo"]
    with pytest.raises(FirstStartFailed, match="build_demo"):
        first_start.load(first_start.pending(notes, FRESH, demo=True), notes=notes, state=state, env={})

    later = State(tmp_path / "state.json").of_database(FRESH.identity)
    assert names(first_start.pending(later, FILLED, demo=True)) == names(DEMO)


def test_a_second_start_loads_nothing(tmp_path: Path, commands: dict[str, list[str]]) -> None:
    state = State(tmp_path / "state.json")
    notes = state.of_database(FRESH.identity)
    entries = first_start.pending(notes, FRESH, demo=True)
    first_start.load(entries, notes=notes, state=state, env={})
    assert commands["ran"] == names(entries)

    later = State(tmp_path / "state.json").of_database(FRESH.identity)
    assert first_start.pending(later, FILLED, demo=True) == []
