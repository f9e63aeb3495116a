"""What tests of invitations start from: an open survey with a questionnaire, contacts, and a mail server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from kennismakelaar.accounts.api import User
from kennismakelaar.invitations import api as invitations
from kennismakelaar.organizations.api import Municipality, municipalities
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics.api import Topic
from rooms.surveys.answering import Asker
from rooms.surveys.questioning import PLAN, published

from .mailserver import Received, serving

OPENS, CLOSES = date(2026, 10, 1), date(2026, 11, 30)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
LETTER = invitations.Letter(
    "Peiling voor {gemeente}", "Beste collega,\n\nInvullen kost {minuten} minuten.", 20
)
DELFT, UTRECHT, AMSTERDAM = "GM0503", "GM0344", "GM0363"


@pytest.fixture
def survey(register: None, asker: Asker) -> surveys.Survey:
    """A survey that can be answered today."""
    return open_survey(asker.by)


def open_survey(by: User, *, closes: date = CLOSES, opens: date = OPENS) -> surveys.Survey:
    wave = surveys.Wave("Peiling (fictief)", opens, closes, is_fictitious=True)
    survey = surveys.open_survey(wave, topics=list(Topic.objects.all()[:2]), by=by, at=NOW)
    published(survey, by, NOW, PLAN)
    return survey


def answer(
    invitation: invitations.Invitation, *, plan: str = "ja", role: str = "safety", at: datetime = NOW
) -> None:
    """Somebody answers behind an invitation, as the pages of the survey do it, and sends."""
    draft = invitations.open_form(invitation, at=at)
    surveys.say_role(draft, role, at=at)
    surveys.save_page(draft, {"plan": plan}, version=0, at=at)
    surveys.send(draft, at=at)


def invitation_of(email: str) -> invitations.Invitation:
    return invitations.Invitation.objects.get(contact__email=email)


@dataclass(frozen=True)
class Today:
    """A survey that is open by the clock of this machine: other processes have no other."""

    survey: surveys.Survey
    now: datetime


@pytest.fixture
def survey_of_today(register: None, adviser: User) -> Today:
    now = timezone.now()
    opens, closes = now.date() - timedelta(days=3), now.date() + timedelta(days=30)
    return Today(open_survey(adviser, opens=opens, closes=closes), now)


def everybody() -> list[invitations.ContactRow]:
    """One fictitious contact per municipality of today."""
    return [
        invitations.ContactRow(m.pk, "safety", f"oov@{m.pk.lower()}.example", f"rij {number}")
        for number, m in enumerate(municipalities(OPENS).order_by("code"), 2)
    ]


@pytest.fixture
def contact(survey: surveys.Survey, adviser: User) -> Callable[..., invitations.Contact]:
    """Gives a function: a contact of the municipality with this code."""

    def made(
        email: str = "oov@delft.example", code: str = DELFT, role: str = "safety"
    ) -> invitations.Contact:
        return invitations.add_contact(
            Municipality.objects.get(pk=code), email=email, role=role, by=adviser, at=NOW, is_fictitious=True
        )

    return made


@pytest.fixture
def mailserver(settings) -> Iterator[Received]:
    """A real mail server on loopback, to which the site sends."""
    with serving(Received()) as received:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", received.port
        yield received


@pytest.fixture
def write(survey: surveys.Survey, adviser: User) -> Callable[..., invitations.Mailing]:
    """Gives a function: a mailing of this kind that is planned for this moment."""

    def made(
        kind: str = "invitation", at: datetime = NOW, left_out: tuple[str, ...] = ()
    ) -> invitations.Mailing:
        mailing = invitations.write_mailing(survey, LETTER, kind=kind, by=adviser, at=at)
        return invitations.plan_mailing(mailing, left_out=left_out, by=adviser, at=at)

    return made


@pytest.fixture
def send(
    write: Callable[..., invitations.Mailing], mailserver: Received
) -> Callable[..., invitations.Mailing]:
    """Gives a function: a mailing of this kind, written and sent as the worker sends it."""

    def made(kind: str = "invitation", at: datetime = NOW, **choices: object) -> invitations.Mailing:
        mailing = write(kind, at, **choices)
        bring(at)
        mailing.refresh_from_db()
        return mailing

    return made


def bring(at: datetime = NOW) -> None:
    """Does what the worker does every minute."""
    for mailing in invitations.send_due(at=at):
        while invitations.send_batch(mailing, most=200, clock=lambda: at):
            pass
