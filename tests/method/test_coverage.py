"""Supply is laid over need: three allocations, quality, and the first step that fails."""

from dataclasses import replace
from datetime import date
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from method.supply import example, example_cells, example_offers, market
from needs_assessment import allocation, concave, coverage, errors
from needs_assessment.coverage import Cell, GapType, Offer
from needs_assessment.reasons import Reason

TODAY = date(2026, 3, 1)
CELL = Cell("t", "s", 100, 0.5, role="mayor", region="north", forms=("training",))
OFFER = Offer("o", ("t",), 100, 0, "strong_indications", 96, 96, known=1.0)


def one(cell=CELL, *offers, **settings_):
    return coverage.white_spots([cell], offers=offers, **settings_)["t"]


@pytest.mark.parametrize("allocated", ["best", "joint", "proportional"])
def test_the_worked_example_is_reproduced_in_product_form(allocated):
    found = coverage.white_spots(example_cells(), offers=example_offers(), aggregation="product")
    expected = example()["expected"]["product"][allocated]
    assert [round(getattr(found[t], allocated), 4) for t in "012"] == expected


def test_the_worked_example_is_reproduced_in_geometric_form():
    found = coverage.white_spots(example_cells(), offers=example_offers())
    assert [round(found[t].best, 4) for t in "012"] == example()["expected"]["geometric"]["best"]


def test_the_quality_of_the_worked_example_is_reproduced():
    quality = coverage.qualities(example_offers(), aggregation="product")
    assert quality.round(4).tolist() == example()["expected"]["product"]["quality"]


def test_quality_is_the_mean_the_product_or_the_smallest_of_three_factors():
    offer = replace(OFFER, age_years=4, evidence="well_founded", satisfied=1, rated=2)
    factors = np.array([0.5, 0.7, 3 / 6])
    assert coverage.qualities([offer])[0] == pytest.approx(factors.prod() ** (1 / 3))
    assert coverage.qualities([offer], aggregation="product")[0] == pytest.approx(factors.prod())
    assert coverage.qualities([offer], aggregation="minimum")[0] == pytest.approx(0.5)
    assert coverage.qualities([offer], half_life=2, aggregation="minimum")[0] == pytest.approx(0.25)


def test_an_offer_of_unknown_age_counts_as_one_half_life_old():
    known, unknown = replace(OFFER, age_years=4), replace(OFFER, age_years=None)
    assert coverage.qualities([known])[0] == coverage.qualities([unknown])[0]
    assert Reason.AGE_UNKNOWN in one(CELL, unknown).reasons


def test_an_expired_offer_does_not_count_as_coverage():
    expired = replace(OFFER, valid_until=date(2026, 2, 28))
    found = one(CELL, expired, on=TODAY)
    assert (found.joint, found.type) == (0.5, GapType.NONE)
    assert Reason.EXPIRED_OFFERS_LEFT_OUT in found.reasons
    assert one(CELL, replace(expired, valid_until=TODAY), on=TODAY).joint < 0.1


def test_an_offer_that_has_not_begun_does_not_count_as_coverage():
    assert one(CELL, replace(OFFER, valid_from=date(2026, 3, 2)), on=TODAY).type is GapType.NONE
    assert one(CELL, replace(OFFER, valid_from=TODAY), on=TODAY).joint < 0.1


def test_validity_cannot_be_judged_without_a_day():
    with pytest.raises(errors.InvalidParameter):
        one(CELL, replace(OFFER, valid_until=TODAY))


