"""Long work of this room, done by the task worker."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.task(name="needs.make_export")
def make_export(export: int) -> None:
    """This will make a file of a survey. Done again after a crash, nothing comes twice."""
    actions.make_export(export, at=timezone.now())


@app.task(name="needs.erase_exports", queueing_lock="needs.erase_exports")
def erase_exports(timestamp: int) -> None:
    """This will erase files of surveys that were kept for a week."""
    actions.erase_exports(datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone()))
