"""The front door of the curriculum."""

from .actions import (
    Change,
    ModuleDraft,
    UnableToCarryOut,
    UnableToJudge,
    UnableToPropose,
    UnableToSubmit,
    add_module,
    carry_out,
    judge,
    propose_change,
    start_curriculum,
    submit,
    tie_objective,
)
from .models import ChangeProposal, Curriculum, Module, Objective, SignOff
from .queries import asked_of, current_curriculum, modules_of, proposal_with, proposals, public_proposals

__all__ = [
    "Change",
    "ChangeProposal",
    "Curriculum",
    "Module",
    "ModuleDraft",
    "Objective",
    "SignOff",
    "UnableToCarryOut",
    "UnableToJudge",
    "UnableToPropose",
    "UnableToSubmit",
    "add_module",
    "asked_of",
    "carry_out",
    "current_curriculum",
    "judge",
    "modules_of",
    "proposal_with",
    "proposals",
    "propose_change",
    "public_proposals",
    "start_curriculum",
    "submit",
    "tie_objective",
]
