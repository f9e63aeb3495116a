"""Votes beside the survey agree with their published formulas."""

import numpy as np
import pytest

from needs_assessment import errors, priorities

SETS = [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]]


def test_polis_tells_how_a_group_agrees_compared_with_others():
    found = priorities.polis_representativeness(agree=8, seen=10, agree_outside=3, seen_outside=15)
    assert (found.agree, found.ratio) == (0.75, 3.1875)
    assert (found.z_agree, found.z_ratio) == pytest.approx((2.110579, 2.903286), abs=1e-6)


def test_polis_sees_no_difference_where_all_agree():
    found = priorities.polis_representativeness(agree=4, seen=4, agree_outside=9, seen_outside=9)
    assert found.z_ratio == 0


def test_group_informed_consensus_is_the_product_over_groups():
    found = priorities.polis_consensus([[8, 0], [3, 5]], [[10, 10], [15, 5]])
    assert found == pytest.approx([9 / 12 * 4 / 17, 1 / 12 * 6 / 7])


def test_an_idea_without_votes_stands_in_the_middle():
    assert priorities.all_our_ideas([0, 3, 0], [0, 0, 3]).tolist() == [50, 80, 20]


def test_maxdiff_counts_best_less_worst_of_what_was_shown():
    found = priorities.maxdiff(SETS, best=[0, 0, 0, 1], worst=[2, 3, 3, 3], items=4, respondents=[1, 1, 2, 2])
    assert found.values == pytest.approx([1, 1 / 3, -1 / 3, -1])
    assert found.shown.tolist() == [3, 3, 3, 3]
    assert (found.best.tolist(), found.worst.tolist()) == ([3, 1, 0, 0], [0, 0, 1, 3])
    assert found.se[0] == 0
    assert found.se[1] > 0


@pytest.mark.parametrize(
    ("error", "changed"),
    [
        (errors.OutsideScale, {"best": [0, 0, 0, 0]}),
        (errors.OutsideScale, {"worst": [0, 3, 3, 3]}),
        (errors.OutsideScale, {"best": [0, 0, 0, 9]}),
        (errors.OutsideScale, {"best": [0, 0, 0, 0.5]}),
        (errors.OutsideScale, {"best": [0, 0, 0, -1]}),
        (errors.LengthsDiffer, {"best": [0, 0]}),
        (errors.EmptyDomain, {"items": 5}),
        (errors.SingletonStratum, {"respondents": [1, 1, 1, 1]}),
    ],
)
def test_bad_choices_are_refused(error, changed):
    given = {"best": [0, 0, 0, 1], "worst": [2, 3, 3, 3], "items": 4, "respondents": [1, 1, 2, 2], **changed}
    with pytest.raises(error):
        priorities.maxdiff(SETS, **given)


@pytest.mark.parametrize("votes", [{"agree": 11}, {"agree": -1}, {"agree_outside": 16}])
def test_more_cannot_agree_than_have_seen_it(votes):
    given = {"agree": 8, "seen": 10, "agree_outside": 3, "seen_outside": 15, **votes}
    with pytest.raises(errors.OutsideScale):
        priorities.polis_representativeness(**given)


def test_consensus_needs_matching_counts():
    with pytest.raises(errors.LengthsDiffer):
        priorities.polis_consensus(np.ones((2, 2)), np.ones((2, 3)))
    for agree in ([[2.0]], [[-1.0]]):
        with pytest.raises(errors.OutsideScale):
            priorities.polis_consensus(agree, [[1.0]])


def test_votes_are_counted_from_nought():
    with pytest.raises(errors.NegativeWeight):
        priorities.all_our_ideas([-1], [2])
