"""A step is skipped only when its inputs are the same as when it was done."""

from pathlib import Path

from setup.state import State, digest_of


def test_the_digest_changes_with_a_letter_a_name_and_a_missing_file(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    first = digest_of([one], root=tmp_path)
    assert digest_of([one], root=tmp_path) == first
    one.write_text("b")
    changed = digest_of([one], root=tmp_path)
    one.rename(two)
    renamed = digest_of([two], root=tmp_path)
    missing = digest_of([one], root=tmp_path)
    assert len({first, changed, renamed, missing}) == 4


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one", "two")]
    for file in files:
        file.write_text(file.name)
    assert digest_of(files, root=tmp_path) == digest_of(reversed(files), root=tmp_path)


def test_the_border_between_two_files_counts(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("ab")
    two.write_text("c")
    first = digest_of([one, two], root=tmp_path)
    one.write_text("a")
    two.write_text("bc")
    assert digest_of([one, two], root=tmp_path) != first


def test_a_later_start_knows_what_was_done(tmp_path: Path) -> None:
    State(tmp_path / "state.json").mark_done("styles", "digest of styles")
    later = State(tmp_path / "state.json")
    assert later.is_done("styles", "digest of styles")
    assert not later.is_done("styles", "another digest")
    assert not later.is_done("texts", "digest of styles")


def test_a_damaged_note_counts_as_nothing_done(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"steps": {"styles"')
    assert not State(tmp_path / "state.json").is_done("styles", "any")


def test_notes_of_two_databases_are_kept_apart(tmp_path: Path) -> None:
    state = State(tmp_path / "state.json")
    state.of_database("one")["migrations"] = "digest"
    state.write()
    again = State(tmp_path / "state.json")
    assert again.of_database("one") == {"migrations": "digest"}
    assert again.of_database("two") == {}
