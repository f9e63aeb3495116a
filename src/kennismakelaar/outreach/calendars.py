"""Planned talks as a calendar file, for the calendar an adviser already has."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from .models import Conversation

LASTS = timedelta(minutes=45)


def calendar_of(conversations: Iterable[Conversation], *, at: datetime, site: str) -> bytes:
    """This will write planned talks as iCalendar (RFC 5545). A talk without a time fills no hours of the day.

    site: host name, so that the same talk keeps the same identity when it is imported again.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Kennismakelaar//NL")
    calendar.add("version", "2.0")
    for talk in conversations:
        calendar.add_component(_event(talk, at=at, site=site))
    return calendar.to_ical()


def _event(talk: Conversation, *, at: datetime, site: str) -> Event:
    event = Event()
    event.add("uid", f"gesprek-{talk.pk}@{site}")
    event.add("dtstamp", at)
    event.add("summary", _("Conversation with %s") % talk.municipality)
    event.add("url", f"https://{site}/werk/gesprek/{talk.pk}")
    if talk.starts_at:
        start = timezone.make_aware(datetime.combine(talk.planned_for, talk.starts_at))
        event.add("dtstart", start)
        event.add("dtend", start + LASTS)
    else:
        event.add("dtstart", talk.planned_for)
        event.add("dtend", talk.planned_for + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    return event


def in_order(talk: Conversation) -> tuple[object, time]:
    """Planned talks from the first to the last."""
    return (talk.planned_for, talk.starts_at or time.min)
