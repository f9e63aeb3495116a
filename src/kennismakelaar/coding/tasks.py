"""Long work of this room, done by the task worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import api


@app.task(name="coding.do_job")
def do_job(job: int) -> None:
    """This will learn, ask a language model or seek themes, whatever was asked, and tell how far it is."""
    api.do_job(job, at=timezone.now())
