"""The order of topics is told no surer than it is."""

import numpy as np
import pytest

from method.frame import frame, reference
from needs_assessment import errors, estimates, priorities, ranks
from needs_assessment.reasons import Reason


def fixture_means():
    data = frame()
    many = estimates.means(data.gaps, **data.design)
    return many.values, many.covariance


@pytest.mark.parametrize("seed", range(3))
def test_the_rank_sets_are_those_of_r_csranks(seed):
    values, covariance = fixture_means()
    lower, upper = priorities.rank_sets(values, covariance=covariance, level=0.95, draws=20_000, seed=seed)
    assert lower.tolist() == reference()["rank_L"]
    assert upper.tolist() == reference()["rank_U"]


def test_the_possible_top_three_are_those_of_r_csranks():
    values, covariance = fixture_means()
    found = priorities.top_k(values, covariance=covariance, k=3)
    assert (found.members + 1).tolist() == reference()["top3"]


def test_tiers_are_cut_where_rank_sets_do_not_cross():
    values, covariance = fixture_means()
    sets = ranks.rank_sets(values, covariance=covariance)
    tiers = ranks.tiers(sets, values=values)
    assert tiers.tier.tolist() == [2, 3, 3, 1, 4, 3, 3, 2, 3, 3, 3, 3]
    assert tiers.reasons[3] == ()
    assert tiers.reasons[0] == (Reason.NEAR_TIE,)


def test_topics_of_different_tiers_are_no_near_tie():
    values, covariance = fixture_means()
    sets = ranks.rank_sets(values, covariance=covariance)
    tier = ranks.tiers(sets, values=values).tier
    ties = ranks.near_ties(sets)
    assert ties[0, 7]
    assert not ties.diagonal().any()
    assert not ties[tier[:, None] != tier[None, :]].any()


def test_values_known_for_certain_have_one_position_each():
    lower, upper = ranks.rank_sets([3.0, 1, 2], covariance=np.zeros((3, 3)))
    assert lower.tolist() == upper.tolist() == [1, 3, 2]


def test_equal_values_known_for_certain_share_their_positions():
    lower, upper = ranks.rank_sets([3.0, 3, 2], covariance=np.zeros((3, 3)))
    assert (lower.tolist(), upper.tolist()) == ([1, 1, 3], [2, 2, 3])


def test_all_equal_topics_may_hold_every_position():
    sets = ranks.rank_sets([1.0, 1, 1], covariance=np.eye(3))
    assert (sets.lower.tolist(), sets.upper.tolist()) == ([1, 1, 1], [3, 3, 3])
    assert ranks.tiers(sets, values=[1.0, 1, 1]).tier.tolist() == [1, 1, 1]


def test_one_topic_is_first():
    lower, upper = ranks.rank_sets([1.0], covariance=[[1.0]])
    assert (lower.tolist(), upper.tolist()) == ([1], [1])


def test_far_apart_is_told_and_near_is_not():
    lower, upper = ranks.rank_sets([10.0, 1.1, 1], covariance=np.eye(3) * 0.5)
    assert (lower.tolist(), upper.tolist()) == ([1, 2, 2], [1, 3, 3])


def test_stepping_down_tells_more_than_one_bar_for_all():
    """Once the far pairs are decided, the bar for the near pair falls: 2.25 is between the two bars."""
    covariance = np.eye(3) * 0.5
    _, upper = ranks.rank_sets([12.0, 2.25, 0], covariance=covariance, level=0.95)
    assert upper[1] == 2


def test_the_share_among_the_top_is_counted_over_replicates():
    scores = np.array([[3.0, 2, 1], [3, 1, 2], [1, 2, 3], [3, 2, 1]])
    assert priorities.probability_in_top(scores, k=1).tolist() == [0.75, 0, 0.25]
    assert priorities.probability_in_top(scores, k=2).tolist() == [0.75, 0.75, 0.5]


def test_ties_share_the_last_places():
    assert ranks.probability_in_top([[5.0, 1, 1, 1]], k=2).tolist() == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3])


@pytest.mark.parametrize(
    ("error", "changed"),
    [
        (errors.LengthsDiffer, {"covariance": np.eye(2)}),
        (errors.WrongShape, {"covariance": np.ones(3)}),
        (errors.InvalidParameter, {"covariance": -np.eye(3)}),
        (errors.InvalidParameter, {"covariance": np.array([[1, 0.5, 0], [0, 1, 0], [0, 0, 1]])}),
        (errors.InvalidParameter, {"level": 1.0}),
        (errors.InvalidParameter, {"draws": 10}),
        (errors.NotANumber, {"values": [1.0, np.nan, 2]}),
    ],
)
def test_bad_values_for_rank_sets_are_refused(error, changed):
    given = {"values": [1.0, 2, 3], "covariance": np.eye(3), **changed}
    with pytest.raises(error):
        ranks.rank_sets(given.pop("values"), **given)


