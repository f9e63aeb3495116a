"""Who may know whom: the contracts in .importlinter, each proved with a planted fault."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [program, "--config", ROOT / ".importlinter", "--no-cache"],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
    )


def test_the_source_keeps_every_import_contract() -> None:
    done = lint(ROOT / "src")
    assert done.returncode == 0, done.stdout


def test_an_untouched_copy_is_judged_like_the_source(source_copy: Path) -> None:
    assert lint(source_copy).returncode == lint(ROOT / "src").returncode


FAULTS = [
    ("needs_assessment/planted.py", "import django", "The cellar knows no room"),
    ("dutch_text/planted.py", "import kennismakelaar.topics.api", "The cellar knows no room"),
    (
        "needs_assessment/planted.py",
        "import dutch_text",
        "The method and the language do not know each other",
    ),
    ("kennismakelaar/intake/planted.py", "import kennismakelaar.coding.api", "A room looks upstream only"),
    ("kennismakelaar/needs/planted.py", "import kennismakelaar.outreach.api", "A room looks upstream only"),
    ("kennismakelaar/shared/planted.py", "import kennismakelaar.accounts.api", "A room looks upstream only"),
    ("kennismakelaar/newroom/__init__.py", "", "A room looks upstream only"),
    ("kennismakelaar/topics/models.py", "from . import api", "Inside a room"),
    (
        "kennismakelaar/website/views.py",
        "from kennismakelaar.topics.models import Topic",
        "Views touch no models",
    ),
    ("kennismakelaar/topics/planted.py", "import demo", "Only its own command knows the demo year"),
    (
        "kennismakelaar/topics/one.py",
        "from kennismakelaar.topics import two  # one half of a circle",
        "No circles inside a room",
    ),
]


@pytest.mark.parametrize(("file", "line", "contract"), FAULTS)
def test_a_planted_import_breaks_its_contract(
    source_copy: Path, plant, file: str, line: str, contract: str
) -> None:
    plant("kennismakelaar/topics/two.py", "from kennismakelaar.topics import one" if "circle" in line else "")
    plant(file, line)
    done = lint(source_copy)
    broken = [row for row in done.stdout.splitlines() if " BROKEN" in row]
    assert any(row.startswith(contract) for row in broken), done.stdout + done.stderr
