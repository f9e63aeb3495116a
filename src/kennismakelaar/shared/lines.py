"""Files with one text a line, and answers of one JSON object a line: what commands for other programs share."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from .errors import Refusal

# Signs that some readers take for the end of a line; JSON escapes the others of that kind itself.
LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
LONGEST_LINE = 5_000_000  # bytes; far above any statement, far below what fills the memory


class UnableToReadLines(Refusal):
    """A file with one text a line could not be read."""


def texts(path: Path) -> Iterator[str]:
    """This will give the lines of a UTF-8 file in order, empty ones too. The whole file is checked first."""
    _check(path)
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            yield _text(raw, number)


def _check(path: Path) -> None:
    """Reads the file once: after a refusal half the answers must not look like all of them."""
    has_words = False
    for number, raw in enumerate(_raw_lines(path), start=1):
        if len(raw) > LONGEST_LINE:
            raise UnableToReadLines(
                _("Lines of at most %(most)d characters were expected.") % {"most": LONGEST_LINE},
                came=_("Line %(number)d is longer.") % {"number": number},
                hint=_("Put every text on a line of its own."),
            )
        has_words |= bool(_text(raw, number).strip())
    if not has_words:
        raise UnableToReadLines(
            _("A file with one text on every line was expected."),
            came=_("There is nothing in %(name)s.") % {"name": path.name},
            hint=_("Put every text on a line of its own."),
        )


def _raw_lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while raw := file.readline(LONGEST_LINE + 1):
                yield raw
    except OSError as error:
        raise UnableToReadLines(
            _("A file that can be read was expected."),
            came=_("%(name)s is not there or cannot be opened.") % {"name": path},
            hint=_("Check the name of the file and whether you may read it."),
        ) from error


def _text(raw: bytes, number: int) -> str:
    """One line without its end. Only line feeds divide: other separators may stand inside a text."""
    try:
        return raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UnableToReadLines(
            _("Text in UTF-8 was expected."),
            came=_("Line %(number)d holds other bytes.") % {"number": number},
            hint=_("Save the file again and choose UTF-8 as its encoding."),
        ) from error


def write_line(out: OutputWrapper, found: dict[str, Any]) -> None:
    """This will write one object on one line; half a character pair, which UTF-8 cannot hold, is escaped."""
    try:
        line = json.dumps(found, ensure_ascii=False, allow_nan=False).translate(LINE_ENDS)
        line.encode()
    except UnicodeEncodeError:
        line = json.dumps(found, allow_nan=False)
    out.write(line)
