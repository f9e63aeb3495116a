"""The worker closes what has ended, without anybody asking for it."""

from datetime import UTC, datetime

from kennismakelaar.config.timetable import TIMETABLE
from kennismakelaar.surveys import tasks
from rooms.surveys.questioning import published


def test_closing_ended_surveys_stands_in_the_timetable_and_does_it(asker, adviser, now):
    assert tasks.close_ended in [task for _cron, task in TIMETABLE]
    survey = asker.wave()
    published(survey, adviser, now)
    tasks.close_ended(int(datetime(2026, 11, 1, 9, tzinfo=UTC).timestamp()))
    survey.refresh_from_db()
    assert survey.closed_at is not None
