"""Work of this room that the timetable asks for."""

import logging
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from . import api

log = logging.getLogger(__name__)


@app.task(name="records.note_head", queueing_lock="records.note_head")
def note_head(timestamp: int) -> None:
    """This will note down how far the log of acts is, outside the database."""
    at = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    log.info("log of acts: %s", api.note_head(settings.RECORDS_HEADS, at=at))
