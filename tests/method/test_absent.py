"""Whether the absent differ is tested without assumptions and never claimed from too few."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import permutation_test

from needs_assessment import absent, errors, reach
from needs_assessment.reasons import Reason

EIGHT = np.arange(1.0, 9)
LAST_THREE = np.arange(8) >= 5


def test_the_exact_test_counts_every_division():
    found = reach.absent_differ(EIGHT, LAST_THREE, seed=0)
    assert (found.difference, found.divisions) == (4, 56)
    assert found.p_value == pytest.approx(2 / 56)
    assert found.smallest_p == pytest.approx(2 / 56)
    assert found.superiority == 1
    assert found.reasons == (Reason.EXACT_TEST,)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=6, max_size=9), st.integers(2, 4))
def test_the_p_value_is_that_of_scipy(values, count):
    numbers = np.array(values, float)
    late = np.arange(len(values)) < count
    found = reach.absent_differ(numbers, late, seed=0)
    theirs = permutation_test(
        (numbers[late], numbers[~late]),
        lambda a, b, axis: a.mean(axis) - b.mean(axis),
        alternative="two-sided",
        vectorized=True,
        n_resamples=np.inf,
    )
    assert found.p_value == pytest.approx(theirs.pvalue)
    assert found.smallest_p <= found.p_value + 1e-12


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(-20, 20), min_size=9, max_size=9), st.integers(3, 5), st.floats(-5, 5))
def test_a_shift_inside_the_interval_is_not_rejected_and_one_outside_is(values, count, shift):
    numbers = np.array(values, float)
    late = np.arange(9) < count
    found = reach.absent_differ(numbers, late, seed=0)
    assert found.lower - 1e-9 <= found.difference <= found.upper + 1e-9
    moved = reach.absent_differ(numbers - shift * late, late, seed=0)
    assert moved.lower == pytest.approx(found.lower - shift)
    if found.lower > 1e-6 or found.upper < -1e-6:
        assert found.p_value <= 0.05 + 1e-9


def test_too_few_to_tell_is_said_and_the_interval_is_left_open():
    found = reach.absent_differ(np.array([9.0, 8, 1, 2]), np.array([True, True, False, False]), seed=0)
    assert Reason.TOO_SMALL_TO_TELL in found.reasons
    assert (found.lower, found.upper) == (None, None)
    assert found.smallest_p == pytest.approx(2 / 6)


def test_many_units_are_divided_at_random_and_repeatably():
    values = np.r_[np.arange(30.0), np.arange(30) + 12.0]
    late = np.arange(60) >= 30
    found = reach.absent_differ(values, late, seed=3, draws=999)
    assert found.divisions == 999
    assert found == reach.absent_differ(values, late, seed=3, draws=999)
    assert found.p_value == pytest.approx(2 / 999)
    assert 0 < found.lower < 12 < found.upper
    assert found.reasons == ()


def test_hedges_g_is_the_corrected_difference_in_standard_deviations():
    found = reach.absent_differ(np.array([1.0, 2, 3, 3, 4, 5]), np.arange(6) >= 3, seed=0)
    assert found.standardized == pytest.approx(2 * (1 - 3 / 15))


def test_hedges_g_is_the_same_in_every_unit_of_measure():
    values, late = np.array([0.1, 0.3, 0.2, 0.9, 0.4, 0.2, 0.6]), np.arange(7) >= 4
    early, reached = values[~late], values[late]
    pooled = (3 * early.var(ddof=1) + 2 * reached.var(ddof=1)) / 5
    expected = (reached.mean() - early.mean()) / np.sqrt(pooled) * (1 - 3 / 19)
    for unit in (0.01, 1, 100):
        found = reach.absent_differ(values * unit, late, seed=0)
        assert found.standardized == pytest.approx(expected)
        assert (found.absent, found.present) == (3, 4)


def test_an_effect_size_needs_four_units_because_three_always_give_zero():
    three = reach.absent_differ(np.array([1.0, 3, 9]), np.arange(3) == 2, seed=0)
    assert (three.difference, three.standardized) == (7, None)
    four = reach.absent_differ(np.array([1.0, 3, 5, 9]), np.arange(4) == 3, seed=0)
    assert four.standardized == pytest.approx(6 / 2 * (1 - 3 / 7))


def test_a_level_that_the_smallest_p_value_just_reaches_is_not_too_small_to_tell():
    four, last = np.array([1.0, 2, 3, 9]), np.arange(4) == 3
    reached = reach.absent_differ(four, last, seed=0, level=0.5)
    assert (reached.smallest_p, reached.reasons) == (0.5, (Reason.EXACT_TEST,))
    assert Reason.TOO_SMALL_TO_TELL in reach.absent_differ(four, last, seed=0, level=0.51).reasons


def test_the_test_is_exact_up_to_and_including_the_most_divisions_that_are_counted(monkeypatch):
    monkeypatch.setattr(absent, "MOST_EXACT", 56)
    assert Reason.EXACT_TEST in reach.absent_differ(EIGHT, LAST_THREE, seed=0).reasons
    monkeypatch.setattr(absent, "MOST_EXACT", 55)
    drawn = reach.absent_differ(EIGHT, LAST_THREE, seed=0, draws=100)
    assert (drawn.divisions, drawn.reasons) == (100, ())


def test_five_thousand_divisions_are_drawn_unless_told_otherwise():
    found = reach.absent_differ(np.arange(30.0), np.arange(30) >= 15, seed=0)
    assert found.divisions == 5000


def test_all_equal_is_no_difference_and_no_certainty():
    found = reach.absent_differ(np.ones(9), np.arange(9) > 5, seed=0)
    assert (found.difference, found.p_value, found.superiority, found.standardized) == (0, 1, 0.5, None)
    assert Reason.NO_VARIATION in found.reasons


def test_two_units_can_be_set_side_by_side_but_tell_nothing():
    found = reach.absent_differ(np.array([1.0, 5]), np.array([True, False]), seed=0)
    assert (found.difference, found.standardized, found.p_value) == (-4, None, 1)


@pytest.mark.parametrize(
    ("error", "values", "late", "given_"),
    [
        (errors.LengthsDiffer, EIGHT, LAST_THREE[:4], {}),
        (errors.LengthsDiffer, EIGHT[:, None], LAST_THREE[:, None], {}),
        (errors.NotANumber, EIGHT * np.nan, LAST_THREE, {}),
        (errors.InvalidParameter, EIGHT, LAST_THREE.astype(int), {}),
        (errors.NobodyAnswered, EIGHT, EIGHT > 0, {}),
        (errors.NobodyAnswered, EIGHT, EIGHT < 0, {}),
        (errors.InvalidParameter, EIGHT, LAST_THREE, {"draws": 10}),
        (errors.InvalidParameter, EIGHT, LAST_THREE, {"draws": 99}),
        (errors.InvalidParameter, EIGHT, LAST_THREE, {"level": 1}),
        (errors.InvalidParameter, EIGHT, LAST_THREE, {"level": 0}),
    ],
)
def test_what_cannot_be_tested_is_refused(error, values, late, given_):
    with pytest.raises(error):
        reach.absent_differ(values, late, seed=0, **given_)


@pytest.mark.parametrize("units", [8, 9])
def test_the_interval_ends_where_the_one_sided_test_starts_to_reject(units):
    values, late = np.array([3.0, 9, 4, 1, 7, 8, 2, 6, 15])[:units], np.arange(units) < units - 5
    found = reach.absent_differ(values, late, seed=0)

    def one_sided(shift, sign):
        moved = sign * (values - shift * late)
        every = [np.isin(np.arange(units), c) for c in combinations(range(units), int(late.sum()))]
        differences = np.array([moved[m].mean() - moved[~m].mean() for m in every])
        return (differences >= moved[late].mean() - moved[~late].mean() - 1e-9).mean()

    for end, sign in ((found.lower, 1), (found.upper, -1)):
        assert one_sided(end - sign * 1e-6, sign) <= 0.025
        assert one_sided(end + sign * 1e-6, sign) > 0.025