@pytest.mark.parametrize(
    ("offer", "kind", "why"),
    [
        (replace(OFFER, topics=("other",)), GapType.NONE, Reason.NO_OFFER),
        (replace(OFFER, capacity=0), GapType.NONE, Reason.NO_OFFER),
        (replace(OFFER, capacity=20), GapType.FULL, Reason.CAPACITY_SHORT),
        (replace(OFFER, roles=("council",)), GapType.UNREACHABLE, Reason.WRONG_ROLE_FORM_OR_REGION),
        (replace(OFFER, regions=("south",)), GapType.UNREACHABLE, Reason.WRONG_ROLE_FORM_OR_REGION),
        (replace(OFFER, forms=("book",)), GapType.UNREACHABLE, Reason.WRONG_ROLE_FORM_OR_REGION),
        (replace(OFFER, segments=("elsewhere",)), GapType.UNREACHABLE, Reason.WRONG_ROLE_FORM_OR_REGION),
        (replace(OFFER, age_years=20, evidence="none"), GapType.SUBSTANDARD, Reason.QUALITY_LOW),
        (replace(OFFER, known=0.1), GapType.INVISIBLE, Reason.UNKNOWN_TO_RESPONDENTS),
        (OFFER, None, None),
    ],
)
def test_the_type_is_the_first_step_that_fails(offer, kind, why):
    found = one(CELL, offer)
    assert found.type is kind
    assert found.reasons[:1] == ((why,) if why else ())


def test_places_that_all_topics_draw_on_are_full_though_each_topic_alone_would_do():
    cells = [replace(CELL, topic=t) for t in "ab"]
    found = coverage.white_spots(cells, offers=[replace(OFFER, topics=("a", "b"), capacity=50)])
    assert [found[t].type for t in "ab"] == [GapType.FULL, GapType.FULL]
    assert found["a"].reasons == (Reason.CAPACITY_SHARED,)
    assert found["a"].best < 0.02
    assert found["a"].joint == pytest.approx(0.25, abs=0.01)


def test_a_need_below_the_threshold_is_no_white_spot_whatever_the_offer():
    found = one(replace(CELL, prevalence=0.2))
    assert found.type is None
    assert found.reasons == (Reason.NEED_BELOW_THRESHOLD,)


def test_a_need_of_exactly_the_threshold_is_no_white_spot():
    found = one(replace(CELL, prevalence=0.25))
    assert (found.type, found.reasons) == (None, (Reason.NEED_BELOW_THRESHOLD,))


def test_a_step_that_leaves_exactly_the_threshold_unserved_does_not_fail():
    steps = dict.fromkeys(("offered", "places", "reachable", "best", "joint", "known"), 0.25) | {"need": 0.5}
    assert coverage.first_failing_step(steps, tau=0.25) == (None, None)
    assert coverage.first_failing_step(steps | {"best": 0.26}, tau=0.25)[0] is GapType.SUBSTANDARD


def test_each_step_of_the_recognition_ladder_counts_for_more_than_the_one_below():
    ladder = [coverage.evidence_factor(step) for step in coverage.EVIDENCE]
    assert ladder[0] > 0
    assert (np.diff(ladder) > 0).all()
    assert ladder[-1] == 1


def test_an_offer_without_places_does_not_count_and_that_is_said():
    full = replace(OFFER, capacity=0)
    assert coverage.split_by_validity([full, replace(OFFER, key="p")], on=TODAY)[1] == [full]
    assert Reason.EXPIRED_OFFERS_LEFT_OUT in one(CELL, full).reasons


def test_an_offer_nobody_was_asked_about_counts_as_known_and_that_is_said():
    found = one(CELL, replace(OFFER, known=None))
    assert found.type is None
    assert found.reasons == (Reason.KNOWN_SHARE_UNKNOWN,)


def test_an_offer_that_fits_role_form_and_region_serves_and_empty_fits_all():
    fitting = replace(
        OFFER, roles=("mayor",), regions=("north",), forms=("training", "book"), segments=("s",)
    )
    anybody = Cell("t", "s", 100, 0.5)
    assert one(CELL, fitting).joint == one(anybody, fitting).joint < 0.1


def test_a_publication_has_no_limit_of_places():
    found = one(CELL, replace(OFFER, capacity=inf))
    assert found.best == pytest.approx(0.5 * (1 - coverage.qualities([OFFER])[0]), abs=1e-6)
    assert found.joint == pytest.approx(one(CELL, OFFER).joint)


def test_a_segment_without_municipalities_changes_nothing():
    empty = replace(CELL, segment="empty", municipalities=0)
    found = coverage.white_spots([CELL, empty], offers=[OFFER])["t"]
    assert found.joint == pytest.approx(one(CELL, OFFER).joint, abs=1e-6)
    assert found.cells[1].joint == 0


