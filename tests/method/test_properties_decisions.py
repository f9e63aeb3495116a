"""What must hold for the functions that weigh, judge and decide, whatever the data."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from method.supply import market
from needs_assessment import (
    agreement,
    coverage,
    disclosure,
    errors,
    gaps,
    reach,
    sensitivity,
    signals,
    weighting,
)
from needs_assessment.supply import Cell, Offer

FAST = settings(max_examples=30, deadline=None)
SHARES = st.floats(0, 1, allow_subnormal=False)
MARKS = arrays(float, st.tuples(st.just(2), st.integers(3, 12)), elements=st.sampled_from([0.0, 1.0]))
SCORES = arrays(float, (12, 4), elements=st.sampled_from([1.0, 2, 3, 4, 5]))


@FAST
@given(MARKS, st.permutations([0, 1]))
def test_chance_corrected_agreement_does_not_depend_on_names_of_codes_or_coders(marks, order):
    for measure in (lambda r: agreement.gwet_ac1(r, categories=2), agreement.cohen_kappa):
        try:
            found = measure(marks).value
        except errors.MethodError as refused:
            with pytest.raises(type(refused)):
                measure(1 - marks[order])
        else:
            assert measure(1 - marks[order]).value == pytest.approx(found, abs=1e-12)
            assert -1 - 1e-12 <= found <= 1 + 1e-12
            assert (found == pytest.approx(1)) == bool((marks[0] == marks[1]).all())


@FAST
@given(arrays(float, st.tuples(st.just(3), st.integers(2, 9)), elements=st.sampled_from([1.0, 2, 3, np.nan])))
def test_codes_taken_apart_count_every_judgement_once(ratings):
    apart = agreement.split_by_code(ratings, codes={"a": 1, "b": 2, "c": 3})
    judged = ~np.isnan(ratings)
    assert (np.nansum([apart[code] for code in "abc"], axis=0) == judged).all()
    if (judged.sum(axis=0) >= 2).any():
        for found in agreement.per_code(apart):
            assert found.positives == np.nansum(apart[found.code])
            assert 0 <= found.raw <= 1


@FAST
@given(st.floats(0, 30), SHARES, st.integers(0, 50), st.integers(0, 50), st.floats(0.1, 20))
def test_quality_is_a_share_and_falls_with_age_in_every_form(age, evidence, satisfied, others, half_life):
    offer = Offer("o", ("t",), 10, age, evidence, satisfied, satisfied + others)
    older = Offer("o", ("t",), 10, age + 1, evidence, satisfied, satisfied + others)
    found = {}
    for form in coverage.AGGREGATIONS:
        now, later = coverage.qualities([offer, older], half_life=half_life, aggregation=form)
        assert 0 <= later <= now <= 1
        found[form] = now
    assert found["product"] <= found["minimum"] + 1e-12
    assert found["minimum"] <= found["geometric"] + 1e-12


@FAST
@given(st.integers(0, 400), st.integers(0, 60))
def test_figures_are_renewed_from_ten_new_responses_on(published, new):
    found = disclosure.may_refresh(published, now=published + new)
    assert found.allowed == (new >= 10)
    assert found.missing == max(0, 10 - new)


@FAST
@given(SHARES, st.integers(2, 60), st.floats(0.05, 0.95))
def test_a_white_spot_without_offers_is_the_need_and_decided_by_its_draws(prevalence, heard, tau):
    cells = [Cell("t", "s", 60, prevalence, respondents=heard)]
    found = gaps.find(cells, offers=[], tau=tau, seed=1, draws=100)[0]
    assert found.spot.joint == pytest.approx(prevalence)
    assert 0 <= found.lower <= found.upper <= 1
    assert 0 <= found.probability <= 1


@FAST
@given(arrays(bool, 24), st.integers(0, 24))
def test_calls_go_to_absent_ones_once_and_what_they_bring_is_verified(answered, count):
    frame = {"size": np.arange(24) % 3}
    if not answered.any():
        answered[0] = True
    calls = reach.next_calls(frame, answered, variables=["size"], n=count)
    units = [call.unit for call in calls]
    assert len(set(units)) == len(units) == min(count, int((~answered).sum()))
    assert not answered[units].any()
    after = answered.copy()
    after[units] = True
    expected = sum(call.gain for call in calls)
    found = reach.verify_gain(frame, answered, after=after, variables=["size"], expected=expected)
    assert found.answered == len(units)
    assert found.difference == pytest.approx(0, abs=1e-6)


@FAST
@given(SCORES, SCORES, st.permutations(range(12)), st.floats(0.1, 9))
def test_other_definitions_do_not_depend_on_order_or_the_scale_of_weights(first, second, order, factor):
    topics, weights = list("abcd"), np.arange(1.0, 13)
    found = sensitivity.other_definitions(first, second, topics=topics, k=2, weights=weights)
    again = sensitivity.other_definitions(
        first[order], second[order], topics=topics, k=2, weights=factor * weights[order]
    )
    for one, other in zip(found, again, strict=True):
        assert one.topic == other.topic
        assert list(one.values.values()) == pytest.approx(list(other.values.values()))
        assert all(0 <= value <= 1 for value in one.values.values())


@FAST
@given(arrays(float, (9, 4), elements=st.sampled_from([0.0, 1.0])))
def test_alike_municipalities_have_the_same_share_of_people_as_of_municipalities(flags):
    for one in sensitivity.by_inhabitants(flags, topics=list("abcd"), inhabitants=np.full(9, 30_000.0)):
        assert one.values["inhabitants"] == pytest.approx(one.values["municipalities"])


@FAST
@given(st.integers(1, 5), st.floats(0.05, 0.95))
def test_every_variation_of_supply_leaves_a_share(seed, tau):
    cells, offers = market(seed, topics=2, segments=2, offers=3)
    for one in sensitivity.vary_supply(cells, offers=offers, tau=tau):
        assert all(-1e-12 <= value <= 1 + 1e-12 for value in one.values.values())


@FAST
@given(SHARES, st.integers(1, 59), st.floats(0.05, 0.95))
def test_a_white_spot_tips_towards_the_other_side_of_the_threshold(prevalence, heard, tau):
    assume(abs(prevalence - tau) > 1e-6)
    cells = [Cell("t", "s", 60, prevalence, respondents=heard)]
    found = sensitivity.white_spot_tipping(cells, offers=[], tau=tau)["t"]
    assert found.inside == (prevalence > tau)
    if found.delta is not None:
        assert (found.delta < 0) == found.inside


@FAST
@given(st.lists(st.lists(SHARES, min_size=4, max_size=4), min_size=1, max_size=3), st.integers(1, 4))
def test_signals_that_say_the_same_agree_and_scaling_one_changes_nothing(rows, k):
    table = {f"s{at}": dict(zip("abcd", row, strict=True)) for at, row in enumerate(rows)}
    doubled = {name: {topic: value * 2 for topic, value in row.items()} for name, row in table.items()}
    assert signals.compare_signals(table, k=k) == signals.compare_signals(doubled, k=k)
    same = signals.compare_signals({"one": table["s0"], "two": table["s0"]}, k=k)
    assert all(row.in_top in (0, 2) for row in same.rows)


@FAST
@given(st.lists(st.sampled_from("abc"), min_size=3, max_size=20), st.floats(1, 9))
def test_post_stratified_weights_add_up_to_every_cell_whatever_the_scale(cells, factor):
    cells = [*cells, *"abc"]
    totals, weights = {"a": 30.0, "b": 50.0, "c": 20.0}, np.arange(1.0, len(cells) + 1)
    found = weighting.post_stratify(weights, cells=cells, totals=totals).weights
    for cell, total in totals.items():
        assert found[np.array(cells) == cell].sum() == pytest.approx(total)
    assert weighting.post_stratify(factor * weights, cells=cells, totals=totals).weights == pytest.approx(
        found
    )
