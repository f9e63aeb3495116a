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

    # white spots
    NO_OFFER = "no_offer"  # no valid offer at all on the topic
    CAPACITY_SHORT = "capacity_short"  # fewer places than municipalities in need
    CAPACITY_SHARED = "capacity_shared"  # enough for this topic alone, not for all topics that draw on it
    WRONG_ROLE_FORM_OR_REGION = "wrong_role_form_or_region"  # places exist, not for those who need them
    QUALITY_LOW = "quality_low"  # places exist, but old, weakly founded or badly rated
    UNKNOWN_TO_RESPONDENTS = "unknown_to_respondents"  # enough and good, but respondents do not know it
    NEED_BELOW_THRESHOLD = "need_below_threshold"  # too few need it to be a white spot
    WHITE_EVEN_AT_BEST = "white_even_at_best"  # white even if all eligible places went to this topic
    EXPIRED_OFFERS_LEFT_OUT = "expired_offers_left_out"  # offers outside their validity were not counted
    AGE_UNKNOWN = "age_unknown"  # an offer without a year counts as one half-life old
    KNOWN_SHARE_UNKNOWN = "known_share_unknown"  # nobody was asked whether they know the offer
    CELL_UNHEARD = "cell_unheard"  # nobody answered in a segment: its need is borrowed from the topic

    # reach
    SEPARATED_CATEGORY = "separated_category"  # a category in which all or none answered
    EVERYBODY_ANSWERED = "everybody_answered"  # no one is absent, so balance is perfect
    VARIABLE_DROPPED = "variable_dropped"  # a category repeats what other variables already say
    BALANCE_GETS_WORSE = "balance_gets_worse"  # this call makes the response larger but less balanced
    TOO_SMALL_TO_TELL = "too_small_to_tell"  # no outcome of this test could have been significant
    EXACT_TEST = "exact_test"  # every possible division was counted, none drawn

    # saturation
    NOT_SATURATED = "not_saturated"  # the last conversations still brought new information
    TOO_FEW_CONVERSATIONS = "too_few_conversations"  # fewer than base plus one run

    # agreement
    FEW_POSITIVES = "few_positives"  # a code was hardly used: its coefficient says little
    INTERVAL_BELOW_BOUND = "interval_below_bound"  # the interval reaches below the bound of the verdict
    KAPPA_PARADOX = "kappa_paradox"  # raw agreement is high and the coefficient low: one answer prevails
    SOME_DRAWS_LEFT_OUT = "some_draws_left_out"  # bootstrap draws without variation were left out

    # disclosure control
    TOO_FEW_MUNICIPALITIES = "too_few_municipalities"  # fewer than ten municipalities in the cell
    TOO_FEW_RESPONDENTS = "too_few_respondents"  # fewer than ten respondents in the cell
    TOO_NARROW = "too_narrow"  # even the coarsest percentage would give the number away
    EXACT_BY_SUBTRACTION = "exact_by_subtraction"  # withheld so that another cell cannot be computed from it
    COARSER_PERCENTAGE = "coarser_percentage"  # a small group: rounded to more than five points
    TOO_FEW_NEW_RESPONSES = "too_few_new_responses"  # fewer than ten new responses since the last figures
    INTERVAL_LEFT_OUT = "interval_left_out"  # the interval would give the size of the group away
