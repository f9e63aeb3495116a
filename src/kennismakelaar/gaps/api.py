"""The front door of gaps: white spots."""

from .models import Decision, Gap, GapAssessment, GapType

__all__ = ["Decision", "Gap", "GapAssessment", "GapType"]