def test_a_segment_of_one_municipality_is_a_segment():
    found = one(replace(CELL, municipalities=1), replace(OFFER, capacity=0.25))
    assert found.cells == (coverage.CellCoverage("s", 1, 0.5, found.best, found.joint, found.proportional),)
    assert 0.25 < found.joint < 0.5


def test_every_cell_of_a_topic_is_listed_with_its_own_figures():
    cells, offers = market(3, topics=4, segments=5, offers=9)
    for spot in coverage.white_spots(cells, offers=offers).values():
        for allocated in ("best", "joint", "proportional"):
            total = sum(getattr(c, allocated) * c.municipalities for c in spot.cells) / spot.municipalities
            assert total == pytest.approx(getattr(spot, allocated), abs=1e-9)


def exact_joint(cells, offers, pieces=400):
    """The joint program by another road: one linear program with a utility of many pieces."""
    need = np.array([c.municipalities * c.prevalence for c in cells])
    quality = coverage.qualities(offers)
    offer, cell = allocation.eligible_pairs(cells, offers)
    pairs, size = len(offer), len(cells) * pieces
    slope = 1 - (np.arange(pieces) + 0.5) / pieces
    limit = np.zeros((len(offers) + 2 * len(cells), pairs + size))
    for e, (o, c) in enumerate(zip(offer, cell, strict=True)):
        limit[o, e] = limit[len(offers) + c, e] = 1
        limit[len(offers) + len(cells) + c, e] = -quality[o]
    for c in range(len(cells)):
        limit[len(offers) + len(cells) + c, pairs + c * pieces : pairs + (c + 1) * pieces] = 1
    most = np.concatenate([[o.capacity for o in offers], need, np.zeros(len(cells))])
    high = np.concatenate([np.full(pairs, np.inf), np.repeat(need / pieces, pieces)])
    answer = linprog(
        np.concatenate([np.zeros(pairs), -np.tile(slope, len(cells))]),
        A_ub=limit,
        b_ub=most,
        bounds=np.column_stack([np.zeros(len(high)), high]),
    )
    return np.bincount(cell, quality[offer] * answer.x[:pairs], len(cells))


@pytest.mark.parametrize("seed", range(4))
def test_the_joint_allocation_is_the_optimum_of_its_concave_program(seed):
    cells, offers = market(seed, topics=3, segments=3, offers=6)
    plan, _ = coverage.lay_over(cells, offers=offers)
    assert plan.joint == pytest.approx(exact_joint(cells, offers), abs=0.1)

    def utility(served):
        return (served - served**2 / 2 / np.maximum(plan.need, 1e-9)).sum()

    assert utility(plan.joint) >= utility(exact_joint(cells, offers)) - 1e-6


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(1, 4), st.integers(0, 8))
def test_no_allocation_gives_more_than_there_is_and_none_beats_the_best(seed, topics, segments, offers):
    cells, made = market(seed, topics=topics, segments=segments, offers=offers)
    plan, _ = coverage.lay_over(cells, offers=made)
    for places in (plan.joint_places, plan.best_places):
        assert (np.bincount(plan.edges_cell, places, len(cells)) <= plan.need + 1e-6).all()
    used = np.bincount(plan.edges_offer, plan.joint_places, len(made))
    assert (used <= [o.capacity + 1e-6 for o in made]).all()
    for spot in coverage.describe(plan, cells, offers=made, tau=0.25, expired=frozenset()).values():
        assert -1e-12 <= spot.best <= min(spot.joint, spot.proportional) + 1e-6
        assert max(spot.joint, spot.proportional) <= spot.prevalence + 1e-9
        assert spot.joint <= spot.known + 1e-9
        walk = [spot.steps[s] for s in ("places", "reachable", "best", "joint", "known")]
        assert (np.diff(walk) >= -1e-6).all()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_cells_and_offers_changes_nothing(seed, random):
    cells, offers = market(seed, topics=3, segments=3, offers=7)
    first = coverage.white_spots(cells, offers=offers)
    random.shuffle(cells)
    random.shuffle(offers)
    second = coverage.white_spots(cells, offers=offers)
    for topic, spot in first.items():
        for allocated in ("best", "joint", "proportional"):
            assert getattr(second[topic], allocated) == pytest.approx(getattr(spot, allocated), abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.1, 20))
