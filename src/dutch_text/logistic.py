"""A logistic model for many codes at once, learned from few examples with many features.

With a penalty on the squared weights, the best weights lie in the span of the examples; so the model is fitted in as
many dimensions as there are examples (at most a few hundred), for all codes in one go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy import sparse

STRENGTH = 10.0
# 0 = every coding counts alike, 1 = rare codes weigh as much as common ones.
BALANCE = 0.5
_TINY = 1e-9


@dataclass(frozen=True)
class Linear:
    """Weights (features x codes) and one intercept per code."""

    weights: np.ndarray
    intercepts: np.ndarray

    def scores(self, rows: sparse.csr_matrix) -> np.ndarray:
        """This will give the score (rows x codes) before calibration."""
        return rows @ self.weights + self.intercepts


def fit(rows: sparse.csr_matrix, truth: np.ndarray, *, offsets: np.ndarray | None = None) -> Linear:
    """This will fit one logistic model per column of `truth` (examples x codes, 0 or 1).

    `offsets` (examples x codes) are scores known beforehand, added before the model learns.
    """
    kernel = (rows @ rows.T).toarray()
    values, vectors = np.linalg.eigh(kernel)
    kept = values > _TINY
    inside = vectors[:, kept] * np.sqrt(values[kept])
    back = vectors[:, kept] / np.sqrt(values[kept])
    inner, intercepts = _solve(
        inside, truth.astype(float), np.zeros(truth.shape) if offsets is None else offsets
    )
    return Linear(np.asarray(rows.T @ (back @ inner), dtype=np.float32), intercepts)


def _solve(inside: np.ndarray, truth: np.ndarray, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:

    from scipy.optimize import minimize

    width = inside.shape[1]
    codes = truth.shape[1]
    importance = _importance(truth)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights, intercepts = flat[: width * codes].reshape(width, codes), flat[width * codes :]
        scores = inside @ weights + intercepts + offsets
        value = np.sum(importance * (np.logaddexp(0, scores) - truth * scores))
        slope = importance * (_sigmoid(scores) - truth)
        gradient = np.concatenate(
            [(STRENGTH * inside.T @ slope + weights).ravel(), STRENGTH * slope.sum(axis=0)]
        )
        return STRENGTH * value + 0.5 * float(np.sum(weights**2)), gradient

    start = np.zeros(width * codes + codes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return found[: width * codes].reshape(width, codes), found[width * codes :]


def _importance(truth: np.ndarray) -> np.ndarray:
    positives = np.maximum(truth.sum(axis=0), 1.0)
    return np.where(truth > 0, np.maximum(len(truth) / (2 * positives), 1.0) ** BALANCE, 1.0)


def _sigmoid(scores: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-np.clip(scores, -60, 60)))
