"""The database gets a folder that its user can reach, and no folder is opened for that."""

import os
from pathlib import Path

import pytest

from setup import folders


@pytest.fixture
def open_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Gives a folder that counts as reachable: only what lies below it is judged."""
    real = folders.closed_parent
    base = tmp_path / "base"
    base.mkdir(mode=0o755)

    def below_base(path: Path) -> Path | None:
        found = real(path)
        return found if found is None or found.is_relative_to(base) else _first_closed(path, base)

    monkeypatch.setattr(folders, "closed_parent", below_base)
    return base


def _first_closed(path: Path, base: Path) -> Path | None:
    between = [folder for folder in reversed(path.parents) if folder.is_relative_to(base) and folder.exists()]
    return next((folder for folder in between if not folder.stat().st_mode & 0o001), None)


def test_a_closed_home_is_found_on_the_way(open_path: Path) -> None:
    home = open_path / "home"
    home.mkdir()
    home.chmod(0o700)
    assert folders.closed_parent(home / "project" / ".data" / "postgres") == home


def test_a_reachable_folder_is_used_as_it_is(open_path: Path) -> None:
    wanted = open_path / "project" / "postgres"
    assert folders.reachable_folder(wanted, []) == wanted


def test_behind_a_closed_home_another_folder_is_taken_and_the_home_stays_closed(open_path: Path) -> None:
    home = open_path / "home"
    home.mkdir()
    home.chmod(0o700)
    other = open_path / "var" / "kennismakelaar"
    other.parent.mkdir()
    other.parent.chmod(0o755)
    assert folders.reachable_folder(home / "postgres", [other]) == other
    assert home.stat().st_mode & 0o777 == 0o700
    assert other.stat().st_mode & 0o777 == 0o711


def test_a_folder_that_is_only_a_link_is_not_trusted(open_path: Path) -> None:
    home = open_path / "home"
    home.mkdir()
    home.chmod(0o700)
    target, link = open_path / "somebody", open_path / "link"
    target.mkdir()
    link.symlink_to(target)
    with pytest.raises(folders.NoReachableFolder, match="KENNISMAKELAAR_DATA"):
        folders.reachable_folder(home / "postgres", [link])


def test_two_copies_of_the_project_get_two_folders() -> None:
    one, two = (folders.system_candidates(Path(f"/somewhere/{name}"))[0] for name in ("one", "two"))
    assert one != two


def test_a_path_too_long_for_a_socket_gets_a_short_folder(tmp_path: Path) -> None:
    short, long = Path("/tmp/short"), tmp_path / ("long" * 40)
    assert folders.socket_folder(short) == short
    found = folders.socket_folder(long)
    assert len(os.fsencode(found / folders.SOCKET_NAME)) <= folders.LONGEST_SOCKET_PATH
    assert found != folders.socket_folder(long.with_name("other" * 40))