def test_scaling_all_municipalities_and_places_changes_no_share(seed, factor):
    cells, offers = market(seed, topics=2, segments=3, offers=5)
    larger = coverage.white_spots(
        [replace(c, municipalities=c.municipalities * factor) for c in cells],
        offers=[replace(o, capacity=o.capacity * factor) for o in offers],
    )
    for topic, spot in coverage.white_spots(cells, offers=offers).items():
        assert larger[topic].best == pytest.approx(spot.best, abs=1e-6)
        assert larger[topic].joint == pytest.approx(spot.joint, abs=1e-6)


def test_equal_topics_that_share_an_offer_get_the_same():
    cells = [replace(CELL, topic=t) for t in "abc"]
    found = coverage.white_spots(cells, offers=[replace(OFFER, topics=("a", "b", "c"), capacity=60)])
    assert len({round(found[t].joint, 6) for t in "abc"}) == 1


def test_at_the_point_estimate_the_followed_plan_is_the_plan_itself():
    cells, offers = market(5, topics=4, segments=4, offers=10)
    plan, _ = coverage.lay_over(cells, offers=offers)
    need = plan.need[:, None]
    assert allocation.follow(plan, plan.joint_places, need, shared=True)[:, 0] == pytest.approx(
        plan.joint, abs=0.02
    )
    assert allocation.follow(plan, plan.best_places, need, shared=False)[:, 0] == pytest.approx(
        plan.best, abs=0.02
    )


@pytest.mark.parametrize(
    ("error", "cells", "offers", "given_"),
    [
        (coverage.UnableToCover, [], [], {}),
        (coverage.UnableToCover, [CELL, CELL], [], {}),
        (coverage.UnableToCover, [replace(CELL, municipalities=0)], [], {}),
        (coverage.UnableToCover, [CELL], [OFFER, OFFER], {}),
        (errors.OutsideScale, [replace(CELL, prevalence=1.2)], [], {}),
        (errors.OutsideScale, [replace(CELL, prevalence=nan)], [], {}),
        (errors.NegativeWeight, [replace(CELL, municipalities=-1)], [], {}),
        (errors.NegativeWeight, [replace(CELL, municipalities=inf)], [], {}),
        (errors.NegativeWeight, [CELL], [replace(OFFER, capacity=-1)], {}),
        (errors.NegativeWeight, [CELL], [replace(OFFER, capacity=nan)], {}),
        (errors.OutsideScale, [CELL], [replace(OFFER, known=2)], {}),
        (errors.OutsideScale, [CELL], [replace(OFFER, satisfied=97)], {}),
        (errors.OutsideScale, [CELL], [replace(OFFER, age_years=-1)], {}),
        (errors.OutsideScale, [CELL], [replace(OFFER, evidence="hearsay")], {}),
        (errors.OutsideScale, [CELL], [replace(OFFER, evidence=1.5)], {}),
        (errors.OutsideScale, [CELL], [], {"tau": 25}),
        (errors.InvalidParameter, [CELL], [OFFER], {"half_life": 0}),
        (errors.InvalidParameter, [CELL], [OFFER], {"aggregation": "mean"}),
    ],
)
def test_what_contradicts_itself_is_refused(error, cells, offers, given_):
    with pytest.raises(error) as caught:
        coverage.white_spots(cells, offers=offers, **given_)
    assert caught.value.expected
    assert caught.value.hint


def test_a_program_that_is_not_solved_is_named(monkeypatch):
    monkeypatch.setattr(concave, "ROUNDS", 1)
    with pytest.raises(concave.AllocationNotSolved):
        one(CELL, OFFER)
    monkeypatch.undo()
    monkeypatch.setattr(
        "scipy.optimize.linprog", lambda *_, **__: type("Answer", (), {"x": None, "message": "none"})()
    )
    with pytest.raises(concave.AllocationNotSolved):
        one(CELL, OFFER)
