"""The site as it is served, by gunicorn with two workers, asked over the loopback; for as long as it is needed."""

import os
import socket
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count

from setup import serving

WORKERS, ASKERS = serving.WEB_WORKERS, 2
SECONDS_TO_WARM = 3.0  # the workers load the search beside the first pages
PATIENCE = 300
APPLICATION = "benchmarks._served_site:application"


@dataclass(frozen=True)
class Times:
    """Milliseconds between asking and the last byte, one at a time; answers a second with two askers."""

    p50: float
    p95: float
    per_second: float


@contextmanager
def site(**settings: str) -> Iterator[int]:
    """This will serve on a free port and stop what it started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [APPLICATION if word == serving.APPLICATION else word for word in serving.web_command(port)]
    served = subprocess.Popen(command, env={**os.environ, **settings})
    try:
        _wait(port, served)
        time.sleep(SECONDS_TO_WARM)
        _search_everywhere(port)
        yield port
    finally:
        served.terminate()
        try:
            served.wait(timeout=30)
        except subprocess.TimeoutExpired:
            served.kill()


def _wait(port: int, served: subprocess.Popen[bytes]) -> None:
    for _turn in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/bare", timeout=5).close()
            return
        except OSError:
            if served.poll() is not None:
                raise SystemExit("the web server ended") from None
            time.sleep(0.1)
    raise SystemExit("the web server does not answer")


def _search_everywhere(port: int) -> None:
    """Searches with many at once, so that no worker still has its index to read when the measuring begins."""
    with ThreadPoolExecutor(4 * WORKERS) as askers:
        list(askers.map(lambda number: _ask(port, [f"/menukaart?q=azc+{number}"]), range(8 * WORKERS)))


def measure(port: int, address: Callable[[int], str], *, requests: int) -> Times:
    """This will ask one after another for the times, then with two askers for the number a second."""
    numbers = count()
    _ask(port, [address(next(numbers)) for _ in range(4 * WORKERS)])
    times = sorted(_ask(port, [address(next(numbers)) for _ in range(requests)]))
    lists = [[address(next(numbers)) for _ in range(requests)] for _ in range(ASKERS)]
    began = time.perf_counter()
    with ThreadPoolExecutor(ASKERS) as askers:
        done = sum(len(part) for part in askers.map(lambda part: _ask(port, part), lists))
    passed = time.perf_counter() - began
    return Times(statistics.median(times), statistics.quantiles(times, n=20)[18], done / passed)


def _ask(port: int, addresses: list[str]) -> list[float]:
    """A connection for every request, as most visitors make: so both workers get their share."""
    times = []
    for address in addresses:
        began = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 200:
            raise SystemExit(f"{address}: expected 200, came {answer.status}")
        times.append((time.perf_counter() - began) * 1000)
    return times


def weight(port: int, address: str) -> int:
    """This will give the bytes of a first view as sent: the page, its styles and scripts, without pictures."""
    import re

    body, size = _fetch(port, address)
    links = re.findall(r'<(?:link[^>]*rel="stylesheet"[^>]*href|script[^>]*src)="([^"]+)"', body)
    links += re.findall(r'<link[^>]*href="([^"]+)"[^>]*rel="stylesheet"', body)
    return size + sum(_fetch(port, link)[1] for link in dict.fromkeys(links) if link.startswith("/"))


def _fetch(port: int, address: str) -> tuple[str, int]:
    import gzip

    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    sent = answer.read()
    connection.close()
    plain = gzip.decompress(sent) if answer.getheader("Content-Encoding") == "gzip" else sent
    return plain.decode("utf-8", "replace"), len(sent)
