"""The front door of the curriculum."""

from .models import ChangeProposal, Curriculum, Module, Objective, SignOff

__all__ = ["ChangeProposal", "Curriculum", "Module", "Objective", "SignOff"]
