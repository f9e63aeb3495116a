"""How often municipalities were asked something."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import User
from kennismakelaar.invitations.models import ContactMoment
from kennismakelaar.organizations.api import (
    Membership,
    Municipality,
    Organization,
    municipalities,
    successions_by,
)
from kennismakelaar.shared.errors import Refusal


@dataclass
class Burden:
    """What one municipality was asked in the last weeks, with what was asked of those that merged into it."""

    municipality: Municipality
    times: int = 0
    minutes: int = 0
    organizations: set[str] = field(default_factory=set)
    last: date | None = None
    lately: int = 0  # times within the weeks that count as often

    @property
    def is_heavy(self) -> bool:
        return self.lately >= settings.BURDEN_TIMES

    @property
    def by(self) -> str:
        return ", ".join(sorted(self.organizations))


class NoOwnOrganization(Refusal):
    """The unit this site belongs to is not in the register."""


def own_organization() -> Organization:
    """The unit this site belongs to."""
    found = Organization.objects.filter(slug=settings.OWN_ORGANIZATION).first()
    if found is None:
        raise NoOwnOrganization(
            _("The organization of this site was expected in the register."),
            came=settings.OWN_ORGANIZATION,
            hint=_("Load the register, or set KENNISMAKELAAR_ORGANIZATION to a short name that is in it."),
        )
    return found


def organization_of(user: User) -> Organization:
    """In whose name a user asks: where they work, else the unit."""
    membership = Membership.objects.select_related("organization").filter(user=user).first()
    return membership.organization if membership and membership.organization else own_organization()


def burdens(on: date, *, weeks: int | None = None) -> list[Burden]:
    """Every municipality of today with what it was asked in the last weeks, the most burdened first."""
    rows = {m.pk: Burden(m) for m in municipalities(on)}
    later = _later_names(on)
    since = on - timedelta(weeks=weeks or settings.BURDEN_WEEKS)
    lately = on - timedelta(weeks=settings.BURDEN_WEEKS)
    moments = ContactMoment.objects.filter(on__gt=since, on__lte=on).select_related("organization")
    for moment in moments:
        row = rows.get(later.get(moment.municipality_id, moment.municipality_id))
        if row is not None:
            row.times += 1
            row.lately += moment.on > lately
            row.minutes += moment.minutes or 0
            row.organizations.add(str(moment.organization))
            row.last = max(filter(None, (row.last, moment.on)))
    return sorted(rows.values(), key=lambda row: (-row.times, -row.minutes, row.municipality.name))


def burdened(on: date) -> list[Burden]:
    """Municipalities that were asked too often of late."""
    return [row for row in burdens(on) if row.is_heavy]


def moments_of(municipality: Municipality, on: date) -> QuerySet[ContactMoment]:
    """All that a municipality and those that merged into it were asked, the newest first."""
    before: dict[str, list[str]] = defaultdict(list)
    for code, now in _later_names(on).items():
        before[now].append(code)
    codes = [municipality.pk, *before[municipality.pk]]
    return ContactMoment.objects.filter(municipality__in=codes).select_related("organization", "municipality")


def moment_with(key: int) -> ContactMoment | None:
    return ContactMoment.objects.select_related("organization", "municipality").filter(pk=key).first()


def _later_names(on: date) -> dict[str, str]:
    """{municipality that merged: the one it went on in}, through several mergers."""
    steps = successions_by(on)
    found = {}
    for code in steps:
        now = steps[code]
        while now in steps and now != code:
            now = steps[now]
        found[code] = now
    return found
