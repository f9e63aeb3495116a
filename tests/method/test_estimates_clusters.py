"""Clusters, two stages and domains: the same figures by another way."""

import numpy as np
import pytest
from scipy import special, stats

from needs_assessment import errors, estimates
from needs_assessment.reasons import Reason


def test_clusters_are_the_unit_of_uncertainty():
    y = np.array([1.0, 1, 2, 2, 6, 6])
    found = estimates.mean(y, psu=list("aabbcc"), population=12)
    by_cluster = estimates.mean([1.0, 2, 6], population=12)
    assert (found.value, found.se) == pytest.approx((by_cluster.value, by_cluster.se))


def test_two_stages_add_the_uncertainty_within_clusters():
    """Formula of the estimated total (Saerndal et al. 1992, result 4.3.2), worked out apart."""
    clusters = {"a": ([1.0, 3, 5], 6), "b": ([2.0, 2, 8], 6), "c": ([4.0, 4, 7], 6)}
    drawn, all_clusters, inside = 3, 8, 6
    y = [value for values, _ in clusters.values() for value in values]
    psu = [name for name, (values, _) in clusters.items() for _ in values]
    found = estimates.two_stage_mean(
        y,
        psu=psu,
        population=all_clusters,
        psu_population={name: size for name, (_, size) in clusters.items()},
    )
    means = np.array([np.mean(values) for values, _ in clusters.values()])
    spread = np.array([np.var(values, ddof=1) for values, _ in clusters.values()])
    between = (1 - drawn / all_clusters) * means.var(ddof=1) / drawn
    within = (drawn / all_clusters) * ((1 - 3 / inside) * spread / 3).sum() / drawn**2
    assert found.value == pytest.approx(np.mean(y))
    assert found.se**2 == pytest.approx(between + within)


def test_two_stages_accept_own_weights():
    setting = {"psu": list("aabb"), "population": 4, "psu_population": {"a": 3, "b": 3}}
    default = estimates.two_stage_mean([1.0, 2, 3, 5], **setting)
    assert estimates.two_stage_mean([1.0, 2, 3, 5], **setting, weights=np.full(4, 3.0)) == default


def test_two_complete_stages_leave_no_uncertainty():
    found = estimates.two_stage_mean(
        [1.0, 2, 3, 5], psu=list("aabb"), population=2, psu_population={"a": 2, "b": 2}
    )
    assert found.se == 0


def test_two_stages_need_the_number_of_clusters():
    with pytest.raises(errors.PopulationMissing):
        estimates.two_stage_mean([1.0, 2], psu=list("aa"), population=None, psu_population={"a": 2})


def test_complete_clusters_of_incomplete_towns_are_not_called_take_all():
    found = estimates.two_stage_mean(
        [1.0, 2, 3, 5], psu=list("aabb"), population=2, psu_population={"a": 4, "b": 4}
    )
    assert found.se > 0
    assert Reason.TAKE_ALL not in found.reasons


def test_one_answer_in_a_larger_cluster_is_refused():
    with pytest.raises(errors.SingletonStratum):
        estimates.two_stage_mean([1.0, 2, 3], psu=list("aab"), population=5, psu_population={"a": 2, "b": 3})


def test_what_is_missing_outside_the_domain_does_not_matter():
    y = np.array([1.0, 2, np.nan, 4, np.nan])
    known = ~np.isnan(y)
    assert estimates.mean(y, population=8, domain=known).value == pytest.approx(7 / 3)
    assert estimates.total(y, population=10, domain=known).value == pytest.approx(14)


def test_a_domain_has_the_degrees_of_freedom_of_its_own_answers():
    """Five answers of one stratum: t with 4, not with those of the whole survey."""
    y = np.array([1.0, 2, 3, 4, 6, *range(30)])
    strata = ["a"] * 5 + ["b"] * 30
    inside = np.array(strata) == "a"
    found = estimates.mean(y, strata=strata, population={"a": 9, "b": 40}, domain=inside)
    alone = estimates.mean(y[:5], population=9)
    assert (found.upper - found.value) / found.se == pytest.approx((alone.upper - alone.value) / alone.se)
    assert (found.upper - found.value) / found.se == pytest.approx(2.776, abs=0.001)


def test_a_domain_per_topic_counts_answers_per_topic():
    y = np.array([[1.0, np.nan], [2, 4], [3, 5]])
    many = estimates.means(y, population=9, domain=~np.isnan(y))
    assert many.n.tolist() == [3, 2]
    assert many.values == pytest.approx([2, 4.5])


def test_a_domain_of_units_holds_for_all_topics():
    y = np.array([[1.0, 7], [2, 4], [3, 5]])
    many = estimates.means(y, population=9, domain=np.array([True, True, False]))
    assert many.values == pytest.approx([1.5, 5.5])


CLUSTERS = {
    "strata": np.repeat([0, 1], 8),
    "psu": np.repeat(np.arange(8), 2),
    "population": {0: 9, 1: 6},
}
SCORES = np.array([1, 2, 4, 3, 5, 5, 2, 1, 3, 3, 4, 1, 2, 5, 4, 4.0])
HEAVY = np.array([3, 1, 2, 2, 1, 1, 4, 2, 1, 3, 2, 2, 1, 1, 2, 3.0])


