"""Colleagues are combined into one voice per municipality, and their differences stay visible."""

import numpy as np
import pytest

from needs_assessment import errors, responses
from needs_assessment.reasons import Reason


def test_many_colleagues_of_one_role_do_not_outvote_another_role():
    found = responses.combine([[5], [5], [5], [1]], municipalities=["m"] * 4, roles=list("aaab"))
    assert found.values.tolist() == [[3]]
    assert found.respondents.tolist() == [4]


def test_without_roles_all_colleagues_count_alike():
    found = responses.combine([[5], [5], [5], [1]], municipalities=["m"] * 4)
    assert found.values.tolist() == [[4]]


def test_municipalities_stand_in_sorted_order():
    found = responses.combine([[1], [2], [3]], municipalities=["c", "a", "b"])
    assert found.municipalities == ("a", "b", "c")
    assert found.values.ravel().tolist() == [2, 3, 1]


def test_who_does_not_know_is_left_out_of_that_topic_only():
    found = responses.combine([[5, np.nan], [1, 3]], municipalities=["m", "m"])
    assert found.values.tolist() == [[3, 3]]
    assert found.answers.tolist() == [[2, 1]]


def test_a_code_for_dont_know_is_left_out_as_well():
    table = np.array([[5, 0], [1, 3]], dtype=np.int8)
    found = responses.combine(table, municipalities=np.array([7, 7]), missing=0)
    assert found.values.tolist() == [[3, 3]]


def test_a_topic_nobody_of_a_municipality_answered_stays_unknown():
    found = responses.combine([[np.nan], [4]], municipalities=["a", "b"])
    assert np.isnan(found.values[0, 0])
    assert found.answers.tolist() == [[0], [1]]


def test_a_topic_nobody_at_all_answered_stays_unknown():
    found = responses.combine([[np.nan], [np.nan]], municipalities=["a", "b"])
    assert np.isnan(found.values).all()


def test_colleagues_of_one_role_who_spread_are_said_to_differ():
    found = responses.combine([[1], [5], [3], [3]], municipalities=["a", "a", "b", "b"])
    assert found.within.ravel() == pytest.approx([np.sqrt(8), 0])
    assert found.differ.ravel().tolist() == [True, False]
    assert found.reasons == (Reason.DISAGREEMENT_WITHIN,)


def test_roles_far_apart_are_said_to_differ():
    found = responses.combine(
        [[2], [4], [2], [3]], municipalities=["a", "a", "b", "b"], roles=["x", "y", "x", "y"]
    )
    assert found.between.ravel().tolist() == [2, 1]
    assert found.differ.ravel().tolist() == [True, False]


def test_a_single_colleague_cannot_differ():
    found = responses.combine([[5]], municipalities=["a"])
    assert np.isnan(found.within[0, 0])
    assert np.isnan(found.between[0, 0])
    assert found.reasons == ()


@pytest.mark.parametrize("kind", [np.int8, np.uint16, np.int64, np.float32])
def test_whole_numbers_are_tallied_to_the_same_outcome(kind):
    rng = np.random.default_rng(1)
    table = rng.integers(0, 6, (300, 4))
    municipality, role = rng.integers(0, 20, 300), rng.integers(0, 3, 300)
    expected = responses.combine(np.where(table == 0, np.nan, table), municipalities=municipality, roles=role)
    found = responses.combine(table.astype(kind), municipalities=municipality, roles=role, missing=0)
    for name in ("values", "answers", "within", "between", "respondents"):
        assert getattr(found, name) == pytest.approx(getattr(expected, name), nan_ok=True)


def test_wide_whole_numbers_need_no_tally():
    found = responses.combine(np.array([[0], [100_000]]), municipalities=["a", "a"], scale=(0, 100_000))
    assert found.values.tolist() == [[50_000]]


def test_a_whole_number_outside_the_scale_is_refused_unless_it_means_no_answer():
    table = np.array([[5], [9]])
    with pytest.raises(errors.OutsideScale):
        responses.combine(table, municipalities=["a", "b"])
    assert responses.combine(table, municipalities=["a", "b"], missing=9).answers.tolist() == [[1], [0]]


@pytest.mark.parametrize(
    ("error", "table", "changed"),
    [
        (errors.OutsideScale, [[6]], {}),
        (errors.OutsideScale, [[0]], {}),
        (errors.WrongShape, [5], {}),
        (errors.NobodyAnswered, np.empty((0, 3)), {"municipalities": []}),
        (errors.LengthsDiffer, [[5], [4]], {}),
        (errors.LengthsDiffer, [[5]], {"roles": ["a", "b"]}),
    ],
)
def test_bad_answers_are_refused(error, table, changed):
    with pytest.raises(error):
        responses.combine(table, **{"municipalities": ["a"], **changed})
