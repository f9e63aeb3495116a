"""Shares of parts that add up to the share of the whole, so that one topic has one figure everywhere.

A part has few answers and lends its share from a larger one; added up, such shares miss the estimate of the
whole by a little. They are moved until they meet it: all by one factor, of the shares when the whole is
lower, of what is left to 1 when it is higher, so that none leaves 0 to 1 and their order stays.
Source: ratio benchmarking, Rao & Molina (2015), Small Area Estimation, section 6.4.6.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from needs_assessment import inputs
from needs_assessment.errors import LengthsDiffer, OutsideScale, ZeroDenominator
from needs_assessment.inputs import FloatArray


def to_whole(shares: npt.ArrayLike, *, sizes: npt.ArrayLike, whole: npt.ArrayLike) -> FloatArray:
    """This will move the shares of parts so that, weighted by their sizes, they have the share of the whole.

    shares: draws x parts. sizes: municipalities per part. whole: one share per draw. Formula: with m the mean
    of the parts, p whole / m when whole <= m, else 1 - (1 - p) (1 - whole) / (1 - m). Assumptions: parts are
    off by chance, alike in one direction. Not when: a part has an estimate of its own that is shown beside it.
    Raises `OutsideScale`, `LengthsDiffer`, `ZeroDenominator` (sizes that add up to nothing).
    """
    parts = inputs.matrix(np.atleast_2d(np.asarray(shares)), name="shares")
    weights = inputs.sizes(sizes, name="sizes", length=parts.shape[1])
    target = inputs.numbers(whole, name="whole")
    if len(target) != len(parts):
        raise LengthsDiffer(f"{len(parts)} draws in whole", f"{len(target)}", "one share per draw")
    if min(parts.min(), target.min()) < 0 or max(parts.max(), target.max()) > 1:
        raise OutsideScale("shares between 0 and 1", "others", "shares, not percentages")
    if weights.sum() <= 0:
        raise ZeroDenominator("parts with municipalities", "only empty ones", "leave the topic out")
    return _moved(parts, parts @ weights / weights.sum(), target)


def _moved(parts: FloatArray, mean: FloatArray, target: FloatArray) -> FloatArray:
    lower = target <= mean
    down = np.divide(target, mean, out=np.zeros_like(mean), where=mean > 0)
    up = np.divide(1 - target, 1 - mean, out=np.zeros_like(mean), where=mean < 1)
    return np.where(lower[:, None], parts * down[:, None], 1 - (1 - parts) * up[:, None])
