"""A worker that is killed loses no job, and leaves nothing half done."""

import os
import signal
import time
from importlib import import_module

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from kennismakelaar.intake import api as intake
from kennismakelaar.intake import tasks
from kennismakelaar.intake.models import Import, Statement
from kennismakelaar.shared.tasks import retry_stalled
from rooms.workers import do_what_waits, start_worker, wait_until

from .conftest import DAY

MANY = 4_000


def state_of(job):
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_no_job(ann, now):
    lines = "\n".join(f"Wij missen in ronde {n} de school als partner in de wijk." for n in range(MANY))
    delivery = intake.recognize(intake.receive("groot.txt", lines.encode(), "notes", by=ann, at=now), at=now)
    choices = intake.NotesChoices(
        title="Grote sessie", channel=intake.Channel.EVENT, held_on=DAY, is_fictitious=True
    )
    intake.keep_choices(delivery, choices, by=ann, at=now)
    job = tasks.confirm_delivery.defer(delivery=delivery.pk, user=ann.pk)

    worker = start_worker()
    try:
        wait_until(lambda: state_of(job) == "doing", "the worker did not take the job")
        time.sleep(0.5)
        assert state_of(job) == "doing", "the job was done before it could be interrupted"
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    assert state_of(job) == "doing"
    assert not Statement.objects.exists()
    assert Import.objects.get().status == Import.Status.RECOGNIZED

    time.sleep(1.1)
    assert async_to_sync(retry_stalled)(silent_seconds=1) == 1
    do_what_waits()
    assert state_of(job) == "succeeded"
    assert Import.objects.get().status == Import.Status.CONFIRMED
    assert Statement.objects.count() == MANY


def test_the_sweep_runs_every_minute():
    import_module("kennismakelaar.config.timetable")
    registered = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert registered["shared.sweep_stalled"] == "* * * * *"
    assert registered["intake.erase_expired"]


@pytest.mark.django_db(transaction=True)
def test_the_sweep_leaves_a_job_of_a_living_worker_alone(ann):
    assert async_to_sync(retry_stalled)() == 0
