"""The manual says what the code does: it is written by the code and committed as written."""

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "method"
sys.path.insert(0, str(FOLDER / "build"))

import manual  # noqa: E402


@pytest.fixture(scope="module")
def built():
    return manual.files()


def test_the_committed_manual_is_the_one_the_code_writes(built):
    stale = [name for name, text in built.items() if not same(FOLDER / name, text)]
    assert not stale, f"run python docs/method/build: {stale}"


def same(path, text):
    return path.exists() and path.read_text() == text


def test_nothing_else_lies_in_the_manual(built):
    found = {str(path.relative_to(FOLDER)) for kind in ("*.md", "pictures/*") for path in FOLDER.glob(kind)}
    assert found == set(built)


def test_every_public_part_of_a_reference_is_explained(built):
    """Each function's entry says what it does in a sentence that completes "This will"."""
    for name, text in built.items():
        for entry in text.split("\n### `")[1:]:
            assert "This will" in entry, f"{name}: {entry.splitlines()[0]}"


def test_every_picture_has_words_for_who_cannot_see_it(built):
    for name, text in built.items():
        if name.endswith(".svg"):
            assert "<title>" in text
            assert "<desc></desc>" not in text
