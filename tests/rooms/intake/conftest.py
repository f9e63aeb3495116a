"""People, municipalities and a register of processing, made by the actions of their rooms."""

import csv
from datetime import UTC, date, datetime
from importlib import resources

import pytest

from kennismakelaar.accounts.api import Position, User
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations import actions as organizations
from kennismakelaar.organizations.api import Municipality, place

AT = datetime(2026, 2, 7, 9, 0, tzinfo=UTC)
DAY = date(2026, 2, 6)
SOME = {"GM0503", "GM0344", "GM1900"}  # Delft, Utrecht, Súdwest-Fryslân


def municipalities_csv():
    text = (
        resources.files("kennismakelaar.organizations")
        .joinpath("data", "municipalities.csv")
        .read_text("utf-8")
    )
    return [row for row in csv.DictReader(text.splitlines()) if row["code"] in SOME]


@pytest.fixture
def register(db):
    """A few municipalities and the entries of the register of processing."""
    organizations.load_municipalities(municipalities_csv(), [], at=AT)
    intake.load_processing(at=AT)


def someone(name, position=Position.ADVISER):
    return User.objects.create_user(
        username=name, email=f"{name}@example.org", password=None, position=position, first_name=name.title()
    )


@pytest.fixture
def ann(register):
    return someone("ann")


@pytest.fixture
def bob(register):
    return someone("bob")


@pytest.fixture
def partner(register):
    return someone("partner", Position.PARTNER)


@pytest.fixture
def delft(register):
    return Municipality.objects.get(pk="GM0503")


@pytest.fixture
def utrecht(register):
    return Municipality.objects.get(pk="GM0344")


@pytest.fixture
def of_delft(register, ann, delft):
    user = someone("delft", Position.MUNICIPALITY)
    admin = User.objects.create_superuser(username="admin", email="admin@example.org", password=None)
    place(user, by=admin, at=AT, municipality=delft)
    return user


@pytest.fixture
def source(ann):
    return intake.open_source(
        title="Sessie 3", channel=intake.Channel.EVENT, held_on=DAY, processing="theme-day", by=ann, at=AT,
        is_fictitious=True,
    )  # fmt: skip


@pytest.fixture
def say(source, ann):
    """Gives a function that collects one text as a statement."""

    def collect(text, municipality=None, role=""):
        return intake.collect(source, [intake.Words(text, "regel 1", municipality, role)], by=ann, at=AT)[0]

    return collect


__all__ = ["AT", "DAY", "someone"]
