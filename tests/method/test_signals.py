"""Signals without a denominator are ranked side by side and combined only under all weights."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from needs_assessment import errors, gaps

SURVEY = {"a": 9.0, "b": 5.0, "c": 1.0}
STRENGTHS = st.dictionaries(st.sampled_from("abcde"), st.floats(-9, 9), min_size=1)


def test_ranks_stand_side_by_side_with_how_many_agree():
    found = gaps.compare_signals({"survey": SURVEY, "searches": {"a": 2, "b": 7, "d": 1}}, k=2)
    assert [(r.topic, r.in_top, r.signals) for r in found.rows] == [
        ("a", 2, 2),
        ("b", 2, 2),
        ("c", 0, 1),
        ("d", 0, 1),
    ]
    assert found.rows[0].ranks == {"survey": 1, "searches": 2}
    assert found.rows[2].ranks == {"survey": 3, "searches": None}


def test_the_same_order_is_full_concordance_and_opposite_orders_none():
    assert gaps.compare_signals({"x": SURVEY, "y": SURVEY}).concordance == pytest.approx(1)
    opposite = {t: -v for t, v in SURVEY.items()}
    assert gaps.compare_signals({"x": SURVEY, "y": opposite}).concordance == pytest.approx(0)


def test_concordance_of_two_signals_is_that_of_spearman():
    first, second = [3, 1, 2, 5, 5, 4], [2, 2, 1, 6, 4, 3]
    signals = {n: dict(zip("abcdef", v, strict=True)) for n, v in (("x", first), ("y", second))}
    found = gaps.compare_signals(signals).concordance
    assert 2 * found - 1 == pytest.approx(spearmanr(first, second).statistic, abs=0.02)


@pytest.mark.parametrize(
    "signals", [{"x": SURVEY}, {"x": {"a": 1}, "y": {"b": 1}}, {"x": {"a": 1, "b": 1}, "y": {"a": 2, "b": 2}}]
)
def test_concordance_is_left_out_where_it_has_no_meaning(signals):
    assert gaps.compare_signals(signals, k=1).concordance is None


def test_a_topic_first_in_every_signal_is_first_under_all_weights():
    found = gaps.combined_index({"x": SURVEY, "y": {"a": 3, "b": 1, "c": 2}}, seed=1, k=1)
    assert (found[0].topic, found[0].in_top) == ("a", 1)
    assert found[-1].central_weights is None


def test_two_signals_that_disagree_share_the_first_rank_and_the_weights_tell_why():
    found = {
        c.topic: c for c in gaps.combined_index({"x": {"a": 2, "b": 1}, "y": {"a": 1, "b": 2}}, seed=1, k=1)
    }
    assert found["a"].in_top == pytest.approx(0.5, abs=0.05)
    assert found["a"].central_weights["x"] == pytest.approx(0.75, abs=0.03)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(["x", "y", "z"]), STRENGTHS, min_size=1), st.integers(1, 5))
def test_the_chances_of_being_in_the_top_add_up_to_its_size(signals, k):
    topics = {t for values in signals.values() for t in values}
    if k > len(topics):
        with pytest.raises(errors.InvalidParameter):
            gaps.combined_index(signals, seed=0, k=k)
        return
    found = gaps.combined_index(signals, seed=0, draws=50, k=k)
    assert sum(c.in_top for c in found) == pytest.approx(k)
    assert np.sum([c.ranks for c in found], axis=0) == pytest.approx(np.ones(len(topics)))


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (errors.InvalidParameter, lambda: gaps.compare_signals({})),
        (errors.InvalidParameter, lambda: gaps.compare_signals({"x": {}})),
        (errors.InvalidParameter, lambda: gaps.compare_signals({"x": SURVEY}, k=4)),
        (errors.InvalidParameter, lambda: gaps.combined_index({"x": SURVEY}, seed=1, draws=0)),
        (errors.NotANumber, lambda: gaps.compare_signals({"x": {"a": float("nan")}}, k=1)),
    ],
)
def test_signals_without_strength_are_refused(error, call):
    with pytest.raises(error):
        call()


def test_a_single_signal_is_followed_whatever_its_weight():
    found = gaps.combined_index({"survey": SURVEY}, seed=1, draws=1, k=1)
    assert [(c.topic, c.in_top) for c in found] == [("a", 1), ("b", 0), ("c", 0)]
    assert [c.ranks.index(1) + 1 for c in found] == [1, 2, 3]
    assert gaps.compare_signals({"survey": SURVEY}, k=2).k == 2


def test_a_topic_is_judged_by_the_signals_that_speak_of_it():
    """The desk puts d before b: the first in the survey stays first under every weight, d shares with it."""
    signals = {"survey": SURVEY, "desk": {"d": 4.0, "b": 1.0}}
    by_topic = {c.topic: c for c in gaps.combined_index(signals, seed=1, draws=400, k=2)}
    assert by_topic["a"].ranks == by_topic["d"].ranks == (0.5, 0.5, 0, 0)
    assert by_topic["b"].ranks[2] == 1
    assert by_topic["c"].ranks[3] == 1


def test_the_middle_of_a_signal_counts_for_half_of_its_first():
    """A topic second of three in one signal and first in the other beats the reverse in exactly half of the weights."""
    signals = {"one": {"a": 3.0, "b": 2.0, "c": 1.0}, "two": {"b": 3.0, "a": 2.0, "c": 1.0}}
    found = {c.topic: c.ranks[0] for c in gaps.combined_index(signals, seed=1, draws=4000, k=1)}
    assert found["a"] == pytest.approx(0.5, abs=0.03)
    skewed = {"one": {"a": 3.0, "b": 2.0, "c": 1.0}, "two": {"b": 3.0, "c": 2.0, "a": 1.0}}
    found = {c.topic: c.ranks[0] for c in gaps.combined_index(skewed, seed=1, draws=4000, k=1)}
    assert found["a"] == pytest.approx(1 / 3, abs=0.03)


def test_random_weights_are_two_thousand_and_repeat_with_their_seed():
    signals = {"one": {"a": 3.0, "b": 2.0, "c": 1.0}, "two": {"b": 3.0, "c": 2.0, "a": 1.0}}
    first = gaps.combined_index(signals, seed=5)
    assert (
        first == gaps.combined_index(signals, seed=5) == gaps.combined_index(signals, seed=5, draws=2000, k=3)
    )


def test_two_judges_of_two_topics_can_agree():
    assert gaps.compare_signals({"x": {"a": 2.0, "b": 1.0}, "y": {"a": 2.0, "b": 1.0}}, k=1).concordance == 1


def test_the_concordance_of_three_judges_is_that_of_kendall():
    """W = 12 S / (m^2 (n^3 - n)) with rank sums 4, 6 and 8: S = 8, so 96 / 216."""
    ranks = {"x": (3, 2, 1), "y": (3, 1, 2), "z": (2, 3, 1)}
    signals = {name: dict(zip("abc", map(float, row), strict=True)) for name, row in ranks.items()}
    assert gaps.compare_signals(signals).concordance == pytest.approx(96 / 216)
