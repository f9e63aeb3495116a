"""Theme days: what was held, in which sessions, and how many people of which municipality came."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake.models import Attendance, Event, Session, SessionRating, Speaker
from kennismakelaar.organizations.api import Municipality, Organization
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.topics.api import Role, Topic

from .screening import require_impersonal

LARGEST_GROUP = 1_000
FIGURES = range(1, 6)


class UnableToRecordAttendance(Refusal):
    """Attendance counts people of a municipality; it is neither zero nor thousands."""


class UnableToRate(Refusal):
    """A session is rated by counts per figure from 1 to 5."""


@transaction.atomic
def add_event(
    *, title: str, held_on: date, by: User, at: datetime, place: str = "", about: str = "",
    is_fictitious: bool = False,
) -> Event:  # fmt: skip
    """This will add a theme day or another meeting."""
    require(by, Right.IMPORT)
    event = Event.objects.create(
        title=title, held_on=held_on, place=place, about=about, is_fictitious=is_fictitious
    )
    record("add event", event, by=by, at=at)
    return event


@transaction.atomic
def add_session(
    event: Event, *, number: int, title: str, by: User, at: datetime, topic: Topic | None = None,
    is_taster: bool = False,
) -> Session:  # fmt: skip
    """This will add a workshop to an event."""
    require(by, Right.IMPORT)
    session = Session.objects.create(
        event=event, number=number, title=title, topic=topic, is_taster=is_taster
    )
    record("add session", session, by=by, at=at)
    return session


@transaction.atomic
def add_speaker(
    session: Session, organization: Organization, *, by: User, at: datetime, about: str = ""
) -> Speaker:
    """This will note that an organization tells something in a session: organizations only, no persons."""
    require(by, Right.IMPORT)
    require_impersonal(about)
    speaker, _new = Speaker.objects.update_or_create(
        session=session, organization=organization, defaults={"about": about[:200]}
    )
    record("add speaker", speaker, by=by, at=at)
    return speaker


@transaction.atomic
def rate_session(
    session: Session, counts: Mapping[int, int], *, by: User, at: datetime, objective: str = ""
) -> list[SessionRating]:
    """This will keep how many people gave which figure; later counts replace the earlier ones.

    `counts` is figure -> people, for practical value as a whole, or for one learning objective. Who gave which figure
    is never kept.
    """
    require(by, Right.IMPORT)
    require_impersonal(objective)
    if not any(counts.values()) or not all(
        value in FIGURES and 0 <= people <= LARGEST_GROUP for value, people in counts.items()
    ):
        raise UnableToRate(
            _("How many people gave a 1, 2, 3, 4 or 5; at least one of them."),
            came=", ".join(f"{value}: {people}" for value, people in counts.items()) or _("nothing"),
            hint=_("Count the forms per figure."),
        )
    session.ratings.filter(objective=objective).delete()
    ratings = [
        SessionRating.objects.create(session=session, objective=objective[:200], value=value, people=people)
        for value, people in sorted(counts.items())
        if people
    ]
    record("rate session", session, by=by, at=at, detail={"people": sum(counts.values())})
    return ratings


@transaction.atomic
def record_attendance(
    event: Event, municipality: Municipality, *, role: str, people: int, by: User, at: datetime
) -> Attendance:
    """This will record how many people of a municipality came in a role; a later count replaces it."""
    require(by, Right.IMPORT)
    if role not in Role.values or not 0 < people <= LARGEST_GROUP:
        raise UnableToRecordAttendance(
            _("A known role and 1 to %(most)s people.") % {"most": LARGEST_GROUP},
            came=f"{role}: {people}",
            hint=_("Count the people of this municipality in this role."),
        )
    attendance, _new = Attendance.objects.update_or_create(
        event=event, municipality=municipality, role=role, defaults={"people": people}
    )
    record("record attendance", attendance, by=by, at=at, detail={"people": people})
    return attendance
