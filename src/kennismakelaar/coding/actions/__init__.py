"""The writing hand of coding."""

from .assignments import NotAssigned, UnableToAssign, assign, assign_sample, finish, reopen
from .codebooks import add_code, edit_code, retire_code, start_codebook_from_topics
from .decisions import UnableToAdjudicate, adjudicate
from .marking import UnableToMark, UnableToWithdraw, mark, mark_with, withdraw, withdraw_last
from .suggesting import NotEnoughCodings, accept_suggestion, reject_suggestion, suggest

__all__ = [
    "NotAssigned",
    "NotEnoughCodings",
    "UnableToAdjudicate",
    "UnableToAssign",
    "UnableToMark",
    "UnableToWithdraw",
    "accept_suggestion",
    "add_code",
    "adjudicate",
    "assign",
    "assign_sample",
    "edit_code",
    "finish",
    "mark",
    "mark_with",
    "reject_suggestion",
    "reopen",
    "retire_code",
    "start_codebook_from_topics",
    "suggest",
    "withdraw",
    "withdraw_last",
]
