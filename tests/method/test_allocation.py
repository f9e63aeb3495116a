"""Places are laid over needs by rules one can follow by hand."""

import numpy as np
import pytest

from needs_assessment import allocation, coverage
from needs_assessment.coverage import Cell, Offer

OFFER = Offer("o", ("a", "b", "c"), 50, 0, "strong_indications", 96, 96, known=1.0)


def laid(cells, *offers):
    return coverage.lay_over(cells, offers=offers)[0]


def test_a_topic_without_an_offer_is_wholly_unserved_and_does_not_stop_the_next():
    plan = laid([Cell("without", "s", 100, 0.5), Cell("a", "s", 100, 0.5)], OFFER)
    assert plan.unserved("without") == pytest.approx(dict.fromkeys(plan.unserved("a"), 0.5))
    assert plan.unserved("a")["best"] < 0.02


def test_one_place_or_less_is_an_offer():
    for places in (0.5, 1):
        plan = laid([Cell("a", "s", 1, 0.9)], Offer("o", ("a",), places, 0, 1.0))
        assert plan.unserved("a")["offered"] == 0


def test_needs_of_less_than_one_municipality_are_served_in_proportion_as_large_ones():
    offer = Offer("o", ("a",), 30, 0, 1.0, 96, 96)
    small = Offer("o", ("a",), 0.3, 0, 1.0, 96, 96)
    large = laid([Cell("a", "s", 100, 0.4), Cell("a", "t", 100, 0.2)], offer)
    found = laid([Cell("a", "s", 1, 0.4), Cell("a", "t", 1, 0.2)], small)
    assert found.proportional == pytest.approx(large.proportional / 100)
    for shared, places in ((True, "joint_places"), (False, "best_places")):
        more = [
            allocation.follow(plan, getattr(plan, places), plan.need[:, None] * 1.5, shared=shared)
            for plan in (large, found)
        ]
        assert more[1] == pytest.approx(more[0] / 100, rel=1e-4)


def test_when_the_need_of_all_topics_grows_each_may_use_what_it_left_itself():
    """Fifty places, three topics that need 10 each and then 40: enough for each alone, not for all together."""
    plan = laid([Cell(t, "s", 100, 0.1) for t in "abc"], OFFER)
    grown = np.full((3, 1), 40.0)
    alone = allocation.follow(plan, plan.best_places, grown, shared=False)
    assert alone == pytest.approx(40 * plan.quality[0], rel=1e-4)
    together = allocation.follow(plan, plan.joint_places, grown, shared=True)
    assert together.sum() == pytest.approx(50 * plan.quality[0], rel=1e-4)