@pytest.mark.parametrize("k", [0, 4, 1.5])
def test_k_is_between_one_and_the_number_of_topics(k):
    with pytest.raises(errors.InvalidParameter):
        ranks.probability_in_top(np.ones((2, 3)), k=k)
    with pytest.raises(errors.InvalidParameter):
        ranks.top_k([1.0, 2, 3], covariance=np.eye(3), k=k)


def test_the_top_is_of_three_unless_asked_otherwise_and_says_what_was_asked():
    values, covariance = [4.0, 3, 2, 1], np.eye(4) * 1e-9
    found = ranks.top_k(values, covariance=covariance)
    assert (found.members.tolist(), found.k, found.level) == ([0, 1, 2], 3, 0.95)


def test_a_surer_top_holds_more_topics_and_its_draws_follow_the_seed():
    values, covariance = [3.0, 2.2, 1.5, 1.0, 0.6], np.eye(5) * 0.1
    narrow = ranks.top_k(values, covariance=covariance, k=1, level=0.3).members
    wide = ranks.top_k(values, covariance=covariance, k=1, level=0.999).members
    assert len(narrow) < len(wide)
    with pytest.raises(errors.InvalidParameter, match="draws"):
        ranks.top_k(values, covariance=covariance, draws=1)


def test_the_seed_decides_what_lies_on_the_edge():
    """With few draws the bar moves a little from seed to seed, and with it a topic that lies on it."""
    given = {"covariance": np.eye(3) * 0.5, "k": 1, "draws": 100}
    tops = [len(ranks.top_k([2.2, 0, 0], seed=seed, **given).members) for seed in range(20)]
    assert len(set(tops)) > 1
    assert tops == [len(ranks.top_k([2.2, 0, 0], seed=seed, **given).members) for seed in range(20)]


def test_rank_sets_that_touch_are_a_near_tie_both_ways():
    ties = ranks.near_ties(ranks.RankSets(np.array([1, 2]), np.array([2, 3]), 0.95))
    assert ties.tolist() == [[False, True], [True, False]]


def test_topics_whose_noise_moves_together_are_told_apart_sooner():
    values = np.array([0.0, 0.5])
    together = ranks.rank_sets(values, covariance=[[1, 0.99], [0.99, 1]], draws=2000)
    apart = ranks.rank_sets(values, covariance=np.eye(2), draws=2000)
    against = ranks.rank_sets(0.9 * values, covariance=0.02 * np.array([[1, -0.9], [-0.9, 1]]), draws=2000)
    assert (together.lower.tolist(), together.upper.tolist()) == ([2, 1], [2, 1])
    assert (apart.lower.tolist(), apart.upper.tolist()) == ([1, 1], [2, 2])
    assert against.upper.tolist() == [2, 2]
    assert together.level == 0.95


def test_the_largest_difference_is_that_of_all_pairs_however_many():
    test = ranks._Test.build(np.arange(12.0), np.diag(np.arange(1.0, 13)), 0.95, 500, 1)
    rows, columns = np.nonzero(~np.eye(12, dtype=bool))
    for order in (slice(None), slice(None, None, -1), np.roll(np.arange(len(rows)), 64)):
        left, right = rows[order][:66], columns[order][:66]
        spread = test.spread[left, right]
        plain = ((test.noise[:, left] - test.noise[:, right]) / spread).max(axis=1)
        assert test._largest(left, right, spread) == pytest.approx(plain)


def test_a_difference_without_noise_is_certain_beside_one_with_noise():
    """The first two differ surely; the third has noise and lies far off."""
    found = ranks.rank_sets([3.0, 2.9, -9], covariance=np.diag([0.0, 0, 4]), draws=2000)
    assert (found.lower.tolist(), found.upper.tolist()) == ([1, 2, 3], [1, 2, 3])


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        ([1, 1], [1, 2], [1, 1]),
        ([1, 2], [2, 2], [1, 1]),
        ([1, 2, 3], [1, 3, 3], [1, 2, 2]),
        ([1, 2, 2], [1, 2, 3], [1, 2, 2]),
        ([1, 2, 3], [1, 2, 3], [1, 2, 3]),
    ],
)
def test_a_tier_ends_only_where_both_sides_agree(lower, upper, expected):
    sets = ranks.RankSets(np.array(lower), np.array(upper), 0.95)
    assert ranks.tiers(sets, values=-np.arange(float(len(lower)))).tier.tolist() == expected


def test_tiers_ask_one_value_per_topic():
    sets = ranks.RankSets(np.array([1, 2]), np.array([1, 2]), 0.95)
    with pytest.raises(errors.LengthsDiffer):
        ranks.tiers(sets, values=[1.0, 2, 3])
