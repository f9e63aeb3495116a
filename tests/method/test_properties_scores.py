"""What must hold for every weighting, vote, wave and kept figure: tried on many made-up ones."""

import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs_assessment import (
    estimates,
    needs,
    priorities,
    provenance,
    ranks,
    replicates,
    votes,
    waves,
    weighting,
)

FAST = settings(max_examples=40, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)
COUNTS = st.lists(st.integers(0, 50), min_size=1, max_size=8)


@FAST
@given(st.lists(st.floats(0.01, 1000), min_size=1, max_size=30), st.floats(0.01, 100))
def test_the_effective_number_lies_between_one_and_all_whatever_the_unit(weights, factor):
    found = weighting.effective_size(weights)
    assert 1 - 1e-9 <= found <= len(weights) + 1e-9
    assert weighting.effective_size(np.array(weights) * factor) == pytest.approx(found)


@FAST
@given(st.lists(st.integers(0, 12), min_size=1, max_size=8), st.integers(1, 10), SEEDS)
def test_joined_cells_keep_the_population_and_are_large_enough(answered, least, seed):
    rng = np.random.default_rng(seed)
    population = {at: count + int(rng.integers(0, 5)) for at, count in enumerate(answered)}
    strata = np.repeat(np.arange(len(answered)), answered)
    if not len(strata):
        return
    found = weighting.collapse(strata, population=population, least=least)
    assert sum(found.population.values()) == sum(population.values())
    counts = {label: (found.strata == label).sum() for label in found.population}
    if len(counts) > 1:
        assert all(counts[label] >= min(least, found.population[label]) for label in counts)


@FAST
@given(SEEDS, st.integers(2, 6), st.floats(1, 4))
def test_no_weight_ever_exceeds_its_cap(seed, categories, cap):
    rng = np.random.default_rng(seed)
    labels = np.concatenate([np.arange(categories), rng.integers(0, categories, 20)])
    totals = {at: float(rng.uniform(5, 60)) for at in range(categories)}
    raked = weighting.rake(np.ones(len(labels)), margins=[(labels, totals)], cap=cap)
    assert raked.weights.max() <= raked.cap * (1 + 1e-9)
    assert (raked.misfit > 1e-6) == ("margins_relaxed" in raked.reasons)


@FAST
@given(SEEDS, st.integers(2, 5), st.integers(2, 4))
def test_two_stages_with_complete_clusters_are_one_stage(seed, clusters, size):
    rng = np.random.default_rng(seed)
    y, psu = rng.normal(size=clusters * size), np.repeat(np.arange(clusters), size)
    one = estimates.mean(y, psu=psu, population=clusters + 3)
    two = estimates.two_stage_mean(
        y, psu=psu, population=clusters + 3, psu_population=dict.fromkeys(range(clusters), size)
    )
    assert [two.value, two.se] == pytest.approx([one.value, one.se])


@FAST
@given(SEEDS, st.floats(0.1, 10))
def test_a_ratio_scales_with_its_numerator_and_against_its_denominator(seed, factor):
    rng = np.random.default_rng(seed)
    y, x = rng.normal(size=12), rng.uniform(1, 2, 12)
    plain = estimates.ratio(y, x, population=30)
    scaled = estimates.ratio(y * factor, x / factor, population=30)
    assert [scaled.value, scaled.se] == pytest.approx([plain.value * factor**2, plain.se * factor**2])


@FAST
@given(SEEDS)
def test_raked_replicates_do_not_depend_on_the_order_of_the_margins(seed):
    rng = np.random.default_rng(seed)
    first, second = np.arange(24) % 3, np.arange(24) % 4
    margins = [
        (first, dict(enumerate(rng.uniform(30, 40, 3)))),
        (second, dict(enumerate(rng.uniform(20, 30, 4)))),
    ]
    whole = sum(margins[0][1].values()) / sum(margins[1][1].values())
    margins[1] = (second, {label: total * whole for label, total in margins[1][1].items()})
    weights = rng.uniform(1, 3, (5, 24))
    one = replicates.rake_replicates(weights, margins=margins)
    assert one == pytest.approx(replicates.rake_replicates(weights, margins=margins[::-1]), rel=1e-4)


@FAST
@given(SEEDS)
def test_occurrence_and_attention_swapped_give_the_opposite_gap(seed):
    rng = np.random.default_rng(seed)
    occurs, attention = rng.integers(0, 2, (2, 15, 3)).astype(float)
    occurs[0, 0] = np.nan
    there = needs.attention_gap(occurs, attention, population=20)
    back = needs.attention_gap(attention, occurs, population=20)
    for one, other in zip(there, back, strict=True):
        assert [one.value, one.se] == pytest.approx([-other.value, other.se])


