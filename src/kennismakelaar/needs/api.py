"""The front door of needs: what is lacking, how much, shown by what."""

from .actions import (
    Assessed,
    Draft,
    UnableToAssess,
    UnableToWriteNeed,
    assess,
    set_status,
    write_need,
)
from .analysis import NeedRow, NeedsResult, Parameters, analyze, response_of
from .models import Evidence, Need, NeedAssessment, NeedFigure
from .queries import (
    agreed_needs_for,
    evidence_of,
    figures_of,
    latest_assessment,
    needs,
    needs_for,
    rows_of,
)
from .wording import reason_in_words

__all__ = [
    "Assessed",
    "Draft",
    "Evidence",
    "Need",
    "NeedAssessment",
    "NeedFigure",
    "NeedRow",
    "NeedsResult",
    "Parameters",
    "UnableToAssess",
    "UnableToWriteNeed",
    "agreed_needs_for",
    "analyze",
    "assess",
    "evidence_of",
    "figures_of",
    "latest_assessment",
    "needs",
    "needs_for",
    "reason_in_words",
    "response_of",
    "rows_of",
    "set_status",
    "write_need",
]
