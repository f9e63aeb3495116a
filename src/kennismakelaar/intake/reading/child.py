"""Reads one file in a process of its own: content on standard input, one report per line as output."""

import json
import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from . import refusals
from .damaged import is_damage
from .kinds import Kind

MEGABYTE = 1024 * 1024


def main(
    what: str, filename: str, kind: Kind, megabytes: int, seconds: int, text_columns: tuple[str, ...] = ()
) -> None:
    """This will read the file under limits and write what it found; a refusal is the last line."""
    _limit(megabytes, seconds)
    content = sys.stdin.buffer.read()
    write = sys.stdout.write
    try:
        for report in _events(what, filename, kind, content, text_columns):
            write(json.dumps(report, ensure_ascii=False, separators=(",", ":")) + "\n")
    except refusals.UnreadableFile as refusal:
        write(_refused(type(refusal).__name__, refusal.facts))
    except MemoryError:
        write(_refused("TookTooMuch", {"seconds": seconds, "memory": megabytes}))
    except Exception as error:
        if not is_damage(error):
            raise
        write(_refused("CorruptFile", {"kind": kind.value}))


def _events(
    what: str, filename: str, kind: Kind, content: bytes, text_columns: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    if what == "table":
        from . import sheets

        return sheets.events(filename, kind, content)
    from . import documents

    return documents.events(filename, kind, content, text_columns)


def _refused(name: str, facts: dict[str, Any]) -> str:
    return json.dumps({"what": "refused", "name": name, "facts": facts}) + "\n"


def _limit(megabytes: int, seconds: int) -> None:
    """Memory and processor time; Windows has no such limits, there only the clock of the parent counts."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (max(seconds, 1), max(seconds, 1)))


if __name__ == "__main__":
    settings.configure(USE_I18N=False)  # codes go out; the parent knows the reader's language
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    _what, _filename, _kind, _megabytes, _seconds, _columns = sys.argv[1:]
    _chosen = tuple(json.loads(_columns))
    main(_what, _filename, Kind(_kind), int(_megabytes), round(float(_seconds)), _chosen)
