"""Work of this room that the timetable asks for."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from . import api


@app.task(name="follow_up.forget_gone_quotes", queueing_lock="follow_up.forget_gone_quotes")
def forget_gone_quotes(timestamp: int) -> None:
    """This will take quotes out of the pages of sessions when their words are erased or left out."""
    api.forget_gone_quotes(at=datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone()))
