"""Ruff finds nothing; the cellar asks no clock (TID251)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def ruff(*words: str | Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "ruff"
    return subprocess.run(
        [program, "check", "--no-cache", "--output-format=concise", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_ruff_finds_nothing() -> None:
    done = ruff("src", "tests", "setup", "start.py")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("found = datetime.datetime.now()", "TID251"),
        ("found = datetime.date.today()", "TID251"),
        ("found = 1 if True else 2; unused = os", "E702"),
    ],
)
def test_a_planted_slip_is_seen(tmp_path: Path, line: str, rule: str) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(f"import datetime\nimport os\n\n{line}\n")
    done = ruff("--config", ROOT / "pyproject.toml", planted)
    assert done.returncode != 0
    assert rule in done.stdout
