"""What runs by itself is on one list, and does what the list says."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from kennismakelaar.catalog import api as catalog
from kennismakelaar.config import settings as written
from kennismakelaar.config.timetable import TIMETABLE
from kennismakelaar.intake import api as intake

PAST = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def by_words_only(settings):
    settings.SEARCH_BY_MEANING = False


def stamp(day: date) -> int:
    """Noon of a day as the task worker passes it."""
    return int(timezone.make_aware(datetime(day.year, day.month, day.day, 12)).timestamp())


def run(name: str, day: date) -> None:
    """Does a task as the worker would: by its name, with the moment it was planned for."""
    app.tasks[name](timestamp=stamp(day))


def test_the_worker_reads_the_timetable():
    assert "kennismakelaar.config.timetable" in written.PROCRASTINATE_IMPORT_PATHS
    planned = {periodic.task.name for periodic in app.periodic_registry.periodic_tasks.values()}
    assert planned == {task.name for _cron, task in TIMETABLE}
    assert {"intake.erase_expired", "catalog.forget_old_searches", "catalog.reindex"} <= planned


def test_no_task_waits_twice_in_the_queue():
    assert all(task.queueing_lock == task.name for _cron, task in TIMETABLE)


def test_what_has_passed_its_retention_date_is_erased_and_what_has_not_stays(say, source):
    statement = say("Wij missen de school als partner.")
    run("intake.erase_expired", source.retain_until)
    statement.refresh_from_db()
    assert statement.text

    run("intake.erase_expired", source.retain_until + timedelta(days=1))
    statement.refresh_from_db()
    assert (statement.text, statement.status) == ("", intake.Statement.Status.ERASED)


def test_searches_of_more_than_a_year_ago_are_forgotten(db):
    catalog.count_search_without_result("paspoort verlengen", on=PAST)
    run("catalog.forget_old_searches", PAST + timedelta(days=365))
    assert catalog.SearchWithoutResult.objects.count() == 1

    run("catalog.forget_old_searches", PAST + timedelta(days=366))
    assert catalog.SearchWithoutResult.objects.count() == 0


def test_what_came_in_by_words_only_is_findable_by_meaning_after_the_night(menu, settings):
    settings.SEARCH_BY_MEANING = True
    assert not catalog.IndexedItem.objects.exclude(version__endswith=":-").exists()
    run("catalog.reindex", PAST)
    assert not catalog.IndexedItem.objects.filter(version__endswith=":-").exists()
    [best, *_others] = catalog.find("jongeren die elkaar online ophitsen", on=PAST, limit=3).results
    assert "meaning" in {reason.code for reason in best.reasons}
