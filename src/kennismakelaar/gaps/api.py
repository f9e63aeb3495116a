"""The front door of gaps: white spots."""

from .actions import KIND_NEEDS, KIND_WHITE_SPOTS, assess, link_needs, publish
from .analysis import GapParameters, GapRow, GapsResult, analyze
from .figures import gap_figures, need_figures
from .models import Decision, Gap, GapAssessment, GapType
from .queries import families, gap_for, gaps_of, latest, rows_of
from .wording import decision_in_words, segment_in_words, type_label

__all__ = [
    "KIND_NEEDS",
    "KIND_WHITE_SPOTS",
    "Decision",
    "Gap",
    "GapAssessment",
    "GapParameters",
    "GapRow",
    "GapType",
    "GapsResult",
    "analyze",
    "assess",
    "decision_in_words",
    "families",
    "gap_figures",
    "gap_for",
    "gaps_of",
    "latest",
    "link_needs",
    "need_figures",
    "publish",
    "rows_of",
    "segment_in_words",
    "type_label",
]
