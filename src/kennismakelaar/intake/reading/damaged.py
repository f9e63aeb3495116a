"""What tells a damaged file from a fault of our own: who raised, a library about the file or our own code.

Our own code names what a file does not keep (`Damaged`); any other error of ours is a fault, and is not blamed
on the sender.
"""

import math
import sys
from collections.abc import Mapping
from types import TracebackType

PROMISED = (KeyError, IndexError, ValueError, EOFError, OSError, NotImplementedError)
FILE_LIBRARIES = {"zipfile", "lxml", "csv", "_csv", "codecs", "encodings", "html", "email", "struct"}
# The mail library of Python breaks over some headers with errors that look like faults of the caller.
BREAKS_OVER_CONTENT = {"email"}


class Damaged(ValueError):
    """A value in a file that its kind does not allow."""


def is_damage(error: BaseException) -> bool:
    """Whether the file is to blame: only an error that says so by its name, or that a file library raised."""
    if isinstance(error, _named()):
        return True
    library = _raised_in(error.__traceback__)
    if isinstance(error, (TypeError, AttributeError)):
        return library in BREAKS_OVER_CONTENT
    return isinstance(error, PROMISED) and library in FILE_LIBRARIES


def integer(text: str | int) -> int:
    """A whole number as it stands in a file."""
    try:
        return int(text)
    except ValueError as error:
        raise Damaged(str(text)) from error


def decimal(text: str) -> float:
    """A number as it stands in a file; endless ones are none."""
    try:
        found = float(text)
    except ValueError as error:
        raise Damaged(text) from error
    if not math.isfinite(found):
        raise Damaged(text)
    return found


def named(table: Mapping[str, str], name: str) -> str:
    """What a file points at by name, when it is there."""
    if name not in table:
        raise Damaged(name)
    return table[name]


def _named() -> tuple[type[BaseException], ...]:
    """The libraries are imported here, where a file is read already."""
    import csv
    import zipfile
    import zlib

    from lxml import etree

    pdf = sys.modules.get("pypdfium2")
    of_pdf = (pdf.PdfiumError,) if pdf else ()
    return (
        Damaged,
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        etree.LxmlError,
        csv.Error,
        zlib.error,
        *of_pdf,
    )


def _raised_in(trace: TracebackType | None) -> str:
    """The package whose code raised: the innermost of the frames."""
    name = ""
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        trace = trace.tb_next
    return name.partition(".")[0]
