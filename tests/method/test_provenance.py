"""A published figure can be computed again, and only from what it was computed from."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from method.frame import frame
from needs_assessment import METHOD_VERSION, errors, provenance


def test_a_kept_figure_is_computed_again_from_its_inputs():
    data = frame()
    made = provenance.compute("estimates.mean", data.gaps[:, 0], **data.design, level=0.9)
    kept = provenance.Provenance.from_text(made.provenance.as_text())
    assert kept == made.provenance
    assert kept.method_version == METHOD_VERSION
    assert dict(kept.parameters) == {"level": 0.9}
    assert provenance.recompute(kept, data.gaps[:, 0], **data.design) == made.result


def test_replicates_are_computed_again_to_the_last_digit():
    data = frame()
    made = provenance.compute("replicates.means", data.gaps, **data.design, draws=30, seed=5)
    again = provenance.recompute(made.provenance, data.gaps, **data.design)
    assert (again.scores == made.result.scores).all()


def test_other_inputs_are_refused():
    made = provenance.compute("estimates.mean", [1.0, 2, 3], population=9)
    with pytest.raises(errors.InputsChanged):
        provenance.recompute(made.provenance, [1.0, 2, 4])


def test_another_version_of_the_method_is_refused():
    made = provenance.compute("estimates.mean", [1.0, 2, 3], population=9)
    with pytest.raises(errors.MethodChanged):
        provenance.recompute(replace(made.provenance, method_version="0"), [1.0, 2, 3])


@pytest.mark.parametrize(
    "name",
    [
        "estimates.none",
        "nothing.mean",
        "estimates",
        "os.path.join",
        "estimates._x",
        "errors.TOO_FEW",
        "estimates.TOO_FEW",
    ],
)
def test_only_functions_of_the_method_can_be_called(name):
    with pytest.raises(errors.InvalidParameter):
        provenance.compute(name, [1.0])


@dataclass(frozen=True)
class Record:
    first: object
    second: object = None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1, 2], [2, 1]),
        ([1, 2], [1.0, 2.0]),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.array([[1, 2]]), np.array([1, 2])),
        (["ab", "c"], ["a", "bc"]),
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"b": 1}),
        (Record(1), Record(2)),
        (Record, Record(1)),
        ("1", 1),
        (None, "None"),
        (np.array(["a", None], object), np.array(["b", None], object)),
    ],
)
def test_different_inputs_have_different_digests(one, other):
    assert provenance.digest(one) != provenance.digest(other)


def test_the_order_of_keys_does_not_matter():
    assert provenance.digest({"a": 1, "b": [2]}) == provenance.digest({"b": [2], "a": 1})
    assert provenance.digest(np.arange(6).reshape(2, 3).T) == provenance.digest(
        np.ascontiguousarray(np.arange(6).reshape(2, 3).T)
    )
