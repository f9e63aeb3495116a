"""Read, mark, agree: what words are about according to people, and how far they agree."""

from .codebook import Code, Codebook, CodebookChange, CodebookVersion
from .exchange import Exchange
from .judging import Adjudication, Assignment, Coding, CodingMove, Segment, Stance, Suggestion
from .machine import MachineJob, MachineRun, Side, Theme, ThemeCode, ThemeMember, ThemeRun

__all__ = [
    "Adjudication",
    "Assignment",
    "Code",
    "Codebook",
    "CodebookChange",
    "CodebookVersion",
    "Coding",
    "CodingMove",
    "Exchange",
    "MachineJob",
    "MachineRun",
    "Segment",
    "Side",
    "Stance",
    "Suggestion",
    "Theme",
    "ThemeCode",
    "ThemeMember",
    "ThemeRun",
]
