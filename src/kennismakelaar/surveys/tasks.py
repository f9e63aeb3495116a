"""Work of this room that the timetable asks for."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from . import api


@app.task(name="surveys.erase_expired", queueing_lock="surveys.erase_expired")
def erase_expired(timestamp: int) -> None:
    """This will erase survey answers whose retention date has passed."""
    at = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    api.erase_expired(at.date(), at=at)
