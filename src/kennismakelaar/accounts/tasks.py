"""Work of this room that the timetable asks for."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from . import api


@app.task(name="accounts.close_unused", queueing_lock="accounts.close_unused")
def close_unused(timestamp: int) -> None:
    """This will close accounts nobody used for two years."""
    at = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    api.close_unused(at.date())
