"""Scores per topic agree with their worked examples, and "don't know" never counts as no need."""

import numpy as np
import pytest

from method.frame import frame, reference
from needs_assessment import errors, estimates, priorities
from needs_assessment.reasons import Reason

IMPORTANCE = [[5, 4, 5], [4, 4, 3], [5, 3, 4], [5, 5, 4], [4, 4, 4]]
CAPABILITY = [[2, 4, 3], [3, 3, 3], [2, 4, 4], [1, 3, 5], [3, 4, 2]]
UNKNOWN = np.nan


def test_borich_is_that_of_the_worked_example():
    found = priorities.borich(IMPORTANCE, CAPABILITY)
    assert found.values == pytest.approx([11.04, 1.60, 2.40])
    assert found.n.tolist() == [5, 5, 5]


def test_ranked_discrepancy_is_that_of_the_worked_example():
    found = priorities.ranked_discrepancy(IMPORTANCE, CAPABILITY)
    assert found.values == pytest.approx([-100, -20, -20])
    assert found.below + found.tied + found.above == pytest.approx(np.full(3, 100))


def test_borich_changes_its_order_when_the_scale_starts_at_nought():
    """The reason why it is never the primary measure."""
    importance, capability = np.array([[5.0, 2.0]]), np.array([[3.0, 0.0]]) + 1
    assert np.argmax(priorities.borich(importance, capability).values) == 0
    wanted, able = np.array([[3.0, 5.0]]), np.array([[1.0, 3.5]])
    from_one = priorities.borich(wanted, able).values
    from_zero = priorities.borich(wanted - 1, able - 1, scale=(0, 4)).values
    assert from_one[0] / from_one[1] != pytest.approx(from_zero[0] / from_zero[1])


def test_two_camps_that_a_mean_would_hide_are_named():
    found = priorities.borich([[5, 5], [1, 5], [5, 5], [1, 5]], [[1, 5], [5, 1], [1, 1], [5, 1]])
    assert found.values[0] == 0
    assert found.reasons == ((Reason.POLARIZED,), ())


def test_weights_count_in_every_score():
    weights = [1, 1, 1, 1, 0]
    for score in (priorities.borich, priorities.ranked_discrepancy, priorities.opportunity):
        weighted = score(IMPORTANCE, CAPABILITY, weights=weights)
        shorter = score(IMPORTANCE[:4], CAPABILITY[:4])
        assert weighted.values == pytest.approx(shorter.values)


def test_opportunity_is_twice_importance_less_satisfaction():
    """Topic: 4 of 5 important (8), 1 of 5 satisfied (2): 8 + (8 - 2)."""
    found = priorities.opportunity([5, 4, 4, 4, 2], [4, 1, 2, 3, 3])
    assert found.values == pytest.approx([14])


def test_satisfaction_above_importance_takes_nothing_off():
    found = priorities.opportunity([5, 1], [5, 5])
    assert found.values == pytest.approx([5])


def test_opportunity_counts_every_answer_even_when_the_other_is_missing():
    found = priorities.opportunity([5, 1, UNKNOWN], [5, UNKNOWN, 5])
    assert found.values == pytest.approx([5])
    assert found.n.tolist() == [2]


def test_prevalence_is_a_weighted_proportion_with_a_logit_interval():
    data = frame()
    found = priorities.prevalence(data.importance, data.capability, **data.design)
    assert found[0] == estimates.proportion(data.need[:, 0], **data.design)
    assert [found[0].lower, found[0].upper] == pytest.approx(reference()["ci_logit_need0"])
    assert len(found) == 12


def test_dont_know_is_neither_a_need_nor_no_need():
    importance, capability = [5, 5, 2, 5], [1, UNKNOWN, 1, 1]
    found = priorities.prevalence(importance, capability, population=9)
    assert (found[0].value, found[0].n) == (pytest.approx(2 / 3), 3)


@pytest.mark.parametrize(("importance", "capability", "need"), [(4, 3, 1), (3, 3, 0), (4, 4, 0), (5, 1, 1)])
def test_a_need_is_important_and_beyond_own_capability(importance, capability, need):
    flag, known = priorities.flags([importance], [capability])
    assert (flag[0, 0], known[0, 0]) == (need, True)


def test_thresholds_can_be_moved_for_another_definition():
    flag, _ = priorities.flags([3, 4, 5], [3, 2, 2], important_from=5, capable_to=2)
    assert flag.ravel().tolist() == [0, 0, 1]


def test_prevalence_in_a_domain_is_that_of_its_members():
    data = frame()
    inside = data.land == 1
    found = priorities.prevalence(data.importance, data.capability, **data.design, domain=inside)
    assert found[0].value == pytest.approx(reference()["dom_need0_est"][1])


def test_a_topic_nobody_answered_is_refused_by_name():
    empty = [[5, UNKNOWN], [4, 1]], [[1, 2], [2, UNKNOWN]]
    for score in (priorities.prevalence, priorities.borich, priorities.ranked_discrepancy):
        with pytest.raises(errors.EmptyDomain, match="topic 1"):
            score(*empty)


@pytest.mark.parametrize(
    ("error", "importance", "capability"),
    [
        (errors.OutsideScale, [6, 1], [1, 1]),
        (errors.OutsideScale, [5, 1], [0, 1]),
        (errors.LengthsDiffer, [5, 1], [1]),
        (errors.WrongShape, np.ones((1, 1, 1)), np.ones((1, 1, 1))),
        (errors.NobodyAnswered, [], []),
    ],
)
def test_bad_answers_are_refused(error, importance, capability):
    with pytest.raises(error):
        priorities.prevalence(importance, capability)
