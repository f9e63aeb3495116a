"""A white spot is claimed only when the draws allow it, and with the first step that fails."""

from dataclasses import replace
from datetime import date
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from method.supply import example_cells, example_offers, market
from needs_assessment import coverage, errors, gaps
from needs_assessment.coverage import Cell, GapType, Offer
from needs_assessment.gaps import Decision
from needs_assessment.reasons import Reason

OFFER = Offer("o", ("t",), 1000, 0, "strong_indications", 96, 96, known=1.0)


def cell(prevalence, respondents=60, municipalities=100, topic="t"):
    return Cell(topic, "s", municipalities, prevalence, respondents=respondents)


def only(cells, **given_):
    return gaps.find(cells, **{"offers": [], "tau": 0.25, "seed": 1, "draws": 400, **given_})[0]


def test_a_need_far_above_tau_without_offer_is_white():
    found = only([cell(0.7)])
    assert (found.decision, found.type, found.probability) == (Decision.WHITE, GapType.NONE, 1)
    assert set(found.reasons) == {Reason.NO_OFFER, Reason.WHITE_EVEN_AT_BEST}
    assert found.lower < found.value < found.upper


def test_a_need_that_is_served_is_not_white():
    found = only([cell(0.7)], offers=[OFFER])
    assert (found.decision, found.type, found.probability) == (Decision.NOT_WHITE, None, 0)


def test_a_need_near_tau_is_uncertain():
    found = only([cell(0.25)])
    assert found.decision is Decision.UNCERTAIN
    assert 0.1 < found.probability < 0.9


def test_under_ten_answers_nothing_is_claimed():
    found = only([cell(0.8, respondents=9)])
    assert found.decision is Decision.TOO_LITTLE_DATA
    assert Reason.TOO_LITTLE_DATA in found.reasons
    assert only([cell(0.8)], n_eff={"t": 9.9}).decision is Decision.TOO_LITTLE_DATA
    assert only([cell(0.8)], n_eff={}).decision is Decision.TOO_LITTLE_DATA


@pytest.mark.parametrize(
    ("probability", "decision"),
    [
        (1.0, Decision.WHITE),
        (0.9, Decision.WHITE),
        (0.899, Decision.UNCERTAIN),
        (0.101, Decision.UNCERTAIN),
        (0.1, Decision.NOT_WHITE),
        (0.0, Decision.NOT_WHITE),
    ],
)
def test_ninety_percent_is_sure_in_both_directions(probability, decision):
    assert gaps.decide(probability, n_eff=10) is decision


def test_where_everybody_answered_nothing_is_uncertain():
    found = only([cell(0.4, respondents=100)])
    assert found.lower == found.upper == pytest.approx(found.value)
    assert (found.decision, found.probability) == (Decision.WHITE, 1)


def test_given_replicates_are_used_as_they_are():
    found = only([cell(0.4, respondents=None)], replicates=np.array([[0.2], [0.3], [0.4], [0.5]]))
    assert found.probability == 0.75
    assert found.n_eff == inf
    assert found.lower == pytest.approx(np.quantile([0.2, 0.3, 0.4, 0.5], 0.025))


def test_the_whitest_topic_comes_first():
    cells = [cell(p, topic=t) for t, p in (("a", 0.3), ("b", 0.9), ("c", 0.5))]
    found = gaps.find(cells, offers=[], tau=0.25, seed=1)
    assert [g.topic for g in found] == ["b", "c", "a"]


def test_the_decision_follows_the_chosen_allocation():
    cells, offers = example_cells(), example_offers()
    draws = np.tile([c.prevalence for c in cells], (5, 1))
    for allocated in gaps.ALLOCATIONS:
        for gap in gaps.find(cells, offers=offers, tau=0.25, replicates=draws, allocated=allocated):
            assert gap.value == getattr(gap.spot, allocated)
            assert gap.lower == pytest.approx(gap.value, abs=1e-3)


