"""Waves are compared in today's municipalities, and what cannot be compared is named."""

import numpy as np
import pytest

from needs_assessment import errors, estimates, waves
from needs_assessment.reasons import Reason
from needs_assessment.waves import NotComparable

FRAME = {f"g{number}": number % 2 for number in range(20)}


def one(values, codes, topics=("t",)):
    return waves.wave(np.asarray(values, float).reshape(len(codes), -1), municipalities=codes, topics=topics)


def test_merged_municipalities_are_averaged_under_their_successor():
    found = waves.rebase(
        one([1, 4, 5], ["old", "older", "g1"]), successors={"older": "old", "old": "g0"}, frame=FRAME
    )
    assert found.wave.municipalities == ("g0", "g1")
    assert found.wave.values.ravel().tolist() == [2.5, 5]
    assert found.merged == {"g0": ("old", "older")}


def test_a_predecessor_that_did_not_answer_a_topic_leaves_it_to_the_others():
    earlier = one([[1, np.nan], [3, np.nan]], ["x", "y"], topics=("s", "t"))
    found = waves.rebase(earlier, successors={"x": "g0", "y": "g0"}, frame=FRAME)
    assert found.wave.values[0, 0] == 2
    assert np.isnan(found.wave.values[0, 1])


def test_a_split_and_an_unknown_municipality_are_named():
    found = waves.rebase(
        one([1, 2, 3], ["cut", "who", "sole"]), successors={"cut": ["g0", "g1"], "sole": ["g2"]}, frame=FRAME
    )
    assert found.not_comparable == (
        NotComparable("cut", Reason.MUNICIPALITY_SPLIT),
        NotComparable("who", Reason.MUNICIPALITY_UNKNOWN),
    )
    assert found.wave.municipalities == ("g2",)


def test_a_circle_of_successors_is_refused():
    with pytest.raises(errors.SuccessionBroken):
        waves.rebase(one([1], ["a"]), successors={"a": "b", "b": "a"}, frame=FRAME)


def test_the_change_is_the_difference_of_two_weighted_means():
    rng = np.random.default_rng(1)
    first, second = [f"g{at}" for at in range(12)], [f"g{at}" for at in range(6, 20)]
    old, new = rng.normal(size=12), rng.normal(size=14)
    found = waves.compare(one(old, first), one(new, second), strata=FRAME).changes[0]
    sizes = {0: 10, 1: 10}
    before = estimates.mean(old, strata=[FRAME[code] for code in first], population=sizes)
    after = estimates.mean(new, strata=[FRAME[code] for code in second], population=sizes)
    assert (found.before, found.after) == pytest.approx((before.value, after.value))
    assert found.change.value == pytest.approx(after.value - before.value)
    assert (found.in_both, found.change.n) == (6, 12)
    assert found.change.lower < found.change.value < found.change.upper


def test_without_overlap_the_errors_add_up_less_what_one_population_shares():
    """No unit answered twice, so their correlation cannot be told and counts as none."""
    first, second = [f"g{at}" for at in range(8)], [f"g{at}" for at in range(8, 20)]
    old, new = np.arange(8.0), np.arange(12.0) ** 1.5
    found = waves.compare(one(old, first), one(new, second), strata=FRAME).changes[0]
    sizes = {0: 10, 1: 10}
    before = estimates.mean(old, strata=[FRAME[code] for code in first], population=sizes)
    after = estimates.mean(new, strata=[FRAME[code] for code in second], population=sizes)
    assert found.change.se == pytest.approx(np.hypot(before.se, after.se))


def test_the_same_municipalities_make_a_change_as_sure_as_their_differences():
    """A pure panel: the error is that of the differences, exactly when both waves spread alike."""
    codes = [f"g{at}" for at in range(8)]
    old = np.array([1.0, 2, 3, 4, 5, 6, 7, 8])
    new = old[[0, 3, 2, 1, 6, 5, 4, 7]]
    strata = dict.fromkeys(FRAME, 0)
    found = waves.compare(one(old, codes), one(new, codes), strata=strata).changes[0]
    paired = estimates.mean(new - old, population=20)
    assert found.change.se == pytest.approx(paired.se)


