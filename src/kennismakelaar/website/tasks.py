"""Work of this room that the timetable asks for."""

from datetime import datetime

from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from kennismakelaar.records import api as records


@app.task(name="website.renew_figures", queueing_lock="website.renew_figures")
def renew_figures(timestamp: int) -> None:
    """This will renew the public figures after an erasure, on the fixed days for that."""
    on = timezone.localdate(datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone()))
    if records.publication_day(on) == on and records.figures_outlive_answers():
        call_command("main_job", on=on)