@FAST
@given(SEEDS)
def test_shares_of_yes_are_proportions(seed):
    answers = np.random.default_rng(seed).integers(0, 2, (15, 2))
    found = needs.shares(answers, population=20)
    assert found[1] == estimates.proportion(answers[:, 1], population=20)


@FAST
@given(SEEDS, st.integers(3, 6))
def test_best_worst_scores_stay_between_minus_one_and_one(seed, items):
    rng = np.random.default_rng(seed)
    sets = np.array([rng.permutation(items)[:3] for _ in range(30)])
    sets[:items, 0], sets[:items, 1:] = (
        np.arange(items),
        [[(at + 1) % items, (at + 2) % items] for at in range(items)],
    )
    found = votes.maxdiff(sets, best=sets[:, 0], worst=sets[:, 2], items=items, respondents=np.arange(30) % 6)
    assert np.abs(found.values).max() <= 1
    assert found.best.sum() == found.worst.sum() == 30
    assert found.shown.sum() == 90


@FAST
@given(COUNTS)
def test_more_wins_never_lower_an_idea_and_losses_mirror_wins(wins):
    losses = wins[::-1]
    scores = votes.all_our_ideas(wins, losses)
    assert (votes.all_our_ideas(np.array(wins) + 1, losses) > scores).all()
    assert votes.all_our_ideas(losses, wins) == pytest.approx(100 - scores)


@FAST
@given(SEEDS, st.integers(1, 5))
def test_consensus_never_exceeds_what_the_most_reluctant_group_agrees(seed, groups):
    rng = np.random.default_rng(seed)
    seen = rng.integers(1, 30, (groups, 4))
    agree = rng.integers(0, seen + 1)
    found = votes.polis_consensus(agree, seen)
    assert (found <= ((agree + 1) / (seen + 2)).min(axis=0) + 1e-12).all()
    assert (found > 0).all()


@FAST
@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_a_group_as_willing_as_the_others_is_not_typical(agree, rest, outside, others):
    found = votes.polis_representativeness(
        agree=agree, seen=agree + rest, agree_outside=outside, seen_outside=outside + others
    )
    assert np.isfinite([found.agree, found.ratio, found.z_agree, found.z_ratio]).all()
    same = votes.polis_representativeness(
        agree=agree, seen=agree + rest, agree_outside=agree, seen_outside=agree + rest
    )
    assert (same.ratio, same.z_ratio) == (1, 0)


@FAST
@given(SEEDS, st.integers(2, 6))
def test_the_possible_top_holds_the_observed_top_and_near_ties_go_both_ways(seed, topics):
    rng = np.random.default_rng(seed)
    values, root = rng.normal(size=topics), rng.normal(size=(topics, topics))
    covariance = root @ root.T / 50
    members = ranks.top_k(values, covariance=covariance, k=1, draws=300).members
    assert int(values.argmax()) in members
    ties = ranks.near_ties(ranks.rank_sets(values, covariance=covariance, draws=300))
    assert (ties == ties.T).all()


@FAST
@given(SEEDS)
def test_need_flags_are_nought_where_an_answer_is_missing(seed):
    rng = np.random.default_rng(seed)
    importance, capability = rng.integers(1, 6, (2, 10, 3)).astype(float)
    importance[rng.random((10, 3)) < 0.3] = np.nan
    flag, known = priorities.flags(importance, capability)
    assert (known == ~np.isnan(importance)).all()
    assert not flag[~known].any()


@FAST
@given(SEEDS)
def test_a_wave_of_today_is_not_moved(seed):
    values = np.random.default_rng(seed).normal(size=(6, 2))
    codes = list("abcdef")
    same = waves.rebase(
        waves.wave(values, municipalities=codes, topics=["s", "t"]), successors={}, frame=codes
    )
    assert (same.wave.values == values).all()
    assert (same.merged, same.not_comparable) == ({}, ())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@FAST
@given(JSON)
def test_a_copy_has_the_same_digest_and_a_wrapped_one_does_not(value):
    assert provenance.digest(copy.deepcopy(value)) == provenance.digest(value)
    assert provenance.digest([value]) != provenance.digest(value)


@FAST
@given(SEEDS, st.floats(0.5, 0.99))
def test_every_kept_figure_is_computed_again_the_same(seed, level):
    y = np.random.default_rng(seed).normal(size=12)
    made = provenance.compute("estimates.mean", y, population=30, level=level)
    kept = provenance.Provenance.from_text(made.provenance.as_text())
    assert provenance.recompute(kept, y) == made.result