@pytest.mark.parametrize("weights", [None, HEAVY])
def test_a_proportion_has_the_error_of_the_mean_and_its_ends_on_the_logit_scale(weights):
    """Also with clusters, whose number decides how wide the interval is: eight in two strata leave six."""
    flag = SCORES >= 4
    plain = estimates.mean(flag, **CLUSTERS, weights=weights)
    found = estimates.proportion(flag, **CLUSTERS, weights=weights)
    half = stats.t.ppf(0.975, 6) * plain.se / (plain.value * (1 - plain.value))
    ends = special.expit(special.logit(plain.value) + np.array([-half, half]))
    assert (found.value, found.se) == (plain.value, plain.se)
    assert (found.lower, found.upper) == pytest.approx(tuple(ends), rel=1e-9)


def test_a_total_over_clusters_has_the_error_of_the_sums_of_the_clusters():
    sums = np.array([SCORES[CLUSTERS["psu"] == at].sum() for at in range(8)])
    whole = estimates.total(sums, strata=[0] * 4 + [1] * 4, population={0: 9, 1: 6})
    found = estimates.total(SCORES, **CLUSTERS)
    assert (found.value, found.se, found.lower) == pytest.approx((whole.value, whole.se, whole.lower))


def test_a_ratio_weighs_both_of_its_totals():
    found = estimates.ratio(SCORES, np.arange(16) + 1.0, **CLUSTERS, weights=HEAVY)
    assert found.value == pytest.approx((HEAVY @ SCORES) / (HEAVY @ (np.arange(16) + 1.0)))


@pytest.mark.parametrize("weights", [None, HEAVY])
def test_two_stages_with_complete_clusters_are_one_stage_also_in_a_domain(weights):
    """Nobody is left to draw within a cluster, so the second stage adds nothing."""
    one = np.where(CLUSTERS["strata"] == 0, 9 / 4, 6 / 4) if weights is None else weights
    inside, gone = np.arange(16) % 4 != 1, SCORES.copy()
    gone[~inside] = np.nan
    for values, domain in ((SCORES, None), (gone, inside)):
        expected = estimates.mean(values, **CLUSTERS, weights=one, domain=domain)
        found = estimates.two_stage_mean(
            values, **CLUSTERS, psu_population=dict.fromkeys(range(8), 2), weights=weights, domain=domain
        )
        assert (found.value, found.se, found.lower) == pytest.approx(
            (expected.value, expected.se, expected.lower)
        )


def test_two_stages_weigh_a_unit_by_both():
    """Two clusters of three, two units answered of two and of eight: weights 3/2 and 3/2 x 4."""
    found = estimates.two_stage_mean(
        [1.0, 2, 5, 7],
        psu=[0, 0, 1, 1],
        strata=["a"] * 4,
        population={"a": 3},
        psu_population={0: 2, 1: 8},
    )
    assert found.value == pytest.approx((1.5 * 3 + 6 * 12) / (2 * 1.5 + 2 * 6))


def test_outside_the_domain_an_answer_may_be_missing_in_every_estimate():
    inside, gone = np.arange(16) < 12, SCORES.copy()
    gone[~inside] = np.nan
    below = np.where(inside, 2.0, np.nan)
    setting = {**CLUSTERS, "domain": inside}
    plain = estimates.mean(gone, **setting)
    assert estimates.ratio(gone, below, **setting).value == pytest.approx(plain.value / 2)
    assert estimates.proportion(gone >= 4, **setting).value == estimates.mean(SCORES >= 4, **setting).value
    assert estimates.total(gone, **setting).value == estimates.total(SCORES, **setting).value


def test_nobody_of_many_is_nobody_whatever_the_domain_of_the_room():
    """Unanimous within a domain: the open end counts the silent of the domain only."""
    strata, inside = np.repeat([0, 1], 8), np.repeat([True, False], 8)
    found = estimates.proportion(np.zeros(16), strata=strata, population={0: 10, 1: 400}, domain=inside)
    alone = estimates.proportion(np.zeros(8), strata=[0] * 8, population={0: 10})
    assert (found.lower, found.upper) == (0.0, pytest.approx(alone.upper))
    everybody = estimates.proportion(np.ones(16), strata=strata, population={0: 10, 1: 400}, domain=inside)
    assert (everybody.lower, everybody.upper) == (pytest.approx(1 - alone.upper), 1.0)


def test_a_share_of_which_all_are_known_has_no_room():
    found = estimates.proportion([1, 0, 1, 1], strata=[0] * 4, population={0: 4})
    assert (found.lower, found.value, found.upper) == (0.75, 0.75, 0.75)


def test_one_silent_municipality_in_a_stratum_nobody_answered_for_is_refused():
    with pytest.raises(errors.NobodyAnswered, match="none from"):
        estimates.mean([1.0, 2], strata=["a", "a"], population={"a": 3, "b": 1})


def test_two_clusters_leave_one_degree_of_freedom():
    found = estimates.mean(
        [1.0, 2, 4, 3], strata=[0] * 4, psu=[0, 0, 1, 1], population={0: 9}, domain=[True, True, True, True]
    )
    assert found.upper - found.value == pytest.approx(stats.t.ppf(0.975, 1) * found.se)


def test_one_empty_column_among_others_is_refused():
    y = np.array([[1.0, np.nan], [2, np.nan], [3, np.nan]])
    with pytest.raises(errors.EmptyDomain, match="topic 1"):
        estimates.means(y, domain=~np.isnan(y))
