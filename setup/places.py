"""Where things are: every path that the other modules share."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
SITE = SOURCE / "kennismakelaar"
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def data_folder(environment: dict[str, str] | None = None) -> Path:
    """Returns the folder for everything that must survive a restart."""
    given = (os.environ if environment is None else environment).get("KENNISMAKELAAR_DATA")
    return Path(given).expanduser().resolve() if given else ROOT / ".data"
