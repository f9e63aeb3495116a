"""Scores into probabilities that mean what they say, and the measure of how far they are off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

# Below this many checked proposals a temperature is a guess; the untouched scores are then flattened instead.
FEWEST = 20
_GUESS = (2.0, 0.0)


@dataclass(frozen=True, slots=True)
class Temperature:
    """Divides scores by `heat` after adding `shift`; above 1 the scores promised too much."""

    heat: float
    shift: float

    def probabilities(self, scores: np.ndarray) -> np.ndarray:
        """This will give the probability behind each score."""
        return 1.0 / (1.0 + np.exp(-np.clip((scores + self.shift) / self.heat, -60, 60)))


def fit_temperature(scores: np.ndarray, truth: np.ndarray) -> Temperature:
    """This will find the temperature at which scores of unseen examples fit what people coded."""
    scores, truth = np.ravel(scores), np.ravel(truth).astype(float)
    if len(scores) < FEWEST or truth.min() == truth.max():
        return Temperature(*_GUESS)

    def loss(parameters: np.ndarray) -> float:
        warm = (scores + parameters[1]) / np.exp(parameters[0])
        return float(np.mean(np.logaddexp(0, warm) - truth * warm))

    found = minimize(loss, np.array([np.log(_GUESS[0]), 0.0]), method="Nelder-Mead").x
    return Temperature(float(np.clip(np.exp(found[0]), 0.05, 20.0)), float(np.clip(found[1], -20.0, 20.0)))


def calibration_error(confidence: np.ndarray, right: np.ndarray, *, bins: int = 10) -> float:
    """This will give the expected calibration error: the mean gap between confidence and being right.

    Bins of equal width, weighted by how many fall in (Naeini, Cooper & Hauskrecht 2015).
    """
    confidence, right = np.ravel(confidence), np.ravel(right).astype(float)
    if not len(confidence):
        return 0.0
    places = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(confidence[places == place].mean() - right[places == place].mean()) * np.mean(places == place)
        for place in np.unique(places)
    ]
    return float(np.sum(gaps))
