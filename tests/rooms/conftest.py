"""What tests of rooms start from: the register, the topics, and people with their rights. All through front doors."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from kennismakelaar.accounts.api import Position, User, add_account

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 2)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def register(db: None) -> None:
    """Municipalities, organizations, topics and the register of processing."""
    call_command("load_register", verbosity=0)
    call_command("load_topics", verbosity=0)
    call_command("load_processing", verbosity=0)


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
