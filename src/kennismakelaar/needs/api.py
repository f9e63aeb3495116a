"""The front door of needs: what is lacking, how much, shown by what."""

from .models import Evidence, Need, NeedAssessment, NeedFigure

__all__ = ["Evidence", "Need", "NeedAssessment", "NeedFigure"]
