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


def made_data_folder() -> Path:
    """Returns the data folder, made when missing: closed to others, who may pass through a folder of root.

    Root's database runs as another user and must be able to walk to its own folder inside.
    """
    folder = data_folder()
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return folder
