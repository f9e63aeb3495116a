"""What comes in is turned into arrays or refused."""

import numpy as np
import pytest

from needs_assessment import errors, inputs


def test_labels_are_numbered_in_sorted_order():
    codes, labels = inputs.codes(["b", "a", "b"], name="x", length=3)
    assert (codes.tolist(), labels) == ([1, 0, 1], ("a", "b"))


@pytest.mark.parametrize("labels", [np.array([7, 3, 7]), np.array(["7", "3", "7"]), [7, 3, 7]])
def test_arrays_and_lists_of_labels_are_numbered_alike(labels):
    codes, known = inputs.codes(labels, name="x", length=3)
    assert codes.tolist() == [1, 0, 1]
    assert type(known[0]) in (int, str)


def test_a_missing_label_is_refused():
    for labels in (["a", None], [1.0, float("nan")]):
        with pytest.raises(errors.NotANumber):
            inputs.codes(labels, name="x", length=2)


def test_a_size_that_is_no_number_is_refused():
    with pytest.raises(errors.NotANumber):
        inputs.totals({"a": float("nan")}, name="x")


def test_infinity_is_refused_even_where_missing_is_allowed():
    with pytest.raises(errors.NotANumber):
        inputs.numbers([1.0, np.inf], name="x", missing=True)
    assert np.isnan(inputs.numbers([1.0, np.nan], name="x", missing=True)[1])
