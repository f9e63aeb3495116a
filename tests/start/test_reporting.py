"""Progress goes to standard error, with the time it took; failures say what was expected, what came, what to do."""

import pytest

from setup.processes import ProgramFailed, run_quietly
from setup.reporting import step


def test_progress_leaves_standard_output_to_the_results(capsys: pytest.CaptureFixture[str]) -> None:
    with step("Building the styles"):
        pass
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0].strip() == "Building the styles ..."
    assert err.splitlines()[1].strip() == "Building the styles: 0.0 s"


def test_a_step_that_fails_is_not_told_as_done(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError), step("Building the styles"):
        _ = 1 / 0
    assert "stopped after" in capsys.readouterr().err


def test_a_program_that_fails_is_told_with_its_last_words() -> None:
    with pytest.raises(ProgramFailed) as caught:
        run_quietly(["sh", "-c", "echo some words; echo no such package >&2; exit 3"])
    told = str(caught.value)
    assert "Came:     exit code 3" in told
    assert "no such package" in told


def test_a_program_that_is_not_there_is_told_by_name() -> None:
    with pytest.raises(ProgramFailed, match="no-such-program could not be started"):
        run_quietly(["no-such-program"])


def test_an_old_python_is_told_which_one_is_needed() -> None:
    """The file that is read first must parse in Pythons long gone; 3.6 is as far as the parser can pretend."""
    import ast
    from pathlib import Path

    source = (Path(__file__).resolve().parents[2] / "start.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)], "f-strings are young"
    assert "needs Python" in source