def test_an_unchanged_panel_has_a_certain_change_of_nought():
    codes = [f"g{at}" for at in range(8)]
    found = waves.compare(one(range(8), codes), one(range(8), codes), strata=FRAME).changes[0]
    assert (found.change.value, found.change.se) == pytest.approx((0, 0), abs=1e-7)


def test_a_topic_of_one_wave_only_is_named():
    codes = list(FRAME)
    before = one(np.ones((20, 2)) * np.arange(20)[:, None], codes, topics=("t", "gone"))
    after = one(np.ones((20, 2)), codes, topics=("t", "new"))
    found = waves.compare(before, after, strata=FRAME)
    assert [change.topic for change in found.changes] == ["t"]
    assert found.not_comparable == (
        NotComparable("gone", Reason.NOT_IN_BOTH_WAVES),
        NotComparable("new", Reason.NOT_IN_BOTH_WAVES),
    )


def test_a_comparison_over_a_merger_says_so():
    codes = list(FRAME)
    before = one([*range(19), 3, 5], [*codes[:19], "old", "older"])
    after = one(range(20), codes)
    found = waves.compare(before, after, strata=FRAME, successors={"old": "g19", "older": "g19"})
    assert found.merged == {"g19": ("old", "older")}
    assert found.reasons == (Reason.MUNICIPALITY_MERGED,)
    assert waves.compare(after, after, strata=FRAME).reasons == ()


def test_few_answers_are_said_to_be_too_few():
    codes = [f"g{at}" for at in range(6)]
    found = waves.compare(one(range(6), codes), one(range(6), codes), strata=FRAME)
    assert found.changes[0].change.reasons == (Reason.TOO_LITTLE_DATA,)


def test_a_complete_stratum_of_one_adds_no_uncertainty():
    strata = {"z": "alone", **dict.fromkeys(FRAME, "rest")}
    codes = ["z", *list(FRAME)[:10]]
    found = waves.compare(one(range(11), codes), one(range(1, 12), codes), strata=strata).changes[0]
    assert found.change.value == pytest.approx(1)
    assert found.change.se == pytest.approx(0, abs=1e-7)


def test_waves_without_anything_in_common_are_refused():
    with pytest.raises(errors.WavesNotComparable):
        waves.compare(one([1], ["g0"]), one([1], ["g0"], topics=("u",)), strata=FRAME)
    with pytest.raises(errors.WavesNotComparable):
        waves.compare(one([1], ["gone"]), one([1], ["g0"]), strata=FRAME)
    with pytest.raises(errors.WavesNotComparable):
        waves.compare(one([1], ["g0"]), one([1], ["gone"]), strata=FRAME)


def test_a_topic_nobody_answered_in_one_wave_is_refused():
    codes = list(FRAME)
    with pytest.raises(errors.NobodyAnswered):
        waves.compare(one(range(20), codes), one(np.full(20, np.nan), codes), strata=FRAME)
    with pytest.raises(errors.NobodyAnswered):
        waves.compare(one(np.full(20, np.nan), codes), one(range(20), codes), strata=FRAME)


@pytest.mark.parametrize(
    ("error", "codes", "topics"),
    [
        (errors.LengthsDiffer, ["a"], ["t"]),
        (errors.LengthsDiffer, ["a", "b"], ["t", "u"]),
        (errors.InvalidParameter, ["a", "a"], ["t"]),
    ],
)
def test_a_wave_has_a_row_per_municipality(error, codes, topics):
    with pytest.raises(error):
        waves.wave([[1.0], [2.0]], municipalities=codes, topics=topics)


def test_a_topic_stands_once_in_a_wave():
    with pytest.raises(errors.InvalidParameter, match="topic"):
        waves.wave([[1.0, 2.0]], municipalities=["a"], topics=["t", "t"])
