"""The front door of follow-up."""

from .models import Delivery, FollowUp

__all__ = ["Delivery", "FollowUp"]
