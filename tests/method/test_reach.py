"""Balance of the response agrees with CBS' RISQ, and each call is the one that helps most."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from method.frame import DATA, reference
from needs_assessment import errors, propensity, reach
from needs_assessment.reasons import Reason


def population():
    with (DATA / "fixture_frame342.csv").open() as file:
        rows = list(csv.DictReader(file))
    columns = {name: np.array([int(row[name]) for row in rows]) for name in ("size", "land", "resp")}
    return {"size": columns["size"], "land": columns["land"]}, columns["resp"].astype(bool)


BOTH = ["size", "land"]


def test_the_r_indicator_is_that_of_risq():
    frame, responded = population()
    found = reach.r_indicator(frame, responded, variables=BOTH)
    value, unadjusted, se, rate = reference()["R"]
    assert found.value == pytest.approx(value, abs=5e-12)
    assert found.unadjusted == pytest.approx(unadjusted, abs=1e-11)
    assert found.se == pytest.approx(se, abs=1e-11)
    assert found.response_rate == pytest.approx(rate, abs=1e-12)
    assert (found.responded, found.units, found.reasons) == (188, 342, ())
    assert found.cv == pytest.approx((1 - found.value) / 2 / found.response_rate)
    assert found.cv_unadjusted == pytest.approx((1 - found.unadjusted) / 2 / found.response_rate)


@pytest.mark.parametrize("place", [0, 1])
def test_the_partial_indicators_are_those_of_risq(place):
    frame, responded = population()
    found = reach.r_indicator(frame, responded, variables=BOTH).partial[BOTH[place]]
    expected = reference()
    assert found.unconditional == pytest.approx(expected["PuUnadj"][place], abs=1e-9)
    assert found.unconditional_adjusted == pytest.approx(expected["Pu"][place], abs=1e-9)
    assert found.conditional == pytest.approx(expected["PcUnadj"][place], abs=1e-9)
    assert found.conditional_adjusted == pytest.approx(expected["Pc"][place], abs=1e-9)


def test_the_categories_say_who_is_missing():
    frame, responded = population()
    found = reach.r_indicator(frame, responded, variables=BOTH).partial["size"]
    assert [c.unconditional for c in found.categories.values()] == pytest.approx(
        reference()["cat_size"], abs=1e-9
    )
    assert [c.units for c in found.categories.values()] == reference()["Nh"]
    assert [c.responded for c in found.categories.values()] == reference()["n"]
    squares = sum(c.conditional**2 for c in found.categories.values())
    assert squares == pytest.approx(found.conditional**2)


def test_with_one_variable_conditional_and_unconditional_are_the_same():
    frame, responded = population()
    found = reach.r_indicator(frame, responded, variables=["size"]).partial["size"]
    assert found.conditional == pytest.approx(found.unconditional)


def test_a_response_that_is_the_same_everywhere_is_in_balance():
    frame = {"size": np.repeat(["a", "b"], 10)}
    found = reach.r_indicator(frame, np.tile([True, False], 10), variables=["size"])
    assert (found.value, found.cv) == pytest.approx((1, 0))
    assert (found.se, found.reasons) == (None, (Reason.NO_VARIATION,))


def test_when_everybody_answered_balance_is_perfect_and_certain():
    frame, responded = population()
    found = reach.r_indicator(frame, np.ones_like(responded), variables=BOTH)
    assert (found.value, found.response_rate) == pytest.approx((1, 1), abs=1e-5)
    assert found.se == 0
    assert found.reasons == (Reason.EVERYBODY_ANSWERED,)


def test_a_category_in_which_nobody_answered_is_named_and_gives_no_nonsense():
    frame = {"size": np.repeat(["a", "b"], 20)}
    responded = np.r_[np.tile([True, False], 10), np.zeros(20, bool)]
    found = reach.r_indicator(frame, responded, variables=["size"])
    assert found.reasons == (Reason.SEPARATED_CATEGORY,)
    assert found.unadjusted == pytest.approx(1 - 2 * np.sqrt(40 * 0.25**2 / 39), abs=1e-4)
    assert np.isfinite([found.value, found.se, found.cv]).all()


def test_propensities_that_did_not_settle_are_named(monkeypatch):
    frame, responded = population()
    monkeypatch.setattr(propensity, "ROUNDS", 1)
    assert Reason.NOT_CONVERGED in reach.r_indicator(frame, responded, variables=BOTH).reasons


def test_a_variable_that_repeats_another_changes_nothing_and_is_named():
    frame, responded = population()
    doubled = {**frame, "again": frame["size"].astype(str)}
    once = reach.r_indicator(frame, responded, variables=["size"])
    twice = reach.r_indicator(doubled, responded, variables=["size", "again"])
    assert twice.value == pytest.approx(once.value)
    assert twice.reasons == (Reason.VARIABLE_DROPPED,)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_order_of_units_changes_nothing(seed):
    random = np.random.default_rng(seed)
    frame, responded = population()
    order = random.permutation(342)
    shuffled = {v: a[order] for v, a in frame.items()}
    first = reach.r_indicator(frame, responded, variables=BOTH)
    second = reach.r_indicator(shuffled, responded[order], variables=BOTH[::-1])
    assert [second.value, second.se, second.cv] == pytest.approx([first.value, first.se, first.cv])
    assert 0 <= first.value <= 1


def linear_cv(frame, responded):
    """The cv by another road: least squares on 0/1 columns, without any updating."""
    columns = [np.ones(len(responded))]
    columns += [(frame[v] == c).astype(float) for v in BOTH for c in np.unique(frame[v])[1:]]
    x = np.column_stack(columns)
    rho = x @ np.linalg.lstsq(x, responded.astype(float), rcond=None)[0]
    return np.sqrt(((rho - rho.mean()) ** 2).mean()) / responded.mean()


def test_the_first_call_is_the_best_of_all_single_calls():
    frame, responded = population()
    found = reach.next_calls(frame, responded, variables=BOTH, n=1)[0]
    now, after = linear_cv(frame, responded), {}
    for unit in np.flatnonzero(~responded):
        then = responded.copy()
        then[unit] = True
        after[int(unit)] = linear_cv(frame, then)
    assert after[found.unit] == pytest.approx(min(after.values()))
    assert found.gain == pytest.approx(now - after[found.unit])


def test_the_gains_of_a_list_add_up_to_what_calling_all_of_it_brings():
    frame, responded = population()
    calls = reach.next_calls(frame, responded, variables=BOTH, n=50)
    then = responded.copy()
    then[[c.unit for c in calls]] = True
    expected = sum(c.gain for c in calls)
    assert linear_cv(frame, responded) - linear_cv(frame, then) == pytest.approx(expected)
    found = reach.verify_gain(frame, responded, after=then, variables=BOTH, expected=expected)
    assert found.realized == pytest.approx(expected)
    assert found.difference == pytest.approx(0, abs=1e-12)
    assert found.answered == 50
    assert found.cv_before == pytest.approx(linear_cv(frame, responded))


def test_what_calls_brought_less_than_expected_is_said():
    frame, responded = population()
    found = reach.verify_gain(frame, responded, after=responded, variables=BOTH, expected=0.05)
    assert (found.realized, found.difference, found.answered) == (0, -0.05, 0)


def test_in_one_stratification_the_stratum_with_the_smallest_quotient_is_called():
    """(2r + 1) / N: stratum a has 3/4, b 3/10, c 7/10."""
    frame = {"size": np.repeat(["a", "b", "c"], [4, 10, 10])}
    responded = np.zeros(24, bool)
    responded[[0, 4, 14, 15, 16]] = True
    calls = reach.next_calls(frame, responded, variables=["size"], n=3)
    assert [str(frame["size"][c.unit]) for c in calls] == ["b", "b", "b"]
    assert calls[0].response_change == pytest.approx(3 / 10)
    assert calls[1].response_change == pytest.approx(5 / 10)


def test_greedy_calls_in_one_stratification_are_the_best_of_all_lists():
    from itertools import combinations

    frame = {"size": np.repeat(["a", "b", "c"], [3, 5, 4])}
    responded = np.array([1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0], bool)

    def cv(then):
        rates = {s: then[frame["size"] == s].mean() for s in "abc"}
        rho = np.array([rates[s] for s in frame["size"]])
        return rho.std() / rho.mean()

    best = min(
        cv(np.isin(np.arange(12), units) | responded) for units in combinations(np.flatnonzero(~responded), 3)
    )
    calls = reach.next_calls(frame, responded, variables=["size"], n=3)
    assert cv(np.isin(np.arange(12), [c.unit for c in calls]) | responded) == pytest.approx(best)


def test_crossed_variables_are_one_stratification():
    frame, responded = population()
    cell = frame["size"] * 10 + frame["land"]
    crossed = reach.next_calls(frame, responded, variables=BOTH, n=20, crossed=True)
    assert crossed == reach.next_calls({"cell": cell}, responded, variables=["cell"], n=20)
    assert [c.unit for c in crossed] != [
        c.unit for c in reach.next_calls(frame, responded, variables=BOTH, n=20)
    ]


def test_who_is_hardly_ever_reached_is_called_later():
    frame = {"size": np.repeat(["a", "b"], 6)}
    responded = np.array([1, 1, 1, 1, 1, 0] + [1] + [0] * 5, bool)
    contact = np.full(12, 0.9)
    contact[7] = 0.1
    calls = reach.next_calls(frame, responded, variables=["size"], n=6, contact_probability=contact)
    assert calls[0].unit == 8
    assert calls[0].contact_probability == 0.9
    assert [c.unit for c in calls].index(7) > 2
    sure = reach.next_calls(frame, responded, variables=["size"], n=1)[0]
    assert calls[0].gain == pytest.approx(0.9 * sure.gain)


def test_a_call_that_unbalances_is_listed_last_and_marked():
    frame = {"size": np.repeat(["a", "b"], [2, 20])}
    responded = np.r_[[True, False], np.tile([True, False], 10)]
    calls = reach.next_calls(frame, responded, variables=["size"], n=99)
    assert len(calls) == 11
    assert str(frame["size"][calls[0].unit]) == "b"
    assert calls[0].reasons == (Reason.BALANCE_GETS_WORSE,)
    assert calls[0].gain < 0


def test_before_the_first_answer_a_call_can_still_be_named():
    frame = {"size": np.repeat(["a", "b"], [2, 20])}
    calls = reach.next_calls(frame, np.zeros(22, bool), variables=["size"], n=2)
    assert [str(frame["size"][c.unit]) for c in calls] == ["b", "a"] or calls[0].gain > 0


def test_when_nobody_is_absent_there_is_nobody_to_call():
    frame, responded = population()
    assert reach.next_calls(frame, np.ones_like(responded), variables=BOTH, n=5) == []


FRAME = {"size": np.array(["a", "a", "b", "b"])}
SOME = np.array([True, False, True, False])


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (errors.NobodyAnswered, lambda: reach.r_indicator(FRAME, np.zeros(4, bool), variables=["size"])),
        (errors.LengthsDiffer, lambda: reach.r_indicator(FRAME, SOME[:3], variables=["size"])),
        (errors.InvalidParameter, lambda: reach.r_indicator(FRAME, SOME, variables=["color"])),
        (errors.InvalidParameter, lambda: reach.r_indicator(FRAME, SOME, variables=[])),
        (errors.InvalidParameter, lambda: reach.r_indicator(FRAME, SOME, variables=["size", "size"])),
        (errors.OutsideScale, lambda: reach.r_indicator(FRAME, np.array([1, 2, 0, 0]), variables=["size"])),
        (errors.OutsideScale, lambda: reach.r_indicator(FRAME, SOME[:, None], variables=["size"])),
        (errors.InvalidParameter, lambda: reach.next_calls(FRAME, SOME, variables=["size"], n=-1)),
        (
            errors.LengthsDiffer,
            lambda: reach.next_calls(FRAME, SOME, variables=["size"], n=1, contact_probability=[0.5]),
        ),
        (
            errors.OutsideScale,
            lambda: reach.next_calls(
                FRAME, SOME, variables=["size"], n=1, contact_probability=[0.5, 2, 1, 1]
            ),
        ),
        (
            errors.InvalidParameter,
            lambda: reach.verify_gain(FRAME, SOME, after=~SOME, variables=["size"], expected=0),
        ),
        (
            errors.NobodyAnswered,
            lambda: reach.verify_gain(FRAME, SOME & ~SOME, after=SOME, variables=["size"], expected=0),
        ),
    ],
)
def test_what_cannot_be_balanced_is_refused(error, call):
    with pytest.raises(error):
        call()
