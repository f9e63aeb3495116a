"""What must hold for every survey, whatever was answered: tried on many made-up ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs_assessment import estimates, needs, priorities, ranks, replicates, responses, waves, weighting

FAST = settings(max_examples=40, deadline=None)


@st.composite
def surveys(draw, topics=1):
    """Answers in one to four strata of at least two answers, each with its population size."""
    counts = draw(st.lists(st.integers(2, 8), min_size=1, max_size=4))
    silent = draw(st.lists(st.integers(0, 9), min_size=len(counts), max_size=len(counts)))
    strata = np.repeat(np.arange(len(counts)), counts)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    y = rng.integers(1, 6, size=(len(strata), topics)).astype(float)
    population = {at: count + more for at, (count, more) in enumerate(zip(counts, silent, strict=True))}
    return y, {"strata": strata, "population": population}


def close(one, other):
    return [one.value, one.se, one.lower, one.upper] == pytest.approx(
        [other.value, other.se, other.lower, other.upper], abs=1e-9
    )


@FAST
@given(surveys(), st.randoms())
def test_the_order_of_the_answers_does_not_matter(survey, random):
    y, design = survey
    order = list(range(len(y)))
    random.shuffle(order)
    mixed = {"strata": design["strata"][order], "population": design["population"]}
    for function in (estimates.mean, estimates.total):
        assert close(function(y[:, 0], **design), function(y[order, 0], **mixed))


@FAST
@given(surveys(), st.floats(0.01, 100))
def test_only_the_proportion_of_weights_counts_in_a_mean(survey, factor):
    y, design = survey
    weights = 1 + np.arange(len(y)) % 3.0
    assert close(
        estimates.mean(y[:, 0], **design, weights=weights),
        estimates.mean(y[:, 0], **design, weights=weights * factor),
    )


@FAST
@given(surveys(), st.floats(-5, 5), st.floats(0.1, 5))
def test_a_mean_moves_and_stretches_with_its_scale(survey, shift, stretch):
    y, design = survey
    plain = estimates.mean(y[:, 0], **design)
    moved = estimates.mean(shift + stretch * y[:, 0], **design)
    assert moved.value == pytest.approx(shift + stretch * plain.value)
    assert moved.se == pytest.approx(stretch * plain.se, abs=1e-9)


@FAST
@given(surveys())
def test_a_mean_lies_between_its_answers_and_inside_its_interval(survey):
    y, design = survey
    found = estimates.mean(y[:, 0], **design)
    assert y.min() - 1e-9 <= found.value <= y.max() + 1e-9
    assert found.lower <= found.value <= found.upper
    assert 1 <= found.n_eff <= found.n + 1e-9


@FAST
@given(surveys())
def test_nothing_is_uncertain_once_everybody_answered(survey):
    y, design = survey
    counts = np.bincount(design["strata"])
    complete = {"strata": design["strata"], "population": dict(enumerate(counts.tolist()))}
    assert estimates.mean(y[:, 0], **complete).se == 0
    drawn = replicates.means(y, **complete, draws=5, seed=1)
    assert np.ptp(drawn.scores) == pytest.approx(0, abs=1e-12)


@FAST
@given(surveys())
def test_a_larger_silent_part_never_makes_a_total_surer(survey):
    y, design = survey
    larger = {label: size + 5 for label, size in design["population"].items()}
    few = estimates.total(y[:, 0], **design)
    more = estimates.total(y[:, 0], strata=design["strata"], population=larger)
    assert more.se >= few.se - 1e-9


@FAST
@given(surveys())
def test_totals_of_domains_add_up_to_the_total(survey):
    y, design = survey
    domains = y[:, 0] > 3
    parts = [estimates.total(np.where(part, y[:, 0], 0), **design).value for part in (domains, ~domains)]
    assert sum(parts) == pytest.approx(estimates.total(y[:, 0], **design).value)


@FAST
@given(surveys())
def test_a_share_stays_between_nought_and_one_with_its_interval(survey):
    y, design = survey
    found = estimates.proportion(y[:, 0] >= 4, **design)
    assert 0 <= found.lower <= found.value + 1e-12
    assert found.value - 1e-12 <= found.upper <= 1


@FAST
@given(surveys())
def test_a_share_and_its_opposite_mirror_each_other(survey):
    y, design = survey
    yes = estimates.proportion(y[:, 0] >= 4, **design)
    no = estimates.proportion(y[:, 0] < 4, **design)
    assert [yes.value, yes.lower, yes.upper] == pytest.approx([1 - no.value, 1 - no.upper, 1 - no.lower])


@FAST
@given(surveys(topics=4))
def test_the_covariance_of_topics_is_one(survey):
    y, design = survey
    covariance = estimates.means(y, **design).covariance
    assert covariance == pytest.approx(covariance.T)
    assert np.linalg.eigvalsh(covariance).min() > -1e-12


@FAST
@given(surveys(), st.integers(0, 2**31))
def test_raking_does_not_depend_on_the_order_of_the_margins(survey, seed):
    y, design = survey
    other = np.arange(len(y)) % 2
    share = np.random.default_rng(seed).uniform(0.3, 0.7)
    total = sum(design["population"].values())
    margins = [
        (design["strata"], design["population"]),
        (other, {0: share * total, 1: (1 - share) * total}),
    ]
    one = weighting.rake(np.ones(len(y)), margins=margins, cap=None)
    two = weighting.rake(np.ones(len(y)), margins=margins[::-1], cap=None)
    assert one.weights == pytest.approx(two.weights, rel=1e-7)
    assert one.weights.min() > 0


@FAST
@given(surveys())
def test_raking_what_already_fits_changes_nothing(survey):
    _, design = survey
    counts = np.bincount(design["strata"])
    base = np.array([design["population"][at] / counts[at] for at in design["strata"]])
    raked = weighting.rake(base, margins=[(design["strata"], design["population"])], cap=None)
    assert raked.weights == pytest.approx(base)
    assert raked.n_eff <= len(base) + 1e-9


@FAST
@given(surveys())
def test_polya_weights_are_whole_censuses(survey):
    _, design = survey
    weights = replicates.polya(**design, draws=5, seed=1)
    for label, size in design["population"].items():
        assert (weights[:, design["strata"] == label].sum(axis=1) == size).all()


@FAST
@given(surveys())
def test_bootstrap_weights_never_fall_below_nought_and_keep_the_population(survey):
    _, design = survey
    weights = replicates.rao_wu(**design, draws=5, seed=1)
    assert weights.min() >= 0
    assert weights.sum(axis=1) == pytest.approx(np.full(5, sum(design["population"].values())))


@FAST
@given(st.integers(0, 2**31), st.integers(2, 8), st.integers(1, 30), st.data())
def test_the_chances_of_the_top_add_up_to_its_places(seed, topics, draws, data):
    scores = np.random.default_rng(seed).integers(0, 4, size=(draws, topics))
    k = data.draw(st.integers(1, topics))
    found = ranks.probability_in_top(scores, k=k)
    assert found.sum() == pytest.approx(k)
    assert found.min() >= 0
    assert found.max() <= 1 + 1e-12


@FAST
@given(st.integers(0, 2**31), st.integers(1, 7), st.floats(0, 2))
def test_the_observed_position_lies_in_every_rank_set(seed, topics, noise):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=topics)
    root = rng.normal(size=(topics, topics)) * noise
    sets = ranks.rank_sets(values, covariance=root @ root.T, draws=300)
    position = 1 + (values[None, :] > values[:, None]).sum(axis=1)
    assert (sets.lower <= position).all()
    assert (position <= sets.upper).all()
    tier = ranks.tiers(sets, values=values).tier
    assert (np.diff(tier[np.argsort(-values)]) >= 0).all()
    assert set(tier.tolist()) == set(range(1, tier.max() + 1))


@FAST
@given(surveys(topics=6), st.booleans())
def test_scores_stay_within_their_ranges(survey, weighted):
    y, _ = survey
    importance, capability = y[:, :3], y[:, 3:]
    weights = 1 + np.arange(len(y)) % 3 if weighted else None
    borich = priorities.borich(importance, capability, weights=weights).values
    discrepancy = priorities.ranked_discrepancy(importance, capability, weights=weights).values
    opportunity = priorities.opportunity(importance, capability, weights=weights).values
    assert (np.abs(borich) <= 20 + 1e-9).all()
    assert (np.abs(discrepancy) <= 100 + 1e-9).all()
    assert (opportunity >= -1e-9).all()
    assert (opportunity <= 20 + 1e-9).all()


@FAST
@given(surveys(topics=6), st.integers(0, 2**31))
def test_missing_answers_anywhere_never_become_nan(survey, seed):
    y, design = survey
    holes = np.random.default_rng(seed).random(y.shape) < 0.2
    holes[:2] = False
    y = np.where(holes, np.nan, y)
    found = needs.assess(y[:, :3], y[:, 3:], topics="abc", **design, seed=1, draws=20)
    for topic in found.topics:
        figures = [topic.prevalence.value, topic.prevalence.se, topic.borich, topic.ranked_discrepancy]
        assert np.isfinite([*figures, topic.probability_in_top]).all()
    assert len(found.topics) + len(found.set_aside) == 3


@FAST
@given(surveys(topics=2), st.randoms())
def test_combining_does_not_depend_on_the_order_of_colleagues(survey, random):
    y, design = survey
    order = list(range(len(y)))
    random.shuffle(order)
    roles = np.arange(len(y)) % 2
    one = responses.combine(y, municipalities=design["strata"], roles=roles)
    two = responses.combine(y[order], municipalities=design["strata"][order], roles=roles[order])
    for name in ("values", "within", "between"):
        assert getattr(one, name) == pytest.approx(getattr(two, name), nan_ok=True)
    assert one.values.min() >= y.min() - 1e-9
    assert one.values.max() <= y.max() + 1e-9


@FAST
@given(surveys())
def test_waves_swapped_give_the_opposite_change_with_the_same_error(survey):
    y, design = survey
    codes = [f"m{at}" for at in range(len(y))]
    silent = {f"s{at}-{label}": label for label in design["population"] for at in range(3)}
    strata = {**dict(zip(codes, design["strata"].tolist(), strict=True)), **silent}
    old = waves.wave(y, municipalities=codes, topics=["t"])
    new = waves.wave(y[::-1] * 0.5, municipalities=codes, topics=["t"])
    there = waves.compare(old, new, strata=strata).changes[0]
    back = waves.compare(new, old, strata=strata).changes[0]
    assert there.change.value == pytest.approx(-back.change.value)
    assert there.change.se == pytest.approx(back.change.se)
    assert np.isfinite(there.change.se)
