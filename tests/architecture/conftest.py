"""A copy of the source in which a fault can be planted: a check that has never failed proves nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "static", "*.mo")

Plant = Callable[[str, str], Path]


@pytest.fixture
def source_copy(tmp_path: Path) -> Path:
    """Gives a copy of `src` without pictures and styles."""
    copy = tmp_path / "src"
    shutil.copytree(SOURCE, copy, ignore=LEFT_OUT)
    return copy


@pytest.fixture
def plant(source_copy: Path) -> Plant:
    """Gives a function that writes lines at the end of one file of the copy, made when missing."""

    def write(file: str, lines: str) -> Path:
        path = source_copy / file
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{before}\n{lines}\n", encoding="utf-8")
        return path

    return write
