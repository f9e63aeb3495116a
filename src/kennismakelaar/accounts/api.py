"""The front door of accounts: who may."""

from .actions import add_account, close_unused, service_account
from .models import Position, User
from .rights import Right, may, require

__all__ = ["Position", "Right", "User", "add_account", "close_unused", "may", "require", "service_account"]
