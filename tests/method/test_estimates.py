"""Estimates agree with R survey, and say so when they cannot be known."""

import math

import numpy as np
import pytest

from method.frame import frame, reference
from needs_assessment import errors, estimates, weighting
from needs_assessment.reasons import Reason


def pair(estimate):
    return [estimate.value, estimate.se]


def test_the_mean_and_its_error_are_those_of_r_survey():
    data = frame()
    assert pair(estimates.mean(data.gaps[:, 0], **data.design)) == pytest.approx(
        reference()["mean_gap0"], abs=1e-12
    )


def test_the_total_and_its_error_are_those_of_r_survey():
    data = frame()
    assert pair(estimates.total(data.need[:, 0], **data.design)) == pytest.approx(
        reference()["total_need0"], abs=1e-9
    )


def test_the_logit_interval_is_that_of_r_survey():
    data = frame()
    found = estimates.proportion(data.need[:, 0], **data.design)
    assert [found.lower, found.upper] == pytest.approx(reference()["ci_logit_need0"], abs=1e-11)


@pytest.mark.parametrize("land", range(4))
def test_a_domain_is_estimated_as_by_r_survey(land):
    data, expected = frame(), reference()
    found = estimates.mean(data.need[:, 0], **data.design, domain=data.land == land)
    assert pair(found) == pytest.approx(
        [expected["dom_need0_est"][land], expected["dom_need0_se"][land]], abs=1e-12
    )
    assert found.n == (data.land == land).sum()


def test_all_topics_at_once_give_the_same_as_one_by_one():
    data, expected = frame(), reference()
    many = estimates.means(data.gaps, **data.design)
    assert many.values == pytest.approx(expected["gap_est"], abs=1e-12)
    assert many.se == pytest.approx(expected["gap_se"], abs=1e-12)
    one = estimates.mean(data.gaps[:, 3], **data.design)
    assert [*pair(one), one.lower, one.n] == pytest.approx(
        [*pair(many.estimates()[3]), many.estimates()[3].lower, many.estimates()[3].n]
    )


@pytest.mark.parametrize(("column", "name"), [("gaps", "raked_gap0"), ("need", "raked_need0")])
def test_the_error_of_a_raked_mean_is_that_of_r_survey(column, name):
    data = frame()
    raked = weighting.rake(data.base, margins=data.margins)
    found = estimates.mean(getattr(data, column)[:, 0], **data.design, weights=raked)
    assert pair(found) == pytest.approx(reference()[name], abs=1e-12)


def test_raking_lowers_the_error_of_what_the_margins_explain():
    data = frame()
    raked = weighting.rake(data.base, margins=data.margins)
    own_margin = estimates.mean(data.land == 2, **data.design, weights=raked)
    assert own_margin.value == pytest.approx(data.lands[2] / 342)
    assert own_margin.se == pytest.approx(0, abs=1e-12)


def test_where_everybody_answered_nothing_is_uncertain():
    found = estimates.mean([1, 2, 3, 9], strata=list("aabb"), population={"a": 2, "b": 2})
    assert (found.value, found.se, found.lower, found.upper) == (3.75, 0, 3.75, 3.75)
    assert found.reasons == (Reason.TAKE_ALL,)


def test_a_take_all_stratum_of_one_adds_no_uncertainty():
    alone = estimates.mean([5.0, 1, 2, 4], strata=list("zaaa"), population={"z": 1, "a": 9})
    rest = estimates.total([1.0, 2, 4], strata=list("aaa"), population={"a": 9})
    assert alone.se == pytest.approx(rest.se / 10)


def test_without_a_population_size_there_is_no_correction_and_it_is_said():
    y = np.array([1.0, 2, 3, 6])
    found = estimates.mean(y)
    assert found.se == pytest.approx(y.std(ddof=1) / 2)
    assert Reason.NO_FPC in found.reasons


def test_the_correction_is_the_root_of_the_silent_share():
    y = [1.0, 2, 3, 6]
    assert estimates.mean(y, population=16).se == pytest.approx(estimates.mean(y).se * np.sqrt(12 / 16))


