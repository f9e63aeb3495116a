"""Conversations are enough when the next ones hardly bring anything new, whoever speaks first."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs_assessment import errors, saturation
from needs_assessment.reasons import Reason

TALKS = st.lists(st.sets(st.sampled_from("abcdefgh")), min_size=6, max_size=12).filter(
    lambda t: set().union(*t)
)


def test_saturation_is_reached_before_the_run_that_brings_at_most_the_threshold():
    """Base 4 brings 20; the runs after 4, 5, 6 and 7 bring 3, 2, 1 and 0: 1 of 20 is five percent."""
    found = saturation.saturation([8, 6, 4, 2, 2, 1, 1, 0, 0])
    assert found.base_information == 20
    assert found.ratios == ((4, 0.15), (5, 0.1), (6, 0.05), (7, 0.0))
    assert (found.reached_at, found.reasons) == (6, ())


def test_base_run_and_threshold_may_be_stricter():
    new = [8, 6, 4, 2, 2, 1, 1, 0, 0]
    assert saturation.saturation(new, threshold=0).reached_at == 7
    assert saturation.saturation(new, run=3).reached_at == 6
    assert saturation.saturation(new, base=6).base_information == 23


def test_conversations_that_still_bring_news_are_not_saturated():
    found = saturation.saturation([3, 3, 3, 3, 3, 3])
    assert (found.reached_at, found.reasons) == (None, (Reason.NOT_SATURATED,))


def test_fewer_conversations_than_base_and_run_tell_nothing():
    found = saturation.saturation([3, 3, 3, 3, 3])
    assert (found.reached_at, found.ratios, found.reasons) == (None, (), (Reason.TOO_FEW_CONVERSATIONS,))


def test_a_theme_is_new_once():
    assert saturation.new_themes([{"a", "b"}, {"a"}, {"c", "b"}]) == (2, 0, 1)


def test_good_turing_is_one_less_the_share_of_mentions_heard_once():
    assert saturation.good_turing([{"a", "b"}, {"a"}, {"c", "a"}]) == pytest.approx(1 - 2 / 5)
    assert saturation.good_turing([{"a"}, {"a"}]) == 1
    assert saturation.good_turing([{"a"}, {"b"}]) == 0


@settings(max_examples=40, deadline=None)
@given(TALKS)
def test_whatever_the_order_all_themes_are_heard_in_the_end(talks):
    if not set().union(*talks[:4]):
        with pytest.raises(errors.ZeroDenominator):
            saturation.in_random_order(talks, seed=1)
        return
    found = saturation.in_random_order(talks, seed=1, orders=30)
    assert sum(found.mean_new) == pytest.approx(found.themes)
    assert 0 <= found.share_reached <= 1
    assert 0 <= found.good_turing <= 1
    assert found.observed == saturation.saturation(saturation.new_themes(talks))


def test_random_orders_tell_how_much_hangs_on_who_spoke_first():
    random = np.random.default_rng(2)
    talks = [set(random.choice(list("abcdefghijkl"), 4)) for _ in range(20)]
    found = saturation.in_random_order(talks, seed=1, orders=200)
    assert found == saturation.in_random_order(talks, seed=1, orders=200)
    assert found.share_reached == 1
    assert 4 <= found.median <= found.upper <= 18
    assert list(found.mean_new[:4]) == sorted(found.mean_new[:4], reverse=True)


def test_every_order_is_judged_as_the_observed_one():
    talks = [{"a", "b"}] * 7
    found = saturation.in_random_order(talks, seed=1, orders=10)
    assert found.median == found.upper == found.observed.reached_at == 4
    assert found.mean_new == (2, 0, 0, 0, 0, 0, 0)


def test_orders_that_never_saturate_count_as_later_than_all():
    talks = [{str(t)} for t in range(8)]
    found = saturation.in_random_order(talks, seed=1, orders=20)
    assert (found.share_reached, found.median, found.upper) == (0, None, None)


def test_an_order_whose_first_conversations_bring_nothing_does_not_saturate():
    talks = [{"a"}, set(), set(), set(), set(), set(), set()]
    found = saturation.in_random_order(talks, seed=1, orders=200)
    assert 0.4 < found.share_reached < 0.75


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (errors.OutsideScale, lambda: saturation.saturation([])),
        (errors.OutsideScale, lambda: saturation.saturation([1, -1, 2])),
        (errors.OutsideScale, lambda: saturation.saturation([0.5] * 6)),
        (errors.OutsideScale, lambda: saturation.saturation([[1]])),
        (errors.InvalidParameter, lambda: saturation.saturation([1] * 6, base=0)),
        (errors.InvalidParameter, lambda: saturation.saturation([1] * 6, run=0)),
        (errors.InvalidParameter, lambda: saturation.saturation([1] * 6, threshold=1)),
        (errors.ZeroDenominator, lambda: saturation.saturation([0] * 6)),
        (errors.NobodyAnswered, lambda: saturation.good_turing([set(), set()])),
        (errors.InvalidParameter, lambda: saturation.in_random_order([{"a"}] * 6, seed=1, orders=0)),
    ],
)
def test_what_is_no_series_of_conversations_is_refused(error, call):
    with pytest.raises(error):
        call()


def test_a_run_exactly_at_the_threshold_is_saturated_in_every_order():
    assert saturation.in_random_order([{"a"}] * 7, seed=1, orders=5, threshold=0).median == 4


def test_too_few_conversations_still_say_what_was_heard():
    found = saturation.saturation([5, 2, 1])
    assert (found.reached_at, found.conversations) == (None, 3)
    assert found == saturation.Saturation(None, 8, (), 3, found.reasons)


def test_the_observed_order_is_judged_by_the_same_rule_as_the_random_ones():
    talks = [{"a", "b"}, {"b", "c"}, {"a"}, {"c"}, {"d"}, {"a"}, {"b"}]
    asked = {"base": 2, "run": 3, "threshold": 0.4}
    found = saturation.in_random_order(talks, seed=1, orders=50, **asked)
    assert found.observed == saturation.saturation(saturation.new_themes(talks), **asked)
    assert found.observed != saturation.saturation(saturation.new_themes(talks))


def test_the_median_and_the_ninety_percent_point_are_those_of_the_sorted_orders():
    ordered = [float(x) for x in range(1, 11)]
    assert saturation._point(ordered, 0.5) == 5
    assert saturation._point(ordered, 0.9) == 9
    assert saturation._point([*ordered[:8], np.inf, np.inf], 0.9) is None
    assert saturation._point([3.0], 0.9) == 3


def test_a_base_and_a_run_of_one_conversation_are_allowed():
    found = saturation.saturation([3, 0, 1], base=1, run=1)
    assert found.reached_at == 1
    assert saturation.in_random_order([{"a"}, {"a"}], seed=1, orders=1, base=1, run=1).orders == 1
