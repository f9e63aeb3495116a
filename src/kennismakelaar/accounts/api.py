"""The front door of accounts: who may."""

from .models import Position, User
from .rights import Right, may, require

__all__ = ["Position", "Right", "User", "may", "require"]
