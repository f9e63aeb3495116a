"""How the set-up talks: progress on standard error, so that standard output stays clean for results."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class UnableToStart(Exception):
    """An expected failure, said in full: what was expected, what came, and what to do about it."""

    def __init__(self, what: str, *, expected: str, came: str, hint: str) -> None:
        super().__init__(what)
        self.what, self.expected, self.came, self.hint = what, expected, came, hint

    def __str__(self) -> str:
        return f"{self.what}\n  Expected: {self.expected}\n  Came:     {self.came}\n  Hint:     {self.hint}"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(doing: str, *, others_talk: bool = False) -> Iterator[None]:
    """Shows what is being done and, when it is over, how long that took.

    On a terminal the seconds tick meanwhile, unless `others_talk`: then the line belongs to who talks.
    """
    began = time.monotonic()
    done = threading.Event()
    watch = _tick_while_working(doing, began, done) if sys.stderr.isatty() and not others_talk else None
    if watch is None:
        say(f"  {doing} ...")
    try:
        yield
    except BaseException:
        _end(doing, f"stopped after {seconds_since(began)}", done, watch)
        raise
    _end(doing, seconds_since(began), done, watch)


def seconds_since(began: float) -> str:
    return f"{time.monotonic() - began:.1f} s"


def _tick_while_working(doing: str, began: float, done: threading.Event) -> threading.Thread:
    def tick() -> None:
        while not done.wait(0.5):
            print(f"\r  {doing} ... {time.monotonic() - began:.0f} s", end="", file=sys.stderr, flush=True)

    print(f"  {doing} ...", end="", file=sys.stderr, flush=True)
    thread = threading.Thread(target=tick, daemon=True)
    thread.start()
    return thread


def _end(doing: str, outcome: str, done: threading.Event, watch: threading.Thread | None) -> None:
    done.set()
    if watch is not None:
        watch.join()
        print("\r", end="", file=sys.stderr)
    say(f"  {doing}: {outcome}        ")
