"""Shares of parts add up to the share of the whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from needs_assessment import benchmarking, errors

SHARES = st.floats(0, 1, allow_subnormal=False)


def test_two_parts_are_moved_by_one_factor_down_or_towards_one():
    sizes = [30, 10]
    down = benchmarking.to_whole([[0.4, 0.8]], sizes=sizes, whole=[0.25])
    assert down[0] == pytest.approx([0.2, 0.4])
    up = benchmarking.to_whole([[0.4, 0.8]], sizes=sizes, whole=[0.75])
    assert up[0] == pytest.approx([0.7, 0.9])


@given(arrays(float, (3, 4), elements=SHARES), arrays(float, 3, elements=SHARES))
def test_parts_add_up_to_the_whole_and_stay_shares_in_the_same_order(shares, whole):
    sizes = np.array([5.0, 1, 0, 7])
    found = benchmarking.to_whole(shares, sizes=sizes, whole=whole)
    assert found @ sizes / sizes.sum() == pytest.approx(whole, abs=1e-9)
    assert (found >= 0).all()
    assert (found <= 1).all()
    assert (np.diff(np.take_along_axis(found, np.argsort(shares, axis=1), axis=1)) >= -1e-12).all()


def test_parts_that_add_up_already_are_left_as_they_are():
    shares = np.array([[0.2, 0.6], [0.0, 0.0], [1.0, 1.0]])
    assert benchmarking.to_whole(shares, sizes=[1, 1], whole=[0.4, 0, 1]) == pytest.approx(shares)


def test_sizes_may_be_shares_of_the_whole():
    numbers, parts = [30, 10], [[0.4, 0.8]]
    found = benchmarking.to_whole(parts, sizes=[0.6, 0.2], whole=[0.25])
    assert found == pytest.approx(benchmarking.to_whole(parts, sizes=numbers, whole=[0.25]))


@pytest.mark.parametrize(
    ("error", "changed"),
    [
        (errors.OutsideScale, {"whole": [1.2]}),
        (errors.OutsideScale, {"whole": [-0.2]}),
        (errors.OutsideScale, {"shares": [[0.5, 1.1]]}),
        (errors.OutsideScale, {"shares": [[0.5, -0.1]]}),
        (errors.LengthsDiffer, {"whole": [0.2, 0.3]}),
        (errors.LengthsDiffer, {"sizes": [1]}),
        (errors.NegativeWeight, {"sizes": [1, -1]}),
        (errors.ZeroDenominator, {"sizes": [0, 0]}),
        (errors.NotANumber, {"shares": [[0.5, np.nan]]}),
    ],
)
def test_parts_that_cannot_add_up_are_refused(error, changed):
    given_ = {"shares": [[0.4, 0.8]], "sizes": [3, 1], "whole": [0.5]} | changed
    with pytest.raises(error):
        benchmarking.to_whole(**given_)
