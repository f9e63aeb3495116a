"""Long work of this room, done by the task worker."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from kennismakelaar.accounts.api import User

from . import api


@app.task(name="intake.recognize_delivery")
def recognize_delivery(delivery: int) -> None:
    """This will read a large delivery. Reading it twice changes nothing."""
    api.recognize(api.deliveries().get(pk=delivery), at=timezone.now())


@app.task(name="intake.confirm_delivery")
def confirm_delivery(delivery: int, user: int) -> None:
    """This will store a large delivery. It is one transaction: done again after a crash, nothing comes twice."""
    api.confirm_kept(api.deliveries().get(pk=delivery), by=User.objects.get(pk=user), at=timezone.now())


@app.task(name="intake.erase_expired", queueing_lock="intake.erase_expired")
def erase_expired(timestamp: int) -> None:
    """This will erase what has reached its retention date."""
    at = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    api.erase_expired(at.date(), at=at)
    api.forget_unfinished(at=at)
