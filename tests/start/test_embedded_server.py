"""The embedded server: private, shared by all who need it, stopped by the last, gone with a test run."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from setup import postgres, temporary
from setup.sharing import shared

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    """Gives a server that is made but does not run."""
    with temporary.made_server() as made:
        yield made


def asked(server: postgres.Server, question: str) -> object:
    with psycopg.connect(server.url()) as connection:
        return connection.execute(question).fetchone()[0]


def test_the_last_user_stops_the_server(server: postgres.Server, tmp_path: Path) -> None:
    with shared(server, tmp_path):
        with shared(server, tmp_path):
            assert server.is_running()
        assert server.is_running(), "the first user still needs it"
    assert not server.is_running()


def test_another_process_keeps_the_server_running_until_it_ends(
    server: postgres.Server, tmp_path: Path
) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_USER, str(server.data), str(server.programs), str(tmp_path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert other.stdout.readline() == "running\n"
        with shared(server, tmp_path):
            pass
        assert server.is_running()
    finally:
        other.communicate("stop\n", timeout=60)
    assert not server.is_running()


OTHER_USER = """
import sys
from pathlib import Path
from setup import postgres
from setup.sharing import shared
data, programs, locks = map(Path, sys.argv[1:])
with shared(postgres.Server(data, programs, postgres.owner_for_root()), locks):
    print("running", flush=True)
    sys.stdin.readline()
"""


def test_a_user_that_was_killed_holds_nothing(server: postgres.Server, tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_USER, str(server.data), str(server.programs), str(tmp_path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdout.readline() == "running\n"
    other.kill()
    other.communicate()
    assert server.is_running(), "nobody could stop it"
    with shared(server, tmp_path):
        pass
    assert not server.is_running()


def test_what_was_stored_is_there_after_a_restart(server: postgres.Server, tmp_path: Path) -> None:
    with shared(server, tmp_path):
        server.ensure_database()
        with psycopg.connect(server.url()) as connection:
            connection.execute("create table kept (word text)")
            connection.execute("insert into kept values ('blijft')")
    with shared(server, tmp_path):
        assert asked(server, "select word from kept") == "blijft"


def test_the_site_connects_without_special_rights_and_nobody_else_at_all(
    server: postgres.Server, tmp_path: Path
) -> None:
    with shared(server, tmp_path):
        server.ensure_database()
        rights = "select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls from pg_roles where rolname = user"
        assert asked(server, rights) is False
        assert asked(server, "show listen_addresses") == ""
        socket = server.socket / ".s.PGSQL.5432"
        assert socket.stat().st_mode & 0o077 == 0
        assert server.data.stat().st_mode & 0o077 == 0


def test_a_half_made_data_folder_is_made_anew(server: postgres.Server) -> None:
    half = postgres.Server(server.data.with_name("half"), server.programs, server.owner)
    left_over = half.data.with_name("half.new")
    left_over.mkdir()
    (left_over / "PG_VERSION").write_text("18\n")
    assert not half.exists()
    half.make()
    assert half.exists()
    assert not left_over.exists()


def test_data_of_another_version_is_refused_with_both_versions(server: postgres.Server) -> None:
    other = postgres.Server(server.data.with_name("other"), server.programs, server.owner)
    other.data.mkdir()
    (other.data / "PG_VERSION").write_text("16\n")
    with pytest.raises(postgres.PostgresFailed) as caught:
        other.start()
    assert "version 18" in str(caught.value)
    assert "version 16" in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_the_server_of_a_test_run_ends_when_the_run_is_killed() -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", TEST_RUN], cwd=ROOT, stdout=subprocess.PIPE, text=True, stdin=subprocess.PIPE
    )
    pid, folder = run.stdout.readline().split()
    run.send_signal(signal.SIGKILL)
    run.communicate()
    until = time.monotonic() + 30
    while _is_alive(int(pid)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _is_alive(int(pid))
    shutil.rmtree(folder)


TEST_RUN = """
import sys
from setup import temporary
with temporary.server() as server:
    print(server.child.pid, server.data.parent, flush=True)
    sys.stdin.readline()
"""


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
