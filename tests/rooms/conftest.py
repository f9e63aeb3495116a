"""What tests of rooms start from: the register, the topics, and people with their rights. All through front doors."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from kennismakelaar.accounts.api import Position, User, add_account
from kennismakelaar.catalog import api as catalog
from kennismakelaar.coding import api as coding
from kennismakelaar.intake import api as intake
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import Municipality, Organization, place
from rooms.surveys.answering import Asker

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 2)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def register(database_with_register: None, db: None) -> None:
    """Municipalities, organizations, topics and the register of processing."""


@pytest.fixture
def menu(database_with_offers: None, db: None) -> None:
    """The register and the 36 offers, found by words only."""


@pytest.fixture
def adviser(db: None) -> User:
    return add_account("adviseur@example.org", name="Fictieve Adviseur", position=Position.ADVISER)


@pytest.fixture
def second_adviser(db: None) -> User:
    return add_account("tweede@example.org", name="Tweede Adviseur", position=Position.ADVISER)


@pytest.fixture
def partner(db: None) -> User:
    return add_account("partner@example.org", name="Fictieve Partner", position=Position.PARTNER)


@pytest.fixture
def official(db: None) -> User:
    """Somebody of a municipality."""
    return add_account("ambtenaar@example.org", name="Fictieve Ambtenaar", position=Position.MUNICIPALITY)


@pytest.fixture
def chief(db: None) -> User:
    """An administrator: decides where everybody works."""
    return User.objects.create_superuser("chief", "chief@example.org")


@pytest.fixture
def partner_of(register: None, chief: User, now: datetime) -> Callable[[str], User]:
    """Gives a function: a partner who works at the organization with this short name."""

    def made(slug: str) -> User:
        somebody = add_account(f"{slug}@example.org", name="Fictieve Partner", position=Position.PARTNER)
        place(somebody, organization=Organization.objects.get(slug=slug), by=chief, at=now)
        return User.objects.get(pk=somebody.pk)

    return made


@pytest.fixture
def official_of(register: None, chief: User, now: datetime) -> Callable[[str], User]:
    """Gives a function: somebody who works at the municipality with this code."""

    def made(code: str) -> User:
        somebody = add_account(
            f"{code}@example.org", name="Fictieve Ambtenaar", position=Position.MUNICIPALITY
        )
        place(somebody, municipality=Municipality.objects.get(pk=code), by=chief, at=now)
        return User.objects.get(pk=somebody.pk)

    return made


@pytest.fixture
def say(register: None, adviser: User, now: datetime, today: date) -> Callable[..., intake.Statement]:
    """Gives a function: one statement, said on a theme day by the municipality with this code, if any."""
    source = intake.open_source(
        title="Themadag (fictief)", channel=intake.Channel.EVENT, held_on=today, processing="theme-day",
        by=adviser, at=now, is_fictitious=True,
    )  # fmt: skip

    def said(text: str, code: str | None = None) -> intake.Statement:
        municipality = Municipality.objects.get(pk=code) if code else None
        return intake.collect(source, [intake.Words(text, "regel 1", municipality)], by=adviser, at=now)[0]

    return said


@pytest.fixture
def need_of(adviser: User, now: datetime) -> Callable[..., needs.Need]:
    """Gives a function: the agreed need on a topic that these statements show."""

    def made(
        *statements: intake.Statement, topic: str = "desinformatie", status: str = "agreed"
    ) -> needs.Need:
        book = coding.current_codebook() or coding.start_codebook_from_topics(by=adviser, at=now)
        code = book.codes.get(slug=topic)
        marked = [coding.mark(one, 0, len(one.text), code, by=adviser, at=now) for one in statements]
        draft = needs.Draft(
            "Onjuiste berichten beantwoorden", topic=code.topic, kind="skill", is_fictitious=True
        )
        need = needs.write_need(draft, codings=marked, by=adviser, at=now)
        return needs.set_status(need, status, by=adviser, at=now)

    return made


@pytest.fixture
def new_offer(register: None, adviser: User, now: datetime) -> Callable[..., catalog.Offer]:
    """Gives a function: an offer on a topic, with facts of its own."""

    def made(
        title: str = "Werkplaats desinformatie", topic: str = "desinformatie", **facts: object
    ) -> catalog.Offer:
        given = {
            "summary": "Een dagdeel over onjuiste berichten.",
            "providers": ("kis",),
            "topics": (topic,),
            **facts,
        }
        return catalog.create_offer(
            catalog.OfferFacts(title=title, **given), by=adviser, at=now, is_fictitious=True
        )

    return made


@pytest.fixture
def asker(register: None, adviser: User) -> Asker:
    """Opens waves and answers them."""
    return Asker(adviser, NOW)
