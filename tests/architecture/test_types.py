"""The method is typed through and through: mypy in strict mode has nothing to say about it."""

from pathlib import Path

from mypy import api

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ["--config-file", str(ROOT / "pyproject.toml")]


def said(folder: Path, cache: Path) -> str:
    out, problems, _ = api.run([*SETTINGS, "--no-error-summary", "--cache-dir", str(cache), str(folder)])
    return out + problems


def test_the_method_has_strict_types(tmp_path: Path) -> None:
    assert said(ROOT / "src" / "needs_assessment", tmp_path) == ""


def test_a_planted_function_without_types_is_seen(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("def share(value):\n    return value\n")
    assert "no-untyped-def" in said(tmp_path / "planted.py", tmp_path / "cache")
