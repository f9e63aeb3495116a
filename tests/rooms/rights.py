"""Who lacks a right, for the table of every room: a position, or nobody signed in."""

from django.contrib.auth.models import AnonymousUser

from kennismakelaar.accounts.api import Position, User, add_account

EVERYBODY_BUT_AN_ADVISER = ("partner", "municipality", "nobody", "anonymous", "inactive adviser")


def somebody(who: str) -> User | AnonymousUser | None:
    """The account of this position, or what stands for nobody."""
    if who in {"nobody", "anonymous"}:
        return None if who == "nobody" else AnonymousUser()
    position = Position.ADVISER if who == "inactive adviser" else Position(who)
    user = add_account("iemand@example.org", name="Fictieve Iemand", position=position)
    if who == "inactive adviser":
        user.is_active = False
        user.save()
    return user
