"""The front door of outreach: who has not been heard."""

from .models import Conversation

__all__ = ["Conversation"]
