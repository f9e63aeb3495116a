"""Moments of the demo year: a working hour on a given day, never the clock of the machine."""

from datetime import UTC, date, datetime, time, timedelta


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment on a day."""
    return datetime.combine(day, time(hour, minute), tzinfo=UTC)


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)
