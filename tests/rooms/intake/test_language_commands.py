"""`screen` for other programs: a text a line in, what may be personal data in it out."""

import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command

from kennismakelaar.shared import executors


@pytest.fixture
def screen(tmp_path):
    """Gives a function: what `screen` finds in a file with this content, line by line."""

    def ask(content):
        path = tmp_path / "teksten.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out = io.StringIO()
        call_command("screen", "--input", str(path), "--format", "json", stdout=out)
        return [json.loads(line)["findings"] for line in out.getvalue().splitlines()]

    return ask


def test_every_finding_stands_at_its_place_in_its_line(register, screen):
    lines = ["Wij missen de school als partner.", "", "👮 Mevrouw Jansen belde op 06-12345678."]
    clean, empty, found = screen("\n".join(lines))
    assert clean == []
    assert empty == []
    assert [(one["kind"], one["text"], one["replacement"]) for one in found] == [
        ("name", "Jansen", "[naam]"),
        ("phone", "06-12345678", "[telefoonnummer]"),
    ]
    for one in found:
        assert lines[2][one["start"] : one["end"]] == one["text"]
        assert 0 < one["certainty"] <= 1


def test_names_of_municipalities_and_organizations_of_the_register_are_no_persons(register, screen):
    assert screen("Wij spraken met Bergen op Zoom en met Movisie over de aanpak.") == [[]]


def test_personal_data_at_the_end_of_a_line_of_a_megabyte_is_found(register, screen):
    [found, clean] = screen("Wij missen de school als partner. " * 30_000 + "Bel 06-12345678.\nKort.\n")
    assert [one["text"] for one in found] == ["06-12345678"]
    assert clean == []


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "staat niets"), (b"goed\n\xff\xfe\n", "Regel 2 bevat andere tekens")],
    ids=["empty", "not UTF-8"],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_dutch(db, screen, content, words):
    with pytest.raises(CommandError, match=words):
        screen(content)


def test_a_folder_is_not_a_file(db, tmp_path):
    with pytest.raises(CommandError, match="kan niet worden geopend"):
        call_command("screen", "--input", str(tmp_path))


def test_many_lines_are_screened_by_other_processes_with_the_same_outcome(register, screen, monkeypatch):
    content = "\n".join(["Mevrouw Jansen belde op 06-12345678.", "", "Het is druk."] * 5)
    here = screen(content)
    handed_out = []

    class Spied(ThreadPoolExecutor):
        def submit(self, *work):
            handed_out.append(work)
            return super().submit(*work)

    monkeypatch.setattr(executors, "WORTH_IT", 10)
    monkeypatch.setattr(executors, "ProcessPoolExecutor", lambda count, **_how: Spied(count))
    assert screen(content) == here
    assert handed_out
