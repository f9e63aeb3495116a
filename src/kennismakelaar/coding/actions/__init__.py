"""The writing hand of coding."""

from .asking_model import ModelSilent, ask_model
from .assignments import NotAssigned, UnableToAssign, assign, assign_sample, finish, reopen
from .carrying import Carried, UnableToLetGo, carry_over, let_go
from .changes import (
    Part,
    UnableToChange,
    carry_out,
    drop_change,
    plan_merge,
    plan_move,
    plan_retire,
    plan_split,
    plan_undo,
)
from .codebooks import add_code, edit_code, retire_code, start_codebook_from_topics
from .decisions import UnableToAdjudicate, adjudicate
from .exchanging import Occasion, bring_in, receive_exchange, set_aside
from .jobs import ask_machine, do_job
from .marking import UnableToMark, UnableToWithdraw, mark, mark_with, withdraw, withdraw_last
from .suggesting import NotEnoughCodings, suggest
from .theming import UnableToTheme, make_code_of_theme, seek_themes
from .verdicts import UnableToJudge, accept_suggestion, correct_suggestion, reject_suggestion
from .versions import UnableToFix, fix_version

__all__ = [
    "Carried",
    "ModelSilent",
    "NotAssigned",
    "NotEnoughCodings",
    "Occasion",
    "Part",
    "UnableToAdjudicate",
    "UnableToAssign",
    "UnableToChange",
    "UnableToFix",
    "UnableToJudge",
    "UnableToLetGo",
    "UnableToMark",
    "UnableToTheme",
    "UnableToWithdraw",
    "accept_suggestion",
    "add_code",
    "adjudicate",
    "ask_machine",
    "ask_model",
    "assign",
    "assign_sample",
    "bring_in",
    "carry_out",
    "carry_over",
    "correct_suggestion",
    "do_job",
    "drop_change",
    "edit_code",
    "finish",
    "fix_version",
    "let_go",
    "make_code_of_theme",
    "mark",
    "mark_with",
    "plan_merge",
    "plan_move",
    "plan_retire",
    "plan_split",
    "plan_undo",
    "receive_exchange",
    "reject_suggestion",
    "reopen",
    "retire_code",
    "seek_themes",
    "set_aside",
    "start_codebook_from_topics",
    "suggest",
    "withdraw",
    "withdraw_last",
]
