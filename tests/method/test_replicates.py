"""Replicates spread as the finite population says, keep what is known, and need no luck."""

import numpy as np
import pytest

from method.frame import frame, reference
from needs_assessment import errors, estimates, replicates
from needs_assessment.reasons import Reason


def test_the_bootstrap_spreads_as_the_linearized_error():
    data = frame()
    drawn = replicates.means(data.gaps, **data.design, draws=4000, seed=1)
    assert drawn.se == pytest.approx(reference()["gap_se"], rel=0.05)
    assert drawn.values == pytest.approx(reference()["gap_est"], abs=1e-12)


def test_the_polya_posterior_spreads_as_the_linearized_error():
    data = frame()
    drawn = replicates.means(data.gaps, **data.design, draws=4000, seed=1, method="polya")
    assert drawn.se == pytest.approx(reference()["gap_se"], rel=0.07)


def test_raked_replicates_spread_as_the_raked_error():
    data = frame()
    drawn = replicates.means(data.gaps, **data.design, draws=4000, seed=1, margins=data.margins)
    value, error = reference()["raked_gap0"]
    assert drawn.values[0] == pytest.approx(value, abs=1e-10)
    assert drawn.se[0] == pytest.approx(error, rel=0.05)
    assert (drawn.unsettled, drawn.reasons) == (0, ())


def test_every_raked_replicate_fits_every_margin():
    data = frame()
    weights = replicates.rao_wu(**data.design, draws=50, seed=2)
    raked = replicates.rake_replicates(weights, margins=data.margins)
    for labels, totals in data.margins:
        sums = np.stack([raked[:, labels == label].sum(axis=1) for label in totals], axis=1)
        assert sums == pytest.approx(np.tile(list(totals.values()), (50, 1)), rel=1e-5)


def test_raking_many_replicates_equals_raking_one_by_one():
    from needs_assessment import weighting

    data = frame()
    weights = replicates.rao_wu(**data.design, draws=3, seed=3)
    together = replicates.rake_replicates(weights, margins=data.margins)
    for row, raked in zip(weights, together, strict=True):
        assert raked == pytest.approx(weighting.rake(row, margins=data.margins, cap=None).weights, rel=1e-5)


def test_the_bootstrap_has_no_spread_where_everybody_answered():
    weights = replicates.rao_wu(strata=list("aabbb"), population={"a": 2, "b": 9}, draws=40, seed=4)
    assert (weights[:, :2] == 1).all()
    assert weights[:, 2:].std(axis=0).min() > 0.1


def test_a_bootstrap_stratum_of_one_that_is_complete_keeps_its_weight():
    weights = replicates.rao_wu(strata=list("abb"), population={"a": 1, "b": 9}, draws=10, seed=5)
    assert (weights[:, 0] == 1).all()


def test_bootstrap_weights_add_up_to_each_stratum():
    weights = replicates.rao_wu(strata=list("aabbb"), population={"a": 6, "b": 9}, draws=40, seed=4)
    assert weights[:, :2].sum(axis=1) == pytest.approx(np.full(40, 6))
    assert weights[:, 2:].sum(axis=1) == pytest.approx(np.full(40, 9))


def test_polya_counts_every_answer_at_least_once_and_all_of_the_population():
    weights = replicates.polya(strata=list("aabbb"), population={"a": 6, "b": 9}, draws=40, seed=4)
    assert weights.min() >= 1
    assert (weights[:, :2].sum(axis=1) == 6).all()
    assert (weights == np.round(weights)).all()


def test_clusters_are_drawn_whole():
    weights = replicates.rao_wu(strata=[0] * 6, psu=list("aabbcc"), population={0: 10}, draws=20, seed=6)
    assert (weights[:, 0] == weights[:, 1]).all()
    assert weights[:, 0].std() > 0


