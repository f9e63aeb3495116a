"""Offers and a statement, made as in the rooms they belong to."""

from rooms.catalog.conftest import menu
from rooms.intake.conftest import ann, register, say, source, utrecht

__all__ = ["ann", "menu", "register", "say", "source", "utrecht"]
