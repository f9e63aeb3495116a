"""The front door of accounts: who may."""

from .actions import SERVICE_EMAIL, add_account, close_unused, service_account
from .models import Position, User
from .rights import Right, may, require

__all__ = [
    "SERVICE_EMAIL",
    "Position",
    "Right",
    "User",
    "add_account",
    "close_unused",
    "may",
    "require",
    "service_account",
]
