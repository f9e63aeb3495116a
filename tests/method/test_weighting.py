"""Weights add up to what is known, and say so when they were capped, joined or could not settle."""

import numpy as np
import pytest

from method.frame import frame
from needs_assessment import errors, weighting
from needs_assessment.reasons import Reason


def test_raked_weights_fit_every_margin():
    data = frame()
    raked = weighting.rake(data.base, margins=data.margins)
    for labels, totals in data.margins:
        for label, total in totals.items():
            assert raked.weights[labels == label].sum() == pytest.approx(total)
    assert raked.misfit < 1e-12
    assert raked.reasons == ()


def test_the_effective_number_of_equal_weights_is_their_number():
    assert weighting.effective_size([2, 2, 2, 2]) == pytest.approx(4)
    assert weighting.effective_size([3, 1]) == pytest.approx(16 / 10)


def test_post_stratification_is_one_step_to_known_cells():
    found = weighting.post_stratify([1, 1, 2], cells=list("aab"), totals={"a": 10, "b": 6})
    assert found.weights.tolist() == [5, 5, 6]
    assert found.cap is None


def test_a_weight_far_above_the_others_is_capped_and_it_is_said():
    labels, other = list("aaaaaaaaab"), list("xxxxxxxxyy")
    margins = [(labels, {"a": 10, "b": 40}), (other, {"x": 8, "y": 42})]
    raked = weighting.rake(np.ones(10), margins=margins)
    assert raked.cap == 15
    assert raked.weights.max() <= 15
    assert set(raked.reasons) == {Reason.WEIGHTS_CAPPED, Reason.MARGINS_RELAXED}
    assert raked.misfit > 0.1


def test_capped_weights_that_still_fit_are_not_called_relaxed():
    """Cells a-x, a-y, b-x, b-y: one heavy unit can hand its weight to the others of its two margins."""
    labels = list("aaaaabbbbb")
    other = list("xxyyyyxxxx")
    margins = [(labels, {"a": 50, "b": 50}), (other, {"x": 60, "y": 40})]
    start = np.array([20, 1, 1, 1, 1, 1, 1, 1, 1, 1.0])
    free = weighting.rake(start, margins=margins, cap=None)
    capped = weighting.rake(start, margins=margins, cap=1.5)
    assert free.weights.max() > 15
    assert capped.weights.max() <= 15 + 1e-9
    assert capped.reasons == (Reason.WEIGHTS_CAPPED,)
    assert capped.iterations > free.iterations


def test_raking_that_contradicts_itself_names_the_margin_that_is_off():
    margins = [(list("aabb"), {"a": 8, "b": 2}), (list("xxyy"), {"x": 2, "y": 8})]
    with pytest.raises(errors.RakingDidNotConverge) as caught:
        weighting.rake(np.ones(4), margins=margins, max_iterations=50)
    assert caught.value.margin == 0
    assert "margin 0" in caught.value.came


def test_units_without_any_weight_cannot_be_raked_up():
    with pytest.raises(errors.RakingDidNotConverge):
        weighting.rake([1, 1, 0], margins=[(list("aab"), {"a": 2, "b": 1})])


def test_a_category_of_nought_that_nobody_has_is_no_matter():
    raked = weighting.rake([1, 1], margins=[(list("ab"), {"a": 2, "b": 1, "c": 0})])
    assert raked.weights.tolist() == [2, 1]


@pytest.mark.parametrize(
    ("error", "weights", "margins"),
    [
        (errors.MarginsDisagree, [1, 1], [(list("ab"), {"a": 2, "b": 1}), (list("xx"), {"x": 4})]),
        (errors.MarginIncomplete, [1, 1], [(list("ab"), {"a": 2})]),
        (errors.MarginIncomplete, [1, 1], [(list("aa"), {"a": 2, "b": 1})]),
        (errors.NegativeWeight, [1, -1], [(list("ab"), {"a": 2, "b": 1})]),
        (errors.NegativeWeight, [1, 1], [(list("ab"), {"a": 2, "b": -1})]),
        (errors.LengthsDiffer, [1, 1], [(list("a"), {"a": 2})]),
        (errors.InvalidParameter, [1, 1], []),
    ],
)
def test_bad_margins_are_refused(error, weights, margins):
    with pytest.raises(error):
        weighting.rake(weights, margins=margins)


def test_a_cap_below_the_mean_weight_is_refused():
    with pytest.raises(errors.InvalidParameter):
        weighting.rake([1, 1], margins=[(list("ab"), {"a": 2, "b": 1})], cap=0.5)


def test_weights_that_are_all_nought_have_no_effective_number():
    with pytest.raises(errors.ZeroDenominator):
        weighting.effective_size([0, 0])


def test_a_small_cell_joins_its_smaller_neighbor_and_it_is_said():
    strata = ["s"] * 9 + ["m"] * 3 + ["l"] * 8
    found = weighting.collapse(strata, population={"s": 20, "m": 10, "l": 12})
    assert found.joined == {"m": "l"}
    assert found.population == {"s": 20, "l": 22}
    assert found.strata.tolist() == ["s"] * 9 + ["l"] * 11
    assert found.reasons == (Reason.CELLS_COLLAPSED,)


