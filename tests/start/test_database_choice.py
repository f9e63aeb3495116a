"""DATABASE_URL is read as PostgreSQL itself reads it, and a bad one is explained without its password."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from setup import database
from setup.database import Address, Found


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("postgresql://me:secret@db.example:6543/site", Address("db.example", 6543, "site", "me")),
        ("postgres://me@db.example/site", Address("db.example", 5432, "site", "me")),
        ("postgresql://me@/site?host=/run/postgresql", Address("/run/postgresql", 5432, "site", "me")),
        ("postgresql://me@/site?host=%2Fa%20b&port=5433", Address("/a b", 5433, "site", "me")),
        ("postgresql://%2Frun%2Fpg/site", Address("/run/pg", 5432, "site", "")),
        ("postgresql:///site", Address("localhost", 5432, "site", "")),
        ("postgresql://me@[::1]:5433/site", Address("::1", 5433, "site", "me")),
    ],
)
def test_an_address_is_read(url: str, address: Address) -> None:
    assert database.parse(url) == address


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me:secret@host/site",
        "postgresql://me:secret@host",
        "postgresql://me:secret@host:port/site",
        "site",
    ],
)
def test_a_bad_address_is_explained_without_its_password(url: str) -> None:
    with pytest.raises(database.DatabaseUrlNotUnderstood) as caught:
        database.parse(url)
    assert "postgresql://user:password@host:5432/name" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_an_address_is_shown_without_its_password() -> None:
    assert str(database.parse("postgresql://me:secret@host:5433/site")) == "site at host:5433"


def test_a_server_that_is_not_there_is_named_with_what_to_do() -> None:
    with pytest.raises(database.DatabaseNotReachable) as caught:
        database.probe("postgresql://me:secret@127.0.0.1:1/site")
    told = str(caught.value)
    assert "site at 127.0.0.1:1" in told
    assert "PostgreSQL 15 or newer" in told
    assert "secret" not in told


@pytest.mark.parametrize(("version", "shown"), [(140011, "14.11"), (130000, "13.0")])
def test_a_server_before_15_is_refused(monkeypatch: pytest.MonkeyPatch, version: int, shown: str) -> None:
    answer = json.dumps({"identity": "1/2", "version": version, "is_fresh": True})
    done = subprocess.CompletedProcess([], 0, stdout=answer, stderr="")
    monkeypatch.setattr(subprocess, "run", lambda *words, **rest: done)
    with pytest.raises(database.DatabaseTooOld, match=shown):
        database.probe("postgresql://me@host/site")


def test_version_15_is_welcome(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = json.dumps({"identity": "1/2", "version": 150000, "is_fresh": False})
    done = subprocess.CompletedProcess([], 0, stdout=answer, stderr="")
    monkeypatch.setattr(subprocess, "run", lambda *words, **rest: done)
    assert database.probe("postgresql://me@host/site") == Found("1/2", 150000, False)


def test_a_given_address_is_used_and_no_embedded_server_is_made(tmp_path: Path) -> None:
    url = "postgresql://me@host/site"
    chosen = database.choose(tmp_path, {"DATABASE_URL": url})
    with chosen.running():
        assert chosen.url == url
    assert list(tmp_path.iterdir()) == []


def test_the_site_reads_the_embedded_address_like_the_set_up_does(tmp_path: Path) -> None:
    """Holds the two readers together: the set-up writes the address, the settings read it."""
    from kennismakelaar.config.database import database_from
    from setup.postgres import Server

    server = Server(tmp_path / "a b" / "postgres", tmp_path, None)
    read = database_from(server.url(), data_dir=tmp_path)
    address = database.parse(server.url())
    assert (read["HOST"], read["NAME"], read["USER"]) == (address.host, address.name, address.user)
    assert read["HOST"] == str(tmp_path / "a b" / "postgres")


def test_the_set_up_needs_the_standard_library_only() -> None:
    """The modules are loaded before anything is installed: by a Python that sees no packages at all."""
    root = Path(__file__).resolve().parents[2]
    code = f"import sys; sys.path.insert(0, {str(root)!r}); import setup.commands"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, env={"PATH": os.defpath}
    )
    assert done.returncode == 0, done.stderr
