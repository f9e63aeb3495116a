"""The joint allocation is an optimum, found in a few steps: no shift of places would gain anything."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from method.supply import market
from needs_assessment import concave, coverage


def to_gain(plan):
    """What the best other use of the places would gain at the present prices; 0 at an optimum of a concave program."""
    offer, cell, pairs = plan.edges_offer, plan.edges_cell, np.arange(len(plan.edges_offer))
    quality = plan.quality[offer]
    served = np.bincount(cell, quality * plan.joint_places, len(plan.need))
    slope = quality * (1 - np.divide(served, plan.need, out=np.zeros_like(served), where=plan.need > 0))[cell]
    limits = np.zeros((len(plan.capacity) + len(plan.need), len(pairs)))
    limits[offer, pairs] = limits[len(plan.capacity) + cell, pairs] = 1
    other = linprog(-slope, A_ub=limits, b_ub=np.concatenate([plan.capacity, plan.need])).x
    return slope @ (other - plan.joint_places)


@pytest.mark.parametrize("seed", range(8))
def test_no_other_use_of_the_places_would_gain_anything(seed):
    cells, offers = market(seed, topics=4, segments=4, offers=10)
    plan, _ = coverage.lay_over(cells, offers=offers)
    assert to_gain(plan) <= 1e-7 * plan.need.sum()


@pytest.mark.parametrize("seed", range(8))
def test_the_optimum_is_found_in_a_dozen_steps(monkeypatch, seed):
    """Each step costs a factorization: more of them is a step that goes astray."""
    monkeypatch.setattr(concave, "ROUNDS", 13)
    cells, offers = market(seed, topics=4, segments=4, offers=10)
    plan, _ = coverage.lay_over(cells, offers=offers)
    assert to_gain(plan) <= 1e-7 * plan.need.sum()


@pytest.mark.parametrize("segments", [1, 2, 3])
@pytest.mark.parametrize("more", [0, 1e-9])
def test_as_many_places_as_are_needed_serve_all_need(segments, more):
    """Both limits hold at once, so that their prices are not unique: the system of a step becomes singular."""
    cells = [coverage.Cell("a", f"s{s}", 100, 0.5) for s in range(segments)]
    offer = coverage.Offer("o", ("a",), 50 * segments * (1 + more), 0, 1.0, 96, 96)
    plan, _ = coverage.lay_over(cells, offers=[offer])
    assert plan.joint == pytest.approx(50 * plan.quality[0], rel=1e-5)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_round_numbers_where_limits_meet_are_no_obstacle(seed):
    random = np.random.default_rng(seed)
    cells = [
        coverage.Cell(f"t{t}", f"s{s}", float(random.choice([10, 50, 100])), float(random.choice([0.1, 0.5])))
        for t in range(random.integers(1, 4))
        for s in range(random.integers(1, 4))
    ]
    offers = [
        coverage.Offer(f"o{o}", ("t0", "t1"), float(random.choice([5, 25, 50, 100, np.inf])), 0, 1.0)
        for o in range(random.integers(1, 4))
    ]
    plan, _ = coverage.lay_over(cells, offers=offers)
    assert to_gain(plan) <= 1e-6 * plan.need.sum()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_places_never_exceed_a_limit_even_by_rounding(seed):
    random = np.random.default_rng(seed)
    need, capacity = random.uniform(0.1, 9, 5), random.uniform(0.1, 9, 4)
    offer, cell = (found.ravel() for found in np.meshgrid(np.arange(4), np.arange(5)))
    places = concave.allocate(need, capacity, random.uniform(0.3, 1, 4), offer, cell)
    assert (np.bincount(offer, places) <= capacity * (1 + 1e-12)).all()
    assert (np.bincount(cell, places) <= need * (1 + 1e-12)).all()


def test_an_offer_without_quality_or_places_gets_no_place():
    need, pairs = np.array([5.0]), np.arange(3)
    places = concave.allocate(need, np.array([9.0, 0, 9]), np.array([0.5, 1, 0]), pairs, np.zeros(3, int))
    assert places == pytest.approx([5, 0, 0], abs=1e-4)
    assert places[1:].tolist() == [0, 0]
