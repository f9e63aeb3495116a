"""Work of this room that nobody waits for, done by the task worker."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from . import api


@app.task(name="catalog.forget_old_searches", queueing_lock="catalog.forget_old_searches")
def forget_old_searches(timestamp: int) -> None:
    """This will delete what was searched in vain more than a year ago."""
    at = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    api.forget_old_searches(on=at.date())


@app.task(name="catalog.reindex", queueing_lock="catalog.reindex")
def reindex(timestamp: int) -> None:
    """This will make findable by meaning what came in by words only, and follow a changed topic list."""
    api.reindex()
