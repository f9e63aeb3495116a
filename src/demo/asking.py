"""Who was invited to the survey of the demo year, and what other departments asked meanwhile. No mail leaves."""

from datetime import timedelta

import numpy as np
from django.core.mail import EmailMultiAlternatives

from kennismakelaar.accounts.api import User
from kennismakelaar.invitations import api as invitations
from kennismakelaar.surveys.api import Survey

from .clock import at, later
from .people import People
from .plan import SURVEY_CLOSES, SURVEY_OPENS, TODAY, Unit

ROLES = ("safety", "social")
MAILED = 4  # one in so many: the year is built at every first start
# What is asked of municipalities besides our survey: invented, and shorter than real questionnaires.
ASKED = (
    ("bzk", "Monitor weerbaar bestuur (fictief)", "mail", 30),
    ("szw", "Uitvraag inclusie op het werk (fictief)", "mail", 45),
    ("nctv", "Navraag lokale aanpak radicalisering (fictief)", "call", 20),
    ("kis", "Onderzoek samenleven in wijken (fictief)", "meeting", 60),
)
ASKED_FROM, TIMES = TODAY - timedelta(days=180), 70


class NoPostman:
    """Takes every mail over and throws it away."""

    def __enter__(self) -> "NoPostman":
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def offer(self, message: EmailMultiAlternatives) -> None:
        message.message()  # it must be a mail that could have left

    def hand_over(self) -> str:
        return "250 thrown away: demo"


def invite(survey: Survey, units: list[Unit], *, by: User) -> None:
    """This will invite a quarter of the municipalities by mail, and part answers and contacts afterwards."""
    opens = at(SURVEY_OPENS)
    rows = [
        invitations.ContactRow(unit.code, role, f"{role}@{unit.code.lower()}.example", "")
        for number, unit in enumerate(units)
        for role in ROLES[: 2 if number % 3 == 0 else 1]
    ]
    first = [row for row in rows if row.role == ROLES[0]]
    invitations.import_contacts(first, by=by, at=opens, is_fictitious=True)
    mailing = invitations.write_mailing(
        survey, invitations.standard_letter("invitation"), kind="invitation", by=by, at=opens
    )
    others = {unit.code for unit in units} - {unit.code for unit in units[::MAILED]}
    invitations.plan_mailing(mailing, left_out=sorted(others), by=by, at=opens)
    invitations.send_due(at=opens)
    while invitations.send_batch(mailing.pk, most=len(first), clock=lambda: opens, postman=NoPostman()):
        pass
    ended = at(later(SURVEY_CLOSES, 1))
    invitations.part_ended(on=ended.date(), at=ended)
    # The list is looked at again, and longer by then; otherwise it would be erased after a year.
    invitations.import_contacts(rows, by=by, at=at(TODAY), is_fictitious=True)


def ask_elsewhere(units: list[Unit], who: People, *, seed: int) -> None:
    """This will fill the ledger with what partners asked: large municipalities are asked most."""
    random = np.random.default_rng([seed, 5])
    weight = np.array([{"to20": 1, "to50": 2, "to100": 4, "over100": 9}[unit.size] for unit in units], float)
    for slug, about, channel, minutes in ASKED:
        if slug not in who.partners:
            continue
        chosen = random.choice(len(units), TIMES, replace=False, p=weight / weight.sum())
        days = random.integers(0, (TODAY - ASKED_FROM).days, TIMES)
        rows = [
            (
                units[int(one)].code,
                invitations.Asked(later(ASKED_FROM, int(day)), channel, about, minutes, True),
            )
            for one, day in zip(chosen, days, strict=True)
        ]
        invitations.import_contact_moments(rows, by=who.partners[slug], at=at(TODAY))
