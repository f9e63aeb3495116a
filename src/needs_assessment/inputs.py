"""Checked arrays: what comes in is turned into numpy, or refused with a named error.

Every public function of the method reads its arguments through here, so that a missing value, a wrong length
or a negative size is refused in the same words everywhere and can never become a NaN in a published figure.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from needs_assessment.errors import (
    InvalidParameter,
    LengthsDiffer,
    NegativeWeight,
    NobodyAnswered,
    NotANumber,
    OutsideScale,
    WrongShape,
)

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


def numbers(
    values: npt.ArrayLike, *, name: str, length: int | None = None, dimensions: int = 1, missing: bool = False
) -> FloatArray:
    """This will return `values` as floats, refusing another shape, no units at all, infinities and NaN.

    `missing=True` lets NaN through: the caller then leaves those answers out on purpose.
    """
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as problem:
        raise NotANumber(
            f"{name} as numbers", "something else", "turn answers into numbers first"
        ) from problem
    _check_shape(array, name=name, length=length, dimensions=dimensions)
    bad = np.isinf(array) if missing else ~np.isfinite(array)
    if bad.any():
        raise NotANumber(
            f"a finite number in every place of {name}",
            f"{int(bad.sum())} of {array.size} missing or infinite",
            "leave units without an answer out, for instance with domain=~numpy.isnan(answers)",
        )
    return array


def matrix(values: npt.ArrayLike, *, name: str, missing: bool = False) -> FloatArray:
    """This will return `values` as units x topics; a flat array counts as one topic."""
    array = np.asarray(values)
    if array.ndim == 1:
        array = array[:, None]
    return numbers(array, name=name, dimensions=2, missing=missing)


def answers(values: npt.ArrayLike, *, name: str, scale: tuple[float, float]) -> FloatArray:
    """This will return answers (units x topics, NaN = no answer), refusing values outside `scale`."""
    array = matrix(values, name=name, missing=True)
    low, high = scale
    outside = (array < low) | (array > high)
    if outside.any():
        raise OutsideScale(
            f"{name} from {low:g} to {high:g}, or NaN for no answer",
            f"{int(outside.sum())} values between {np.nanmin(array):g} and {np.nanmax(array):g}",
            "recode the answers, or give the scale they were asked on",
        )
    return array


def codes(
    labels: Sequence[Hashable] | npt.NDArray[Any], *, name: str, length: int
) -> tuple[IntArray, tuple[Hashable, ...]]:
    """This will number the labels from 0 in sorted order and return the numbers and the labels."""
    if len(labels) != length:
        raise LengthsDiffer(
            f"{length} entries in {name}", f"{len(labels)}", "give one entry per responding unit"
        )
    if isinstance(labels, np.ndarray) and labels.ndim == 1 and labels.dtype.kind in "iub":
        unique, place_of = np.unique(labels, return_inverse=True)
        return place_of.astype(np.int64), tuple(unique.tolist())
    flat = np.empty(length, dtype=object)
    flat[:] = labels.tolist() if isinstance(labels, np.ndarray) else list(labels)
    if any(label is None or label != label for label in flat):
        raise NotANumber(
            f"a label for every unit in {name}", "a missing one", "give the unknown a label of its own"
        )
    known = _in_order(set(flat.tolist()))
    place = {label: at for at, label in enumerate(known)}
    return np.fromiter((place[label] for label in flat), dtype=np.int64, count=length), known


def sizes(weights: npt.ArrayLike, *, name: str, length: int) -> FloatArray:
    """This will return weights or counts, refusing negative ones."""
    array = numbers(weights, name=name, length=length)
    if (array < 0).any():
        raise NegativeWeight(
            f"{name} of 0 or more",
            f"{int((array < 0).sum())} below 0",
            "a unit that should not count has weight 0",
        )
    return array


def mask(values: npt.ArrayLike, *, name: str, shape: tuple[int, ...]) -> BoolArray:
    """This will return a boolean mask of the wanted shape."""
    array = np.asarray(values)
    if array.dtype != np.bool_:
        raise WrongShape(
            f"{name} of True and False", f"type {array.dtype}", "compare first, as in region == 3"
        )
    if array.shape != shape:
        raise LengthsDiffer(
            f"{name} of shape {shape}", f"{array.shape}", "give one entry per responding unit"
        )
    return array


def share(value: float, *, name: str) -> float:
    """This will return a share strictly between 0 and 1, such as a confidence level."""
    if not 0 < value < 1:
        raise InvalidParameter(f"{name} between 0 and 1", f"{value}", "write 95% as 0.95")
    return float(value)


def count(value: int, *, name: str, least: int = 1, most: int | None = None) -> int:
    """This will return a whole number of at least `least` and at most `most`."""
    if isinstance(value, bool) or value != int(value) or value < least or (most is not None and value > most):
        upper = "" if most is None else f" and at most {most}"
        raise InvalidParameter(
            f"{name} of at least {least}{upper}", f"{value}", "give a whole number in that range"
        )
    return int(value)


def totals(sizes_by_label: Mapping[Any, float], *, name: str) -> dict[Hashable, float]:
    """This will return a table label -> size as floats, refusing negative or missing sizes."""
    values = sizes(list(sizes_by_label.values()), name=name, length=len(sizes_by_label))
    return dict(zip(sizes_by_label, values.tolist(), strict=True))


def _check_shape(array: FloatArray, *, name: str, length: int | None, dimensions: int) -> None:
    if array.ndim != dimensions:
        raise WrongShape(
            f"{name} with {dimensions} dimension(s)", f"{array.ndim}", "units run along the first axis"
        )
    if length is not None and len(array) != length:
        raise LengthsDiffer(
            f"{length} entries in {name}", f"{len(array)}", "give one entry per responding unit"
        )
    if array.size == 0:
        raise NobodyAnswered(
            f"at least one entry in {name}", "none", "nothing can be said when nobody answered"
        )


def _in_order(labels: set[Any]) -> tuple[Hashable, ...]:
    try:
        return tuple(sorted(labels))
    except TypeError:
        return tuple(sorted(labels, key=lambda label: (type(label).__name__, str(label))))