def test_the_same_seed_gives_the_same_replicates_and_another_does_not():
    data = frame()
    one, same, other = (
        replicates.means(data.gaps, **data.design, draws=20, seed=seed).scores for seed in (7, 7, 8)
    )
    assert (one == same).all()
    assert (one != other).any()


def test_blocks_do_not_change_the_number_of_replicates():
    data = frame()
    drawn = replicates.means(data.gaps[:, 0], **data.design, draws=replicates.BLOCK + 7, seed=1)
    assert drawn.scores.shape == (replicates.BLOCK + 7, 1)


def test_the_interval_holds_the_asked_share_of_replicates():
    data = frame()
    drawn = replicates.means(data.gaps, **data.design, draws=500, seed=9)
    lower, upper = drawn.interval(0.8)
    inside = ((drawn.scores >= lower) & (drawn.scores <= upper)).mean(axis=0)
    assert inside == pytest.approx(np.full(12, 0.8), abs=0.01)


def test_the_covariance_of_replicates_is_near_the_linearized_one():
    data = frame()
    drawn = replicates.means(data.gaps, **data.design, draws=4000, seed=10)
    exact = estimates.means(data.gaps, **data.design).covariance
    assert np.abs(drawn.covariance - exact).max() < 0.001


def test_what_is_not_known_is_left_out_of_its_topic_only():
    y = np.array([[1.0, np.nan], [2, 4], [3, 5], [4, 6]])
    drawn = replicates.means(y, strata=[0] * 4, population={0: 9}, draws=10, seed=1, domain=~np.isnan(y))
    assert drawn.values == pytest.approx([2.5, 5])


def test_an_endless_population_can_be_drawn_from_too():
    drawn = replicates.means(np.arange(30.0), strata=[0] * 30, population=None, draws=2000, seed=1)
    assert drawn.se[0] == pytest.approx(np.arange(30.0).std(ddof=1) / np.sqrt(30), rel=0.06)


def test_a_replicate_that_loses_a_category_is_counted_as_unsettled():
    """Without correction weights of 0 occur: a category of two then vanishes in some replicates."""
    drawn = replicates.means(
        np.arange(12.0),
        strata=[0] * 12,
        population=None,
        draws=200,
        seed=1,
        margins=[(list("aabbbbbbbbbb"), {"a": 20, "b": 100})],
    )
    assert drawn.unsettled > 5
    assert drawn.reasons == (Reason.NOT_CONVERGED,)
    assert np.isfinite(drawn.scores).all()


def test_a_topic_that_vanishes_from_a_replicate_is_refused():
    known = np.zeros((12, 1), bool)
    known[:2] = True
    with pytest.raises(errors.EmptyDomain):
        replicates.means(np.ones((12, 1)), strata=[0] * 12, population=None, draws=200, seed=1, domain=known)


@pytest.mark.parametrize(
    ("error", "changed"),
    [
        (errors.InvalidParameter, {"draws": 1}),
        (errors.InvalidParameter, {"draws": 2.5}),
        (errors.InvalidParameter, {"draws": True}),
        (errors.InvalidParameter, {"method": "jackknife"}),
        (errors.PopulationMissing, {"method": "polya", "population": None}),
        (errors.SingletonStratum, {"strata": list("aab"), "population": {"a": 5, "b": 5}}),
        (errors.NotANumber, {"y": [1, 2, np.nan]}),
    ],
)
def test_bad_settings_are_refused(error, changed):
    given = {"strata": list("aaa"), "population": {"a": 9}, "draws": 10, "seed": 1, "y": [1, 2, 3], **changed}
    with pytest.raises(error):
        replicates.means(given.pop("y"), **given)


def test_intervals_of_replicates_need_a_level_below_one():
    data = frame()
    with pytest.raises(errors.InvalidParameter):
        replicates.means(data.gaps, **data.design, draws=20, seed=1).interval(1)


def test_nobody_cannot_be_drawn_from():
    with pytest.raises(errors.NobodyAnswered):
        replicates.rao_wu(strata=[], population={}, draws=10, seed=1)
