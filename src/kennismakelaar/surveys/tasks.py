"""Long work of this room, done by the task worker."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from kennismakelaar.accounts.api import User
from kennismakelaar.intake import api as intake

from . import api


@app.task(name="surveys.recognize_delivery")
def recognize_delivery(delivery: int, user: int, mapping: dict[str, str] | None = None) -> None:
    """This will read a large survey export. Reading it twice changes nothing."""
    found = intake.delivery_with(delivery, "responses")
    if found is not None and found.status != found.Status.CONFIRMED:
        by = User.objects.get(pk=user)
        api.recognize(found, on=timezone.localdate(), by=by, at=timezone.now(), mapping=mapping)


@app.task(name="surveys.confirm_delivery")
def confirm_delivery(delivery: int, survey: int, user: int) -> None:
    """This will store a large survey export. It is one transaction: done again after a crash, nothing comes twice."""
    found, asked = intake.delivery_with(delivery, "responses"), api.survey_with(str(survey))
    if found is not None and asked is not None and found.status != found.Status.CONFIRMED:
        by = User.objects.get(pk=user)
        api.confirm(found, asked, on=timezone.localdate(), by=by, at=timezone.now())


@app.task(name="surveys.erase_expired", queueing_lock="surveys.erase_expired")
def erase_expired(timestamp: int) -> None:
    """This will erase survey answers whose retention date has passed."""
    at = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    api.erase_expired(at.date(), at=at)


@app.task(name="surveys.close_ended", queueing_lock="surveys.close_ended")
def close_ended(timestamp: int) -> None:
    """This will close surveys whose last day has passed: what was sent is final, open forms go."""
    at = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    api.close_ended(at.date(), at=at)