def test_a_ratio_of_a_variable_with_itself_is_certain():
    found = estimates.ratio([1.0, 2, 5], [1.0, 2, 5], population=10)
    assert (found.value, found.se) == (1, 0)
    assert Reason.NO_VARIATION in found.reasons


def test_a_mean_is_a_ratio_to_ones():
    data = frame()
    y = data.gaps[:, 0]
    ratio = estimates.ratio(y, np.ones(len(y)), **data.design, domain=data.land == 1)
    assert ratio == estimates.mean(y, **data.design, domain=data.land == 1)


def test_a_weight_per_unit_replaces_the_size_of_its_stratum():
    found = estimates.mean([0.0, 10, 10], weights=[2, 1, 1], population=30)
    assert found.value == 5
    assert found.n_eff == pytest.approx(16 / 6)


def test_a_unanimous_no_leaves_room_for_the_silent():
    """With 10 of 12 silent ones left, the open end counts how many could still say yes."""
    found = estimates.proportion(np.zeros(10), population=12)
    assert (found.value, found.lower) == (0, 0)
    # 1 yes among 12: all ten missed it with probability 2/12; 2 yes: 1/66; the bar is .025.
    assert found.upper == pytest.approx(1 / 12)
    assert Reason.NO_VARIATION in found.reasons


def test_a_unanimous_yes_mirrors_a_unanimous_no():
    no, yes = (estimates.proportion(np.full(10, flag), population=40) for flag in (0, 1))
    assert (yes.lower, yes.upper) == pytest.approx((1 - no.upper, 1 - no.lower))


def test_a_unanimous_answer_of_all_is_certain():
    found = estimates.proportion([1, 1, 1], population=3)
    assert (found.lower, found.upper) == (1, 1)


def test_a_unanimous_answer_without_population_follows_clopper_and_pearson():
    found = estimates.proportion(np.zeros(20))
    assert found.upper == pytest.approx(1 - 0.025 ** (1 / 20))


def test_a_divided_answer_of_all_has_no_interval_to_speak_of():
    found = estimates.proportion([0, 1, 1, 1], population=4)
    assert (found.lower, found.value, found.upper) == (0.75, 0.75, 0.75)


def test_fewer_than_ten_effective_answers_are_too_little_data():
    assert Reason.TOO_LITTLE_DATA in estimates.mean(np.arange(9.0), population=20).reasons
    assert Reason.TOO_LITTLE_DATA not in estimates.mean(np.arange(10.0), population=20).reasons


def test_one_answer_in_a_domain_is_refused_unless_all_answered():
    only_first = np.array([True, False, False])
    with pytest.raises(errors.SingletonDomain):
        estimates.mean([1.0, 2, 3], population=9, domain=only_first)
    assert estimates.mean([1.0, 2, 3], population=3, domain=only_first).value == 1


