"""Accounts of the demo: one per position, all with the same password, all fictitious."""

from dataclasses import dataclass
from datetime import datetime

from kennismakelaar.accounts.api import Position, User, add_account
from kennismakelaar.organizations.api import Municipality, Organization, place

PASSWORD = "kennismakelaar-demo"  # noqa: S105 - the demo is open to who runs it, and says so
PARTNERS = ("szw", "bzk", "nctv", "kis")


@dataclass(frozen=True)
class People:
    """Who acts in the demo year."""

    administrator: User
    advisers: tuple[User, User, User]
    partners: dict[str, User]
    official: User


def invite(*, municipality: str, at: datetime) -> People:
    """This will make the accounts of the demo and say where everybody works."""
    administrator = _account("beheer", "Fictieve Beheerder", Position.ADVISER, is_administrator=True)
    advisers = tuple(
        _account(f"adviseur{number}", f"Fictieve Adviseur {number}", Position.ADVISER) for number in (1, 2, 3)
    )
    partners = {}
    for slug in PARTNERS:
        organization = Organization.objects.filter(slug=slug).first()
        if organization is not None:
            partners[slug] = _account(slug, f"Fictieve Partner {organization}", Position.PARTNER)
            place(partners[slug], organization=organization, function="partner", by=administrator, at=at)
    official = _account("gemeente", "Fictieve Ambtenaar", Position.MUNICIPALITY)
    place(
        official,
        municipality=Municipality.objects.get(pk=municipality),
        function="OOV",
        by=administrator,
        at=at,
    )
    return People(administrator, advisers, partners, official)  # type: ignore[arg-type]


def _account(name: str, shown: str, position: str, *, is_administrator: bool = False) -> User:
    return add_account(
        f"{name}@demo.example",
        name=shown,
        position=position,
        password=PASSWORD,
        is_administrator=is_administrator,
    )
