"""The words of every refusal that the tests meet, with what differs from case to case left out.

Run as a command, it runs the tests and writes tests/method/data/refusals.json anew:
    python tests/method/refusals.py
"""

import json
import os
import re
import sys
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "data" / "refusals.json"
WRITING = "METHOD_REFUSALS"
# What differs from case to case: a list, a quoted label, a digest, a number.
VARIES = re.compile(
    r"\[.*\]|\{.*\}|\(.*,.*?\)|'[^']*'|\b[0-9a-f]{12}\b|-?\b\d[\d.,]*(?:e[-+]?\d+)?%?|\b(?:nan|inf)\b"
)

Words = tuple[str, str, str, str]


def of(error) -> Words:
    """Gives the code of a refusal, what was expected, what came ("..." for what varies) and the hint."""
    return (
        error.code,
        VARIES.sub("...", f"{error.expected}"),
        VARIES.sub("...", f"{error.came}"),
        f"{error.hint}",
    )


@cache
def known() -> frozenset[Words]:
    """Gives the refusals that are written down."""
    return frozenset(listed())


def listed() -> list[Words]:
    """Gives them in order, for the manual."""
    return [tuple(one) for one in json.loads(LIST.read_text())]


def write_down(met: list[Words]) -> None:
    """Adds what a test met, while the list is being written anew."""
    if met and os.environ.get(WRITING):
        before = set(listed())
        rows = ",\n".join(json.dumps(one, ensure_ascii=False) for one in sorted(before | set(met)))
        LIST.write_text(f"[\n{rows}\n]\n")
        known.cache_clear()


if __name__ == "__main__":
    import pytest

    os.environ[WRITING] = "1"
    LIST.write_text("[]\n")
    sys.exit(pytest.main(["tests/method", "-q", "--confcutdir=tests/method", "-p", "no:xdist"]))