def test_a_silent_cell_joins_too():
    found = weighting.collapse(["s"] * 9, population={"s": 20, "m": 10, "none": 0})
    assert found.joined == {"m": "s"}
    assert found.population == {"s": 30}
    assert found.reasons == (Reason.CELLS_COLLAPSED, Reason.NOBODY_IN_CELL)


def test_a_small_cell_where_everybody_answered_stays():
    found = weighting.collapse(["s"] * 9 + ["l"] * 2, population={"s": 20, "l": 2})
    assert found.joined == {}
    assert found.reasons == ()


def test_joining_ends_when_one_cell_is_left():
    found = weighting.collapse(list("abc"), population={"a": 5, "b": 5, "c": 5})
    assert found.population == {"a": 15}


def test_a_cell_of_unknown_size_cannot_be_joined():
    with pytest.raises(errors.PopulationMissing):
        weighting.collapse(list("ab"), population={"a": 5})


def test_raking_that_gets_too_few_rounds_is_refused():
    data = frame()
    with pytest.raises(errors.RakingDidNotConverge, match="after 1 rounds"):
        weighting.rake(data.base, margins=data.margins, max_iterations=1)


def told(caught):
    return all(isinstance(part, str) and part for part in (caught.expected, caught.came, caught.hint))


def test_refusals_of_weighting_say_what_was_expected_came_and_helps():
    one = [(list("ab"), {"a": 2, "b": 1})]
    contradiction = [(list("aabb"), {"a": 8, "b": 2}), (list("xxyy"), {"x": 2, "y": 8})]
    attempts = [
        lambda: weighting.rake([1, 1], margins=one, cap=0.5),
        lambda: weighting.rake(np.ones(4), margins=contradiction),
        lambda: weighting.collapse(list("ab"), population={"a": 5}),
    ]
    for attempt in attempts:
        with pytest.raises(errors.MethodError) as caught:
            attempt()
        assert told(caught.value)


def test_one_margin_fits_in_one_round_however_small_the_weights():
    raked = weighting.rake([0.1, 0.1, 0.2], margins=[(list("aab"), {"a": 4, "b": 2})], max_iterations=1)
    assert raked.weights.tolist() == pytest.approx([2, 2, 2])
    assert weighting.rake([0.1, 0.1, 0.2], margins=[(list("aab"), {"a": 4, "b": 2})]).iterations == 1


def test_raking_that_cannot_settle_stops_early_and_names_margin_and_category():
    """The first margin always fits; the second and third contradict each other."""
    margins = [
        (list("oooo"), {"o": 10}),
        (list("aabb"), {"a": 9, "b": 1}),
        (list("xxyy"), {"x": 2, "y": 8}),
    ]
    with pytest.raises(errors.RakingDidNotConverge) as caught:
        weighting.rake(np.ones(4), margins=margins)
    assert caught.value.margin == 1
    assert "margin 1, category 'b'" in caught.value.came
    assert "1000 rounds" not in caught.value.came


def test_a_weight_a_little_above_the_cap_is_capped_as_well():
    margins = [(list("aaab"), {"a": 6, "b": 4})]
    assert weighting.rake(np.ones(4), margins=margins, cap=None).weights.max() == 4
    raked = weighting.rake(np.ones(4), margins=margins, cap=1.4)
    assert raked.cap == pytest.approx(3.5)
    assert raked.weights.max() == pytest.approx(3.5)


def test_a_cap_of_one_lets_no_weight_exceed_the_mean():
    raked = weighting.rake(np.ones(4), margins=[(list("aaab"), {"a": 6, "b": 4})], cap=1)
    assert raked.weights.tolist() == pytest.approx([2, 2, 2, 2.5])


def test_eight_answers_are_enough_for_a_cell():
    found = weighting.collapse(["a"] * 8 + ["b"] * 8, population={"a": 20, "b": 20})
    assert found.joined == {}


def test_a_complete_cell_of_one_stays_on_its_own():
    found = weighting.collapse(["one"] + ["b"] * 8, population={"one": 1, "b": 20})
    assert found.population == {"one": 1, "b": 20}


def test_the_emptiest_cell_joins_first():
    """Answers 1, 3, 0, 3 with 3 enough: the silent cell goes left, and the first cell then joins these two."""
    strata = ["a", *["b"] * 3, *["d"] * 3]
    found = weighting.collapse(strata, population=dict.fromkeys("abcd", 10), least=3)
    assert found.population == {"b": 30, "d": 10}


def test_a_silent_cell_counts_as_no_answer_at_all():
    """With one answer enough, the cell of one stays and the silent one joins it."""
    found = weighting.collapse(["a", *["c"] * 9], population={"a": 5, "b": 5, "c": 20}, least=1)
    assert found.joined == {"b": "a"}
    silent_first = weighting.collapse(["a", *["c"] * 9], population={"b": 5, "a": 5, "c": 20}, least=1)
    assert silent_first.joined == {"b": "a"}
