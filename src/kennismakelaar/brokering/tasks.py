"""Work of this room that the timetable asks for."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from . import api


@app.task(name="brokering.forget_askers", queueing_lock="brokering.forget_askers")
def forget_askers(timestamp: int) -> None:
    """This will erase the e-mail addresses of who asked a year ago."""
    at = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    api.forget_askers(at.date())
