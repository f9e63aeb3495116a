"""The migrations say all that the models say."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def look_for_changes(source: Path) -> subprocess.CompletedProcess[str]:
    """Compares models and migrations of a source folder; needs no database."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"],
        env={
            **os.environ,
            "PYTHONPATH": str(source),
            "DJANGO_SETTINGS_MODULE": "kennismakelaar.config.settings",
            "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        },
        cwd=source,
        capture_output=True,
        text=True,
    )


def test_no_change_of_a_model_lacks_its_migration() -> None:
    done = look_for_changes(ROOT / "src")
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_untouched_copy_lacks_nothing(source_copy: Path) -> None:
    done = look_for_changes(source_copy)
    assert done.returncode == look_for_changes(ROOT / "src").returncode, done.stdout + done.stderr


def test_a_planted_model_without_a_migration_is_seen(source_copy: Path, plant) -> None:
    plant(
        "kennismakelaar/topics/models.py",
        "class Planted(models.Model):\n    privacy = None\n    title = models.CharField(max_length=10)",
    )
    done = look_for_changes(source_copy)
    assert done.returncode != 0
    assert "Planted" in done.stdout, done.stdout + done.stderr
