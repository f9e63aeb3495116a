"""A figure is published with what would overturn it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from method.frame import frame
from method.supply import example_cells, example_offers, market
from needs_assessment import coverage, errors, sensitivity
from needs_assessment.coverage import Cell

SHARES = {"a": 0.5, "b": 0.4, "c": 0.3, "d": 0.2}


def test_manski_bounds_are_those_of_the_worked_example():
    found = sensitivity.manski(0.6, n=210, population=342)
    assert (round(found.lower, 3), round(found.upper, 3)) == (0.368, 0.754)


@given(st.floats(0, 1), st.integers(1, 342))
def test_manski_bounds_hold_every_possible_truth(p, n):
    found = sensitivity.manski(p, n=n, population=342)
    assert found.upper - found.lower == pytest.approx((342 - n) / 342)
    assert found.lower - 1e-12 <= p <= found.upper + 1e-12


def test_manski_bounds_close_when_everybody_answered():
    found = sensitivity.manski(0.6, n=342, population=342)
    assert (found.lower, found.upper) == pytest.approx((0.6, 0.6))


@settings(max_examples=60)
@given(
    st.lists(st.floats(0, 1), min_size=3, max_size=6, unique=True),
    st.integers(1, 341),
    st.integers(1, 2),
    st.floats(0, 1),
)
def test_at_the_tipping_point_the_topic_stands_on_the_border(values, n, k, tau):
    shares = {str(t): v for t, v in enumerate(values)}
    for given_ in ({"k": k}, {"tau": tau}):
        for topic, tip in sensitivity.tipping_point(shares, n=n, population=342, **given_).items():
            if tip.delta is None:
                continue
            others = sorted((v for t, v in shares.items() if t != topic), reverse=True)
            border = tau if "tau" in given_ else others[k - 1]
            all_units = (n * shares[topic] + (342 - n) * tip.silent) / 342
            assert all_units == pytest.approx(border, abs=1e-9)
            assert (tip.delta < 0) == tip.inside or tip.delta == pytest.approx(0)


def test_a_topic_in_the_top_tips_downward_and_one_outside_upward():
    found = sensitivity.tipping_point(SHARES, n=210, population=342, k=2)
    assert [found[t].inside for t in "abcd"] == [True, True, False, False]
    assert found["b"].delta == pytest.approx((0.3 - 0.4) * 342 / 132)
    assert found["c"].delta == pytest.approx((0.4 - 0.3) * 342 / 132)
    assert found["a"].delta is None


def test_sizes_may_differ_per_topic_and_a_complete_one_cannot_tip():
    found = sensitivity.tipping_point(SHARES, n=dict(a=342, b=300, c=210, d=210), population=342, tau=0.45)
    assert found["a"].delta is None
    assert found["b"].delta == pytest.approx(0.05 * 342 / 42)


def silent_market(**changed):
    return [Cell("t", "s", 100, 0.5, respondents=60), Cell("u", "s", 100, 0.1, respondents=60, **changed)]


def test_the_tipping_point_of_a_white_spot_is_where_its_index_crosses_tau():
    found = sensitivity.white_spot_tipping(silent_market(), offers=[], tau=0.4)
    assert found["t"].inside
    assert found["t"].delta == pytest.approx(-0.25, abs=0.006)
    assert found["t"].silent == pytest.approx(0.25, abs=0.006)
    assert found["u"].delta == pytest.approx(0.75, abs=0.006)


def test_a_white_spot_that_no_silence_can_undo_has_no_tipping_point():
    found = sensitivity.white_spot_tipping(silent_market(), offers=[], tau=0.2)
    assert (found["t"].delta, found["t"].inside) == (None, True)
    heard = [replace(c, respondents=100) for c in silent_market()]
    assert sensitivity.white_spot_tipping(heard, offers=[], tau=0.4)["t"].delta is None


def test_the_first_other_definition_is_the_prevalence_itself():
    data = frame()
    topics = [str(t) for t in range(12)]
    found = sensitivity.other_definitions(data.importance, data.capability, topics=topics, weights=data.base)
    shares = (data.base[:, None] * data.need).sum(axis=0) / data.base.sum()
    assert [v.values["importance_4_capability_3"] for v in found] == pytest.approx(shares)
    assert sum(v.share_inside for v in found) == pytest.approx(3)
    assert all(v.lowest <= v.values["importance_4_capability_3"] <= v.highest for v in found)
    stricter = [v.values["importance_4_capability_2"] for v in found]
    assert (np.array(stricter) <= shares).all()


def test_dont_know_is_left_out_of_every_definition():
    importance, capability = np.array([[5.0], [5], [np.nan]]), np.array([[1.0], [5], [1]])
    found = sensitivity.other_definitions(importance, capability, topics=["t"], k=1)
    assert found[0].values["importance_4_capability_3"] == 0.5


def test_inhabitants_may_tell_another_story_than_municipalities():
    flags = np.array([[1, 0], [0, 1], [0, 1], [np.nan, np.nan]])
    found = sensitivity.by_inhabitants(
        flags, topics=["big", "small"], inhabitants=np.array([900, 50, 50, 7]), k=1
    )
    assert found[0].values == pytest.approx({"municipalities": 1 / 3, "inhabitants": 0.9})
    assert found[1].values == pytest.approx({"municipalities": 2 / 3, "inhabitants": 0.1})
    assert [v.share_inside for v in found] == [0.5, 0.5]


def test_supply_is_varied_over_half_life_ladder_and_form():
    cells, offers = example_cells(), example_offers()
    found = sensitivity.vary_supply(cells, offers=offers, tau=0.25)
    assert len(found[0].values) == 27
    base = coverage.white_spots(cells, offers=offers)
    for variation in found:
        middle = variation.values["half_life=4 ladder=1 geometric"]
        assert middle == pytest.approx(base[variation.topic].proportional)
        assert variation.lowest <= middle <= variation.highest
        assert variation.share_inside == np.mean([v > 0.25 for v in variation.values.values()])


def test_without_offers_no_choice_about_quality_matters():
    cells, _ = market(1, topics=2, segments=2, offers=0)
    for variation in sensitivity.vary_supply(cells, offers=[], tau=0.25):
        assert variation.lowest == variation.highest


@settings(max_examples=60)
@given(
    st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1, max_size=8), st.integers(1, 4)
)
def test_rank_acceptabilities_add_up_in_both_directions_with_any_ties(draws, k):
    found = sensitivity.acceptability(np.array(draws))
    assert found.sum(axis=0) == pytest.approx(np.ones(4))
    assert found.sum(axis=1) == pytest.approx(np.ones(4))
    assert found[:, :k].sum() == pytest.approx(k)
    assert (found >= -1e-12).all()


def test_all_equal_topics_share_every_rank():
    assert sensitivity.acceptability(np.ones((2, 4))) == pytest.approx(np.full((4, 4), 0.25))


GRID = np.full((3, 2), 3.0)


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (errors.OutsideScale, lambda: sensitivity.manski(1.1, n=1, population=2)),
        (errors.OutsideScale, lambda: sensitivity.manski(0.1, n=0, population=2)),
        (errors.PopulationTooSmall, lambda: sensitivity.manski(0.1, n=3, population=2)),
        (errors.InvalidParameter, lambda: sensitivity.tipping_point(SHARES, n=1, population=2)),
        (errors.InvalidParameter, lambda: sensitivity.tipping_point(SHARES, n=1, population=2, k=1, tau=0.1)),
        (errors.InvalidParameter, lambda: sensitivity.tipping_point(SHARES, n=1, population=2, k=4)),
        (errors.OutsideScale, lambda: sensitivity.tipping_point(SHARES, n=1, population=2, tau=2)),
        (errors.OutsideScale, lambda: sensitivity.tipping_point({"a": 3}, n=1, population=2, tau=0.2)),
        (
            errors.InvalidParameter,
            lambda: sensitivity.white_spot_tipping([Cell("t", "s", 9, 0.5)], offers=[], tau=0.1),
        ),
        (errors.WrongShape, lambda: sensitivity.other_definitions(GRID, GRID, topics=["a"])),
        (errors.WrongShape, lambda: sensitivity.other_definitions(GRID, GRID[:2], topics=["a", "b"])),
        (errors.LengthsDiffer, lambda: sensitivity.other_definitions(GRID, GRID, topics="ab", weights=[1])),
        (errors.ZeroDenominator, lambda: sensitivity.other_definitions(GRID * np.nan, GRID, topics="ab")),
        (errors.WrongShape, lambda: sensitivity.by_inhabitants(GRID, topics="a", inhabitants=[1, 2, 3])),
        (errors.LengthsDiffer, lambda: sensitivity.by_inhabitants(GRID, topics="ab", inhabitants=[1])),
        (errors.NotANumber, lambda: sensitivity.by_inhabitants(GRID, topics="ab", inhabitants=[1, 0, 2])),
        (
            errors.ZeroDenominator,
            lambda: sensitivity.by_inhabitants(GRID * np.nan, topics="ab", inhabitants=[1, 2, 3]),
        ),
        (errors.WrongShape, lambda: sensitivity.acceptability(np.ones(3))),
        (errors.NotANumber, lambda: sensitivity.acceptability(np.array([[1, np.nan]]))),
    ],
)
def test_what_cannot_be_varied_is_refused(error, call):
    with pytest.raises(error):
        call()
