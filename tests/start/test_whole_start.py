"""The whole of `start.py` as a person meets it: first start, second start, a taken port, Ctrl-C, a command."""

import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"Kennismakelaar is ready: (http://127\.0\.0\.1:\d+)")
SECONDS_FIRST, SECONDS_SECOND = 240, 60


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """Gives a data folder outside the project that root's database can reach."""
    folder = Path(tempfile.mkdtemp(prefix="kennismakelaar-start-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def started(data: Path, *words: str, seconds: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Starts the site and yields the process and its address; ends it whatever happens."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    process = subprocess.Popen(
        [sys.executable, ROOT / "start.py", *words],
        env={**environment, "KENNISMAKELAAR_DATA": str(data), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        yield process, said_until_ready(process, seconds)
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)


def said_until_ready(process: subprocess.Popen[str], seconds: int) -> str:
    """Collects what is said until the address appears; the time that takes is bounded."""
    said, until = "", time.monotonic() + seconds
    while not READY.search(said):
        readable, _, _ = select.select([process.stdout], [], [], max(0, until - time.monotonic()))
        line = process.stdout.readline() if readable else ""
        assert line, f"not ready (exit code {process.poll()}) after:\n{said}"
        said += line
    return said


def address_in(said: str) -> str:
    return READY.search(said).group(1)


def ask(address: str) -> int:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.status


def is_anything_left(data: Path) -> bool:
    """Tells whether a server of this data folder still runs."""
    return (data / "postgres" / "postmaster.pid").exists()


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, ROOT / "start.py", "run", *words],
        env={**environment, "KENNISMAKELAAR_DATA": str(data)}, capture_output=True, text=True, cwd=data,
    )  # fmt: skip


def test_a_first_start_fills_the_register_serves_pages_and_ends_cleanly_with_ctrl_c(data: Path) -> None:
    with started(data, "--without-demo", "--port", "18010", seconds=SECONDS_FIRST) as (process, said):
        assert "municipalities: 342 new" in said
        for page in ("", "/_health/ready", "/metrics", "/static/website/site.css"):
            assert ask(address_in(said) + page) == 200, page
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        assert process.returncode == 0, rest
        assert "Stopped." in rest
        with pytest.raises(OSError):
            ask(address_in(said))
    assert not is_anything_left(data)


def test_a_second_start_loads_nothing_keeps_the_data_and_steps_aside_for_a_taken_port(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with started(data, "--without-demo", "--port", str(port), seconds=SECONDS_SECOND) as (process, said):
            assert f"Port {port} is taken" in said
            assert "Loading" not in said
            assert "Bringing the database up to date" not in said
            counted = run(data, "shell", "--verbosity", "0", "-c", COUNT)
            assert counted.stdout == "342\n", counted.stderr
            assert ask(address_in(said)) == 200, "a command beside the site must leave the database running"
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
            assert process.returncode == 0
    assert not is_anything_left(data)


COUNT = "from kennismakelaar.organizations.api import Municipality; print(Municipality.objects.count())"


def test_the_output_of_a_command_is_all_there_is_on_standard_output(data: Path) -> None:
    done = run(data, "shell", "--verbosity", "0", "-c", "import json, os; print(json.dumps(os.getcwd()))")
    assert json.loads(done.stdout) == str(data.resolve()), done.stderr
    assert not is_anything_left(data)


def test_the_exit_code_of_a_command_is_ours(data: Path) -> None:
    assert run(data, "shell", "-c", "raise SystemExit(7)").returncode == 7


@pytest.mark.skipif(sys.platform != "linux", reason="finds the worker in /proc")
def test_a_killed_task_worker_is_started_again(data: Path) -> None:
    with started(data, "--without-demo", "--port", "18010", seconds=SECONDS_SECOND) as (process, _said):
        first = wait_for_worker(process.pid, other_than=None)
        os.kill(first, signal.SIGKILL)
        assert wait_for_worker(process.pid, other_than=first)


def wait_for_worker(parent: int, *, other_than: int | None) -> int:
    """Finds the task worker among the children of a start."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for pid in map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split()):
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            if b"procrastinate" in command and pid != other_than:
                return pid
        time.sleep(0.2)
    raise AssertionError("no task worker came")


def test_a_start_without_its_own_server_says_which_one_it_cannot_reach(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "start.py"],
        env={**os.environ, "KENNISMAKELAAR_DATA": str(data), "DATABASE_URL": "postgresql://me:geheim@127.0.0.1:1/site"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "No connection with the database site at 127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr


def test_the_data_folder_is_closed_to_others(data: Path) -> None:
    assert (data / "secret_key").stat().st_mode & 0o077 == 0
    assert (data / "postgres").stat().st_mode & 0o077 == 0
