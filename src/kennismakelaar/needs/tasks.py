"""Long work of this room, done by the task worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@contextmanager
def saying_so_when_it_fails(export: int) -> Iterator[None]:
    """This will let an unexpected error go on to the log, and tell who waits for the file."""
    try:
        yield
    except Exception:
        actions.note_failed(export, at=timezone.now())
        raise


@app.task(name="needs.make_export")
def make_export(export: int) -> None:
    """This will make a file of a survey. Done again after a crash, nothing comes twice."""
    with saying_so_when_it_fails(export):
        actions.make_export(export, at=timezone.now())


@app.task(name="needs.erase_exports", queueing_lock="needs.erase_exports")
def erase_exports(timestamp: int) -> None:
    """This will erase files of surveys that were kept for a week."""
    actions.erase_exports(datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone()))
