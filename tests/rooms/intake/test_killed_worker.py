"""A worker that is killed loses no job, and leaves nothing half done."""

import os
import signal
import subprocess
import sys
import time
from importlib import import_module
from urllib.parse import quote

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from kennismakelaar.intake import api as intake
from kennismakelaar.intake import tasks
from kennismakelaar.intake.models import Import, Statement
from kennismakelaar.shared.tasks import retry_stalled

from .conftest import AT, DAY

MANY = 4_000
PATIENCE = 90


def database_address():
    """Where the tests' own database is, as an address for another process."""
    found = connection.settings_dict
    login = quote(found["USER"]) + (f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else "")
    if found["HOST"].startswith("/"):
        return f"postgresql://{login}@/{found['NAME']}?host={quote(found['HOST'])}"
    return f"postgresql://{login}@{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"


def start_worker(*options):
    env = {**os.environ, "DATABASE_URL": database_address(), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "django", "procrastinate", "worker", *options]
    return subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def state_of(job):
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        return cursor.fetchone()[0]


def wait_until(true, what):
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, what
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_no_job(ann):
    lines = "\n".join(f"Wij missen in ronde {n} de school als partner in de wijk." for n in range(MANY))
    delivery = intake.recognize(intake.receive("groot.txt", lines.encode(), "notes", by=ann, at=AT), at=AT)
    choices = intake.NotesChoices(
        title="Grote sessie", channel=intake.Channel.EVENT, held_on=DAY, is_fictitious=True
    )
    intake.keep_choices(delivery, choices, by=ann, at=AT)
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
    second = start_worker("--one-shot")
    try:
        assert second.wait(timeout=PATIENCE) == 0
    finally:
        second.kill()
        second.wait()
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
