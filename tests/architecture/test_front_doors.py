"""Other rooms are entered through `api` only."""

from pathlib import Path

import grimp
import pytest

SITE = "kennismakelaar"
# `shared` is corridor furniture, not a room; the roof puts everything together.
OPEN_TO_ALL = {"shared"}
ROOF = {"config"}
DEMO = {"build_demo", "demo"}  # a year of the unit is built by the actions themselves


def side_entrances(*sites: str) -> list[str]:
    """Lists imports that enter another room by anything else than its front door."""
    graph = grimp.build_graph(*sites, cache_dir=None)
    found = []
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            if not _is_allowed(importer.split("."), imported.split(".")):
                found.append(f"{importer} -> {imported}")
    return sorted(found)


def _is_allowed(importer: list[str], imported: list[str]) -> bool:
    """Judges one import; the first word is the package, the second the room."""
    if imported[0] in DEMO:
        return True
    if importer[0] in DEMO:
        importer = ["", *importer]
    importer, imported = importer[1:], imported[1:]
    if not importer or not imported or importer[0] in ROOF or imported[0] in OPEN_TO_ALL | {importer[0]}:
        return True
    if imported[1:2] == ["api"]:
        return True
    return imported[1:2] == ["actions"] and bool(DEMO & set(importer))


def test_other_rooms_are_entered_through_their_front_door() -> None:
    found = side_entrances(SITE, "demo")
    assert not found, "\n".join(found)


@pytest.fixture
def small_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Gives a function that makes a site of two rooms in which one line is planted."""

    def make(name: str, line: str, importer: str = "upstairs/queries.py") -> str:
        for file in (
            "downstairs/api.py",
            "downstairs/actions.py",
            "downstairs/models.py",
            "upstairs/views.py",
        ):
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            (path.parent / "__init__.py").touch()
            path.touch()
        (tmp_path / name / "__init__.py").touch()
        path = tmp_path / name / importer
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in list(path.relative_to(tmp_path).parents)[:-1]:
            (tmp_path / folder / "__init__.py").touch()
        path.write_text(line.replace("SITE", name) + "\n")
        monkeypatch.syspath_prepend(tmp_path)
        return name

    return make


@pytest.mark.parametrize("door", ["models", "actions"])
def test_a_planted_side_entrance_is_seen(small_site, door: str) -> None:
    site = small_site(f"planted_{door}", f"from SITE.downstairs import {door}")
    assert side_entrances(site) == [f"{site}.upstairs.queries -> {site}.downstairs.{door}"]


def test_the_front_door_is_open(small_site) -> None:
    assert side_entrances(small_site("planted_api", "from SITE.downstairs.api import anything")) == []


def test_only_the_demo_may_use_the_actions_of_another_room(small_site) -> None:
    line, demo = "from SITE.downstairs import actions", "upstairs/management/commands/build_demo.py"
    assert side_entrances(small_site("planted_demo", line, demo)) == []
