"""A statement, made as in the room it belongs to."""

from rooms.intake.conftest import ann, register, say, source, utrecht

__all__ = ["ann", "register", "say", "source", "utrecht"]
