"""Scanned pages: read by the program Tesseract where it is installed, else said to be pictures."""

import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

from .plain import paragraphs
from .reports import Report, unread, words

PROGRAM = "tesseract"
DOTS_PER_INCH = 200
SECONDS = 60
LANGUAGE = "nld"


def page(document: Any, number: int) -> Iterator[Report]:
    """The words on a picture of a page, said to be recognized by a program; or that the page was not read."""
    place = {"page": number}
    program = shutil.which(PROGRAM)
    if program is None:
        yield unread("scanned_page", place)
        return
    text = _recognized(program, picture(document[number - 1]))
    if text is None:
        yield unread("recognition_failed", place)
        return
    found = [report["text"] for report in paragraphs(text) if report["text"].strip()]
    if not found:
        yield unread("scanned_page", place)
        return
    for at, paragraph in enumerate(found, start=1):
        yield words(" ".join(paragraph.split()), page=number, paragraph=at)
    yield unread("read_by_recognition", place)


def picture(scanned: Any) -> bytes:
    """The page as a gray picture in the plainest format there is."""
    bitmap = scanned.render(scale=DOTS_PER_INCH / 72, grayscale=True)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    rows = bytes(bitmap.buffer)
    dots = b"".join(rows[row * stride : row * stride + width] for row in range(height))
    return b"P5 %d %d 255\n" % (width, height) + dots


def _recognized(program: str, dots: bytes) -> str | None:
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(DOTS_PER_INCH)]
    try:
        done = subprocess.run(command, input=dots, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace").replace("\f", "\n") if done.returncode == 0 else None
