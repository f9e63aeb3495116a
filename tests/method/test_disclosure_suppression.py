"""Hidden cells stay hidden: the cheapest pattern, and an attacker who knows all that is printed."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from needs_assessment import disclosure, errors
from needs_assessment.disclosure import Suppressed, attack, suppress, with_margins
from needs_assessment.disclosure.system import System

# Fischetti & Salazar (2001): investment by region and activity.
TABLE = np.array([[20, 50, 10], [8, 19, 22], [17, 32, 12]])
SECRET = TABLE == 22


def hidden(table, cells, **given_):
    full = with_margins(table)
    mask = np.zeros(full.shape, bool)
    for place in cells:
        mask[place] = True
    return Suppressed(np.where(mask, -1, full), mask, 0.0, given_.get("zeros_printed", False))


def test_four_hidden_cells_leave_the_secret_between_five_and_thirty():
    found = attack(hidden(TABLE, [(1, 0), (1, 2), (2, 0), (2, 2)]))
    assert found[1, 2] == pytest.approx((5, 30))


def test_a_secret_hidden_alone_is_computed_exactly():
    assert attack(hidden(TABLE, [(1, 2)]))[1, 2] == pytest.approx((22, 22))


def test_the_optimal_pattern_is_that_of_the_worked_example():
    found = suppress(TABLE, secret=SECRET, below=4.4, above=4.4, cost=with_margins(TABLE))
    assert found.cost == 59
    assert [tuple(int(i) for i in c) for c in np.argwhere(found.hidden)] == [(1, 0), (1, 2), (2, 0), (2, 2)]
    low, high = attack(found)[1, 2]
    assert low <= 22 - 4.4
    assert high >= 22 + 4.4


def protects(full, mask, place, zeros_printed):
    """Whether a pattern leaves the secret at least 1 up and half a unit down."""
    bounds = Suppressed(np.where(mask, -1, full), mask, 0.0, zeros_printed).bounds(at_most=2 * full.max())
    return bounds[place][0] <= full[place] - 0.5 + 1e-6 and bounds[place][1] >= full[place] + 1 - 1e-6


@pytest.mark.parametrize(
    ("values", "zeros_printed"), [([1, 5, 2, 7], False), ([2, 3, 3, 9], False), ([2, 4, 1, 6], True)]
)
def test_no_cheaper_pattern_protects_the_secret(values, zeros_printed):
    """The 256 patterns of a table of 2 x 2 with its margins are tried, the cheapest first."""
    table = np.array(values).reshape(2, 2)
    secret = np.array([[True, False], [False, False]])
    full = with_margins(table)
    masks = [np.array((True, *bits)).reshape(3, 3) for bits in product([False, True], repeat=8)]
    masks.sort(key=lambda m: full[m].sum())
    cheapest = next((m for m in masks if protects(full, m, (0, 0), zeros_printed)), None)
    found = suppress(table, secret=secret, below=0.5, above=1, cost=full, zeros_printed=zeros_printed)
    assert found.cost == pytest.approx(full[cheapest].sum())
    assert protects(full, found.hidden, (0, 0), zeros_printed)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=12, max_size=12), st.booleans())
def test_the_attackers_bounds_always_hold_the_truth(values, integer):
    table = np.array(values).reshape(3, 4)
    secret = (table > 0) & (table < 4)
    full = with_margins(table)
    try:
        found = suppress(table, secret=secret, below=1, above=1)
    except disclosure.UnableToSuppress:
        return
    for cell, (low, high) in attack(found, at_most=float(full.max()), integer=integer).items():
        assert low - 1e-6 <= full[cell] <= high + 1e-6
    assert (found.counts[~found.hidden] == full[~found.hidden]).all()


ROW = np.array([0.0, 1, 7, 1, 0, 9])
ONES = Suppressed(np.where(ROW == 1, -1, ROW), ROW == 1, 0.0, False)


def test_two_hidden_ones_are_exact_where_zeros_are_printed():
    """The hole of ones and zeros: an audit that starts from nought misses it."""
    assert attack(ONES) == {(1,): (0, 2), (3,): (0, 2)}
    printed = Suppressed(ONES.counts, ONES.hidden, 0.0, True)
    assert attack(printed) == {(1,): (1, 1), (3,): (1, 1)}


def test_where_zeros_are_printed_they_are_not_hidden_and_secrets_stay_open():
    table = np.array([[0, 1, 7, 1, 0], [2, 0, 0, 2, 8]])
    found = suppress(table, secret=(table > 0) & (table <= 3), below=0, above=1, zeros_printed=True)
    full = with_margins(table)
    assert (full[found.hidden] > 0).all()
    bounds = attack(found, at_most=20)
    assert all(bounds[c][1] - bounds[c][0] >= 1 for c in ((0, 1), (0, 3), (1, 0), (1, 3)))


def test_whole_numbers_can_tell_more_than_fractions():
    full = np.array([[-1, -1, 3.0], [-1, -1, 2.0], [2.0, 3.0, 5.0]])
    mask = full < 0
    loose = attack(Suppressed(full, mask, 0.0, False), at_most=1.5)
    whole = attack(Suppressed(full, mask, 0.0, False), at_most=2, integer=True)
    assert loose[0, 0] == pytest.approx((1.5, 1.5))
    assert whole[0, 0] == pytest.approx((1, 2))


def test_a_table_without_secrets_is_printed_whole():
    found = suppress(TABLE, secret=TABLE < 0, below=1, above=1)
    assert (found.cost, found.hidden.any()) == (0, False)
    assert attack(found) == {}


def test_tables_of_three_axes_are_protected_too():
    table = np.arange(1, 9).reshape(2, 2, 2)
    found = suppress(table, secret=table == 1, below=1, above=1)
    low, high = attack(found)[0, 0, 0]
    assert high - low >= 2
    assert found.hidden.sum() >= 4


def test_figures_that_cannot_all_be_true_are_named():
    wrong = Suppressed(np.array([-1.0, 5, 3]), np.array([True, False, False]), 0.0, False)
    for integer in (False, True):
        with pytest.raises(disclosure.FiguresContradict):
            attack(wrong, integer=integer)


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (errors.WrongShape, lambda: suppress(TABLE, secret=SECRET[:2], below=1, above=1)),
        (errors.WrongShape, lambda: suppress(TABLE, secret=SECRET, below=1, above=1, cost=TABLE)),
        (
            errors.WrongShape,
            lambda: suppress(np.zeros((0, 2)), secret=np.zeros((0, 2), bool), below=1, above=1),
        ),
        (errors.InvalidParameter, lambda: suppress(TABLE, secret=SECRET.astype(int), below=1, above=1)),
        (errors.NegativeWeight, lambda: suppress(-TABLE, secret=SECRET, below=1, above=1)),
        (errors.NegativeWeight, lambda: suppress(TABLE * np.nan, secret=SECRET, below=1, above=1)),
        (disclosure.UnableToSuppress, lambda: suppress(TABLE, secret=SECRET, below=90, above=1)),
        (errors.InvalidParameter, lambda: attack(hidden(TABLE, [(3, 3)]))),
    ],
)
def test_what_cannot_be_hidden_is_refused(error, call):
    with pytest.raises(error):
        call()


def test_whole_numbers_cut_off_what_only_fractions_reach():
    """Two and a half at most is two at most for who counts municipalities."""
    full = np.array([[-1, -1, 3.0], [-1, -1, 2.0], [2.0, 3.0, 5.0]])
    table = Suppressed(full, full < 0, 0.0, False)
    assert attack(table, at_most=2.5)[0, 0] == pytest.approx((0.5, 2))
    assert attack(table, at_most=2.5, integer=True)[0, 0] == pytest.approx((1, 2))


def test_where_zeros_are_not_printed_a_zero_may_hide_a_one():
    """The cheapest shelter, also in a table of one axis; it costs a little though it is nought."""
    found = suppress(np.array([1, 0, 9]), secret=np.array([True, False, False]), below=1, above=0)
    assert found.hidden.tolist() == [True, True, False, False]
    assert found.counts.tolist() == [-1, -1, 9, 10]
    assert found.cost == pytest.approx(1.01)
    assert found.zeros_printed is False
    assert attack(found) == {(0,): (0, 1), (1,): (0, 1)}


def test_a_pattern_that_is_not_found_in_time_is_refused():
    with pytest.raises(disclosure.UnableToSuppress):
        suppress(TABLE, secret=SECRET, below=4.4, above=4.4, seconds=0)


def system(low, high, equal=None, below=None):
    empty = csr_array((0, len(low)))
    made = [empty if m is None else csr_array(np.array(m, float)) for m in (equal, below)]
    return System(np.array(low, float), np.array(high, float), *made)


def test_what_is_at_most_another_number_is_bounded_by_it_in_whole_numbers_too():
    found = system([0, 0], [10, 3.5], below=[[1, -1]])
    assert found.bounds([0])[0] == pytest.approx((0, 3.5))
    assert found.bounds([0], integer=True)[0] == pytest.approx((0, 3))


def test_unknowns_that_no_rule_joins_share_a_program_and_joined_ones_never_do():
    joined = [[1, -1, 0]]
    assert system([0] * 3, [1] * 3)._rounds(range(3)) == [[0, 1, 2]]
    assert system([0] * 3, [1] * 3, equal=joined)._rounds(range(3)) == [[0, 2], [1]]
    assert system([0] * 3, [1] * 3, equal=joined, below=joined)._rounds(range(3)) == [[0, 2], [1]]