REFUSED = {
    "nan": (errors.NotANumber, {"y": [1.0, np.nan, 3]}),
    "infinite": (errors.NotANumber, {"y": [1.0, np.inf, 3]}),
    "text": (errors.NotANumber, {"y": ["a", "b", "c"]}),
    "nobody": (errors.NobodyAnswered, {"y": []}),
    "a table": (errors.WrongShape, {"y": [[1.0, 2]]}),
    "short strata": (errors.LengthsDiffer, {"strata": list("aa"), "population": {"a": 9}}),
    "short weights": (errors.LengthsDiffer, {"weights": [1, 1]}),
    "short domain": (errors.LengthsDiffer, {"domain": np.array([True])}),
    "numbers as domain": (errors.WrongShape, {"domain": np.array([1, 0, 1])}),
    "empty domain": (errors.EmptyDomain, {"domain": np.zeros(3, bool)}),
    "weightless": (errors.ZeroDenominator, {"weights": [0, 0, 0]}),
    "negative weight": (errors.NegativeWeight, {"weights": [1, -1, 1]}),
    "negative size": (errors.NegativeWeight, {"population": -9}),
    "level": (errors.InvalidParameter, {"level": 95}),
    "one number for strata": (errors.InvalidParameter, {"strata": list("aaa"), "population": 9}),
    "stratum without size": (errors.PopulationMissing, {"strata": list("aab"), "population": {"a": 9}}),
    "too many answered": (errors.PopulationTooSmall, {"population": 2}),
    "singleton": (errors.SingletonStratum, {"strata": list("aab"), "population": {"a": 9, "b": 2}}),
    "singleton of an endless stratum": (errors.SingletonStratum, {"strata": list("aab")}),
    "silent stratum": (errors.NobodyAnswered, {"strata": list("aaa"), "population": {"a": 9, "b": 2}}),
    "unlabelled": (errors.NotANumber, {"strata": ["a", None, "a"], "population": {"a": 9}}),
    "strayed cluster": (
        errors.ClusterMisplaced,
        {"strata": list("aab"), "psu": [1, 2, 1], "population": {"a": 9, "b": 2}},
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_refused_with_expected_came_and_hint(name):
    error, changed = REFUSED[name]
    given = {"y": [1.0, 2, 3], "population": 9, **changed}
    if "strata" in changed and "population" not in changed:
        given["population"] = None
    with pytest.raises(error) as caught:
        estimates.mean(given.pop("y"), **given)
    assert all((caught.value.expected, caught.value.came, caught.value.hint))
    assert caught.value.code == error.code


def test_a_size_of_nought_needs_no_answer():
    found = estimates.mean([1.0, 2], strata=list("aa"), population={"a": 4, "b": 0})
    assert found.value == 1.5


def test_a_flag_is_nought_or_one():
    with pytest.raises(errors.OutsideScale):
        estimates.proportion([0, 1, 2], population=9)


def test_a_ratio_needs_two_arrays_of_one_length():
    with pytest.raises(errors.LengthsDiffer):
        estimates.ratio([1.0, 2], [1.0, 2, 3], population=9)


def test_a_ratio_to_nothing_is_refused():
    with pytest.raises(errors.ZeroDenominator):
        estimates.ratio([1.0, 2], [0.0, 0], population=9)


def test_a_total_needs_to_know_how_many_there_are():
    with pytest.raises(errors.PopulationMissing):
        estimates.total([1.0, 2])
    assert estimates.total([1.0, 2], weights=[3, 3]).value == 9


def test_labels_of_mixed_kinds_can_be_sorted():
    found = estimates.mean([1.0, 2, 3, 4], strata=["a", "a", 1, 1], population={"a": 4, 1: 4})
    assert found.value == 2.5


def test_labels_may_be_pairs():
    cells = [("small", 1), ("small", 1), ("large", 2), ("large", 2)]
    found = estimates.mean([1.0, 2, 3, 4], strata=cells, population={("small", 1): 6, ("large", 2): 2})
    assert found.value == pytest.approx((1.5 * 6 + 3.5 * 2) / 8)


def test_errors_survive_the_way_between_processes():
    import pickle

    said = (
        "at least one answer in the domain",
        "none for topic 3",
        "leave the topic out, or widen the domain",
    )
    for error in (errors.EmptyDomain(*said), errors.RakingDidNotConverge(*said, 2)):
        back = pickle.loads(pickle.dumps(error))
        assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))


def test_every_error_has_a_code_of_its_own():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert len({kind.code for kind in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("seen", "size", "level"), [(10, 12, 0.95), (12, 40, 0.95), (7, 300, 0.9), (30, 34, 0.5)]
)
def test_the_exact_end_is_the_largest_number_the_silent_could_hide(seen, size, level):
    """Counted out one by one: drawing `seen` of `size` and missing all `others` who would say yes."""
    likely = [
        others
        for others in range(size - seen + 1)
        if math.comb(size - others, seen) / math.comb(size, seen) >= (1 - level) / 2
    ]
    found = estimates.proportion(np.zeros(seen), population=size, level=level)
    assert found.upper == pytest.approx(max(likely) / size)


def test_an_end_that_is_just_likely_enough_counts():
    """Two hidden among twelve are missed by ten with chance 1 in 66, exactly the bar."""
    assert estimates.proportion(np.zeros(10), population=12, level=1 - 2 / 66).upper == pytest.approx(2 / 12)


def test_intervals_of_many_topics_need_a_level_below_one():
    with pytest.raises(errors.InvalidParameter, match="level"):
        estimates.means(np.arange(6.0).reshape(3, 2), population=9).estimates(1)
