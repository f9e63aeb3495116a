"""Work of this room for the task worker."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from . import api


@app.task(name="outreach.note_reach", queueing_lock="outreach.note_reach")
def note_reach(timestamp: int) -> None:
    """This will keep how the response to every open survey stands."""
    api.note_open_surveys(at=datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone()))
