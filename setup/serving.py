"""Runs the site: web workers and task worker as children, ended together and in order."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

from setup import ports
from setup.places import PYTHON, ROOT
from setup.processes import OWNER_ONLY, django_command, end_with_parent
from setup.reporting import UnableToStart, say, seconds_since
from setup.web_settings import GATE

APPLICATION = "kennismakelaar.config.wsgi:application"
WEB_WORKERS = 2
THREADS = 4
SECONDS_TO_END = 15
SECONDS_TO_ANSWER = 60
SECONDS_BETWEEN_RESTARTS = 2


class SiteStopped(UnableToStart):
    """The web server ended although nobody asked it to."""


class Site:
    """The children that make the site: loaded while the database starts, opened when it is ready."""

    def __init__(self, wanted_port: int) -> None:
        self.wanted_port, self.port = wanted_port, 0
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.gate: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.end()

    def load(self, env: Mapping[str, str]) -> None:
        """Starts the web server, which loads the site and then waits at the gate."""
        self.port = ports.first_free(self.wanted_port)
        if self.port != self.wanted_port:
            say(f"  Port {self.wanted_port} is taken: using {self.port}")
        figures = _empty_folder(Path(env["KENNISMAKELAAR_DATA"]) / "metrics")
        entrance, self.gate = os.pipe()
        env = {**env, "PROMETHEUS_MULTIPROC_DIR": str(figures), GATE: str(entrance)}
        self.children["web"] = _start(web_command(self.port), env, keep=(entrance,))
        os.close(entrance)

    def serve(self, env: Mapping[str, str], *, began: float) -> None:
        """Opens the gate and serves until somebody asks to stop."""
        if self.gate is not None:
            with suppress(BrokenPipeError):  # a web server that is gone is noticed below
                os.write(self.gate, b"1")
        _wait_for_first_page(self.port, self.children["web"])
        self.children["tasks"] = _start(task_command(), env)
        print(f"Kennismakelaar is ready: http://{ports.HOST}:{self.port}", flush=True)
        say(f"  Ready after {seconds_since(began)}. Stop with Ctrl-C.")
        _watch(self.children, env)

    def end(self) -> None:
        if self.gate is not None:
            os.close(self.gate)
            self.gate = None
        _end_all(self.children)


def web_command(port: int) -> list[str]:
    shared_memory = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []
    return [
        str(PYTHON), "-m", "gunicorn", APPLICATION,
        "--config", str(Path(__file__).with_name("web_settings.py")),
        "--workers", str(WEB_WORKERS), "--threads", str(THREADS), "--bind", f"{ports.HOST}:{port}",
        "--preload", "--graceful-timeout", "10",
        "--log-level", "warning", "--no-control-socket", *shared_memory,
    ]  # fmt: skip


def task_command() -> list[str]:
    return django_command("procrastinate", "worker", "--shutdown-graceful-timeout", "10")


def _empty_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _start(
    command: list[str], env: Mapping[str, str], *, keep: tuple[int, ...] = ()
) -> subprocess.Popen[bytes]:
    """Starts a child in a session of its own: Ctrl-C reaches us alone, and we end all in order."""
    return subprocess.Popen(
        command,
        env=env,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        umask=OWNER_ONLY,
        start_new_session=True,
        pass_fds=keep,
        preexec_fn=end_with_parent,
    )


def _wait_for_first_page(port: int, web: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < until:
        if web.poll() is not None:
            raise _stopped(web)
        if _answers(port):
            return
        time.sleep(0.05)
    raise SiteStopped(
        "The site does not answer.",
        expected=f"an answer within {SECONDS_TO_ANSWER} s",
        came="none",
        hint="See the messages above; KENNISMAKELAAR_LOG=INFO says more.",
    )


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{ports.HOST}:{port}/", timeout=SECONDS_TO_ANSWER):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _watch(children: dict[str, subprocess.Popen[bytes]], env: Mapping[str, str]) -> None:
    """Starts a task worker that died again (its tasks are in the database); a dead web server ends all."""
    while True:
        time.sleep(0.5)
        if children["web"].poll() is not None:
            raise _stopped(children["web"])
        if children["tasks"].poll() is not None:
            say(f"  The task worker ended (code {children['tasks'].returncode}); starting it again")
            time.sleep(SECONDS_BETWEEN_RESTARTS)
            children["tasks"] = _start(task_command(), env)


def _stopped(web: subprocess.Popen[bytes]) -> SiteStopped:
    return SiteStopped(
        "The web server stopped.",
        expected="a web server that runs until Ctrl-C",
        came=f"exit code {web.poll()}",
        hint="Its own words are above.",
    )


def _end_all(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Asks every child to finish what it is doing, and insists when that takes too long."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + SECONDS_TO_END
    for child in children.values():
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