def test_a_followed_plan_is_never_better_than_the_optimum_and_close_to_it():
    cells, offers = market(7, topics=4, segments=4, offers=10)
    plan, _ = coverage.lay_over(cells, offers=offers)
    draws = gaps.polya_draws(cells, draws=6, seed=3)
    followed = gaps.unserved_draws(plan, replicates=draws)
    for d, prevalences in enumerate(draws):
        drawn = [replace(c, prevalence=p) for c, p in zip(cells, prevalences, strict=True)]
        exact = coverage.white_spots(drawn, offers=offers)
        for t, topic in enumerate(plan.topics):
            assert followed["best"][t, d] >= exact[topic].best - 1e-6
            assert followed["best"][t, d] == pytest.approx(exact[topic].best, abs=0.02)
            assert followed["joint"][t, d] == pytest.approx(exact[topic].joint, abs=0.04)
            assert followed["proportional"][t, d] == pytest.approx(exact[topic].proportional, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_every_drawn_index_lies_between_nothing_and_the_need(seed):
    cells, offers = market(seed, topics=3, segments=3, offers=6)
    plan, _ = coverage.lay_over(cells, offers=offers)
    draws = gaps.polya_draws(cells, draws=20, seed=seed)
    need = draws * plan.sizes
    for index in gaps.unserved_draws(plan, replicates=draws).values():
        for t, topic in enumerate(plan.topics):
            mine = plan.cells_of(topic)
            assert (index[t] >= 0).all()
            assert (index[t] <= need[:, mine].sum(axis=1) / plan.sizes[mine].sum() + 1e-9).all()


def test_drawn_prevalences_never_contradict_who_was_heard():
    cells = [cell(0.5, respondents=60), cell(0.2, respondents=0, topic="u")]
    draws = gaps.polya_draws(cells, draws=500, seed=2)
    assert draws[:, 0].min() >= 0.3
    assert draws[:, 0].max() <= 0.7
    assert draws[:, 0].mean() == pytest.approx(0.5, abs=0.01)
    assert draws[:, 1].std() > 0.2


def test_a_segment_nobody_answered_in_borrows_from_its_topic_and_that_is_said():
    cells = [cell(0.8, respondents=80), replace(cell(0.0, respondents=0), segment="silent")]
    assert gaps.polya_draws(cells, draws=2000, seed=1)[:, 1].mean() == pytest.approx(0.8, abs=0.03)
    assert Reason.CELL_UNHEARD in only(cells).reasons
    assert Reason.CELL_UNHEARD not in only(cells[:1]).reasons


def test_an_empty_segment_stays_without_need():
    assert (
        gaps.polya_draws([cell(0.5), replace(cell(0.5, 0, 0), segment="x")], draws=9, seed=1)[:, 1] == 0
    ).all()


def test_the_same_seed_gives_the_same_gaps():
    cells, offers = market(4, topics=3, segments=3, offers=5)
    first = gaps.find(cells, offers=offers, tau=0.2, seed=5, draws=100)
    assert first == gaps.find(cells, offers=offers, tau=0.2, seed=5, draws=100)
    assert first != gaps.find(cells, offers=offers, tau=0.2, seed=6, draws=100)


@pytest.mark.parametrize(
    ("error", "cells", "given_"),
    [
        (errors.InvalidParameter, [cell(0.5)], {"allocated": "worst"}),
        (errors.InvalidParameter, [cell(0.5)], {"level": 1}),
        (errors.InvalidParameter, [cell(0.5)], {"draws": 0}),
        (errors.OutsideScale, [cell(0.5)], {"tau": nan}),
        (gaps.UnableToDraw, [cell(0.5, respondents=None)], {}),
        (errors.OutsideScale, [cell(0.5, respondents=101)], {}),
        (errors.OutsideScale, [cell(0.5, respondents=-1)], {}),
        (errors.WrongShape, [cell(0.5)], {"replicates": np.ones((5, 2))}),
        (errors.WrongShape, [cell(0.5)], {"replicates": np.ones((0, 1))}),
        (errors.WrongShape, [cell(0.5)], {"replicates": np.ones(5)}),
        (errors.OutsideScale, [cell(0.5)], {"replicates": np.array([[nan]])}),
        (errors.OutsideScale, [cell(0.5)], {"replicates": np.array([[1.5]])}),
    ],
)
def test_what_cannot_be_judged_is_refused(error, cells, given_):
    with pytest.raises(error):
        only(cells, **given_)


def test_what_is_asked_of_the_supply_reaches_the_index():
    old = replace(OFFER, age_years=6, capacity=60, valid_until=date(2026, 3, 1))
    asked = {"half_life": 2, "aggregation": "minimum", "on": date(2026, 3, 1)}
    found = only([cell(0.7)], offers=[old], **asked)
    assert found.spot == coverage.white_spots([cell(0.7)], offers=[old], tau=0.25, **asked)["t"]
    assert found.spot.joint > only([cell(0.7)], offers=[old], on=date(2026, 3, 1)).spot.joint
    late = only([cell(0.7)], offers=[old], on=date(2026, 3, 2))
    assert Reason.EXPIRED_OFFERS_LEFT_OUT in late.reasons


def test_answers_add_up_over_the_segments_of_a_topic():
    cells = [cell(0.5, respondents=6), replace(cell(0.5, respondents=7), segment="u")]
    assert only(cells).n_eff == 13
    assert only(cells, n_eff={}).n_eff == 0


def test_a_segment_of_one_silent_municipality_is_unheard_and_one_without_is_not():
    assert Reason.CELL_UNHEARD in only([cell(0.5, respondents=0, municipalities=1)]).reasons
    empty = replace(cell(0.5, respondents=0, municipalities=0), segment="u")
    assert Reason.CELL_UNHEARD not in only([cell(0.5), empty]).reasons


def test_one_draw_is_a_draw():
    assert gaps.polya_draws([cell(0.5)], draws=1, seed=0).shape == (1, 1)


def test_a_topic_that_is_wholly_served_has_nothing_unserved_in_any_draw():
    plan, _ = coverage.lay_over([cell(0.5)], offers=[OFFER])
    needs = np.array([[0.2], [0.5], [0.9]])
    quality = plan.quality[0]
    for found in gaps.unserved_draws(plan, replicates=needs).values():
        assert found[0] == pytest.approx(needs[:, 0] * (1 - quality), abs=1e-4)


def test_alone_each_topic_has_all_places_and_together_they_share_them():
    cells = [cell(0.4, topic="t"), cell(0.4, topic="u")]
    plan, _ = coverage.lay_over(cells, offers=[replace(OFFER, topics=("t", "u"), capacity=40)])
    found = gaps.unserved_draws(plan, replicates=np.full((1, 2), 0.6))
    quality = plan.quality[0]
    assert found["best"][:, 0] == pytest.approx(0.6 - 0.4 * quality, abs=1e-3)
    assert found["joint"][:, 0] == pytest.approx(0.6 - 0.2 * quality, abs=1e-3)


def test_a_level_of_nothing_is_refused():
    with pytest.raises(errors.InvalidParameter):
        only([cell(0.5)], level=0)
