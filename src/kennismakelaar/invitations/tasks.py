"""Work of this room for the task worker: mails, and what goes when a survey has ended."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from . import api

BATCH = 200  # mails per job, so that other work gets its turn


@app.task(name="invitations.send_mailing")
def send_mailing(mailing: int) -> None:
    """This will bring the mails of a mailing that is due. Done again after a crash, no mail goes twice."""
    api.send_due(at=timezone.now())
    if api.send_batch(mailing, most=BATCH, clock=timezone.now):
        send_mailing.defer(mailing=mailing)


@app.task(name="invitations.send_due", queueing_lock="invitations.send_due")
def send_due(timestamp: int) -> None:
    """This will go on with every mailing that has mails to bring, also after a worker died or a server was away."""
    for mailing in api.send_due(at=timezone.now()):
        if api.send_batch(mailing, most=BATCH, clock=timezone.now):
            send_mailing.defer(mailing=mailing)


@app.task(name="invitations.part_ended", queueing_lock="invitations.part_ended")
def part_ended(timestamp: int) -> None:
    """This will take apart answers and contacts of surveys that have ended."""
    at = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    api.part_ended(on=at.date(), at=at)


@app.task(name="invitations.erase_expired", queueing_lock="invitations.erase_expired")
def erase_expired(timestamp: int) -> None:
    """This will erase contacts whose retention date has passed."""
    at = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    api.erase_expired(at.date())
