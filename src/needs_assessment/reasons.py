"""Reason codes that results carry; rooms turn them into sentences.

A reason never changes a figure: it says what a reader has to know about it.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """One stable code per thing a reader has to know about a figure."""

    # weighting and estimation
    CELLS_COLLAPSED = "cells_collapsed"  # small cells were joined before weighting
    WEIGHTS_CAPPED = "weights_capped"  # the largest weights were cut back
    MARGINS_RELAXED = "margins_relaxed"  # after capping the margins no longer fit exactly
    TOO_LITTLE_DATA = "too_little_data"  # effective number of answers below 10
    NO_VARIATION = "no_variation"  # all answers equal: the interval says little
    NO_FPC = "no_fpc"  # computed as if the population were endless
    TAKE_ALL = "take_all"  # everybody answered: no uncertainty is left
    NOT_CONVERGED = "not_converged"  # an iteration stopped before it settled
    NOBODY_IN_CELL = "nobody_in_cell"  # a cell of the population in which nobody answered
    DISAGREEMENT_WITHIN = "disagreement_within"  # colleagues of one municipality answered differently

    # priorities
    NEAR_TIE = "near_tie"  # the order of neighbors could as well be the other way round
    ROBUST = "robust"  # two measures agree that the topic belongs on top
    MEASURES_DISAGREE = "measures_disagree"  # prevalence and the secondary measures disagree
    POLARIZED = "polarized"  # answers split in two camps that a mean would hide

    # waves
    MUNICIPALITY_MERGED = "municipality_merged"  # counted under its successor
    MUNICIPALITY_UNKNOWN = "municipality_unknown"  # code in neither the frame nor the successor table
    NOT_IN_BOTH_WAVES = "not_in_both_waves"  # topic or municipality measured once only
    MUNICIPALITY_SPLIT = "municipality_split"  # went to several successors: cannot be followed
