"""The fixed days on which figures are renewed after an erasure: so the day tells nothing about who asked for it."""

from datetime import date

FIRST_MONTHS = (1, 4, 7, 10)
DAYS_OPEN = 7  # a site that is off on the first of the month has the week to catch up


def publication_day(on: date) -> date:
    """This day itself in the first week of a quarter, else the first day of the next quarter."""
    if on.month in FIRST_MONTHS and on.day <= DAYS_OPEN:
        return on
    later = next((month for month in FIRST_MONTHS if month > on.month), None)
    return date(on.year, later, 1) if later else date(on.year + 1, FIRST_MONTHS[0], 1)
