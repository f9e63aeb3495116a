"""While a survey runs: how sure it will be, and what asking again is expected to bring."""

import numpy as np
import pytest

from needs_assessment import fieldwork, reach
from needs_assessment.errors import InvalidParameter, LengthsDiffer, NobodyAnswered, OutsideScale

SIZE = np.repeat(["small", "large"], [300, 40])
FRAME = {"size": SIZE}


def answered(small, large):
    mask = np.zeros(340, bool)
    mask[:small], mask[300 : 300 + large] = True, True
    return mask


def test_with_equal_response_the_margin_is_that_of_a_simple_draw_without_putting_back():
    found = fieldwork.outlook(FRAME, answered(150, 20), variables=["size"], pace=0, days=9)
    assert found.margin == pytest.approx(1.959964 * np.sqrt(0.25 / 170 * 0.5), rel=1e-6)
    assert (found.answered_at_pace, found.margin_at_pace) == (170, found.margin)


def test_unequal_response_widens_the_margin():
    equal = fieldwork.outlook(FRAME, answered(150, 20), variables=["size"], pace=0, days=0)
    unequal = fieldwork.outlook(FRAME, answered(168, 2), variables=["size"], pace=0, days=0)
    assert unequal.margin > equal.margin


def test_at_the_pace_of_now_there_are_never_more_answers_than_units():
    found = fieldwork.outlook(FRAME, answered(150, 20), variables=["size"], pace=40, days=30)
    assert (found.answered_at_pace, found.margin_at_pace) == (340, 0)


def test_a_pace_of_three_a_day_for_ten_days_is_thirty_answers():
    found = fieldwork.outlook(FRAME, answered(150, 20), variables=["size"], pace=3, days=10)
    assert found.answered_at_pace == 200
    assert found.margin_at_pace < found.margin


def test_a_group_of_which_nobody_answered_keeps_half_the_chance_of_all():
    found = fieldwork.chances(FRAME, answered(150, 0), variables=["size"])
    assert found[-1] == pytest.approx(0.5 * 150 / 340, abs=1e-6)
    assert found[0] == pytest.approx(0.5 * 0.5 + 0.5 * 150 / 340, abs=1e-6)


def test_who_is_heard_least_is_asked_first_and_the_gain_counts_its_chance():
    asks = fieldwork.ask_next(FRAME, answered(200, 4), variables=["size"])
    assert len(asks) == 136
    assert asks[0].unit >= 300
    assert asks[0].expected == pytest.approx(asks[0].gain * asks[0].chance)
    first = reach.next_calls(FRAME, answered(200, 4), variables=["size"], n=1)[0]
    assert asks[0].gain == pytest.approx(first.gain)


def test_who_cannot_be_asked_is_left_out():
    able = np.ones(340, bool)
    able[300:330] = False
    asks = fieldwork.ask_next(FRAME, answered(200, 0), variables=["size"], able=able)
    assert asks[0].unit == 330
    assert not {ask.unit for ask in asks} & set(range(300, 330))


def test_a_call_that_makes_the_balance_worse_stands_last_with_its_loss():
    asks = fieldwork.ask_next(FRAME, answered(280, 2), variables=["size"])
    lost = [ask for ask in asks if ask.gain < 0]
    assert all(ask.expected == ask.gain for ask in lost)
    assert [ask.unit >= 300 for ask in asks[:38]] == [True] * 38


def test_before_the_first_answer_nothing_is_made_up():
    for work in (fieldwork.chances, fieldwork.ask_next):
        with pytest.raises(NobodyAnswered):
            work(FRAME, answered(0, 0), variables=["size"])
    with pytest.raises(NobodyAnswered):
        fieldwork.outlook(FRAME, answered(0, 0), variables=["size"], pace=1, days=1)


def test_days_that_have_passed_are_refused():
    with pytest.raises(InvalidParameter):
        fieldwork.outlook(FRAME, answered(9, 9), variables=["size"], pace=1, days=-1)


def test_who_can_be_asked_is_said_per_unit():
    with pytest.raises(LengthsDiffer):
        fieldwork.ask_next(FRAME, answered(9, 9), variables=["size"], able=np.ones(3, bool))
    with pytest.raises(OutsideScale):
        fieldwork.ask_next(FRAME, answered(9, 9), variables=["size"], able=np.full(340, 0.5))


def test_unequal_response_weighs_by_one_over_the_chance_of_an_answer():
    """168 of 300 and 2 of 40 stand for 300/168 and 20 each: by Kish about 87 answers, not 170."""
    found = fieldwork.outlook(FRAME, answered(168, 2), variables=["size"], pace=0, days=0)
    effective = 340**2 / (300**2 / 168 + 40**2 / 2)
    assert found.margin == pytest.approx(1.959964 * np.sqrt(0.25 / effective * 0.5), rel=1e-4)
    assert (found.answered, found.units) == (170, 340)


def test_with_a_single_answer_a_share_may_be_off_by_half():
    assert fieldwork.outlook(FRAME, answered(1, 0), variables=["size"], pace=0, days=0).margin == 0.5


def test_all_silent_units_are_put_in_order_however_few_answered():
    assert len(fieldwork.ask_next(FRAME, answered(50, 4), variables=["size"])) == 286
