"""A year of the unit that never was: built by the same actions people use, from one seed, marked as fictitious.

plan      what will happen and what is true (gold labels); pure, so tests can ask for it
people    accounts of the demo
voices    survey, theme day and talks: what municipalities said
workroom  screening decided, statements double coded, needs written
answers   questions, networks, curriculum, replies
sharing   a session on one page, a network that met
"""

from .build import build
from .plan import Plan, plan_of

__all__ = ["Plan", "build", "plan_of"]
