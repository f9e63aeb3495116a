"""Scores into probabilities that mean what they say, and the measure of how far they are off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# Below this many codings a temperature is a guess: cautious, and the same for everybody.
FEWEST = 20
_GUESS = (0.5, 0.3, 0.0)


@dataclass(frozen=True, slots=True)
class Temperature:
    """Turns the scores of one text into probabilities.

    A score counts by itself (`own`) and by its lead over the other codes of the text (`lead`); weights under 1 mean
    that the scores promised too much.
    """

    own: float
    lead: float
    shift: float

    def probabilities(self, scores: np.ndarray) -> np.ndarray:
        """This will give the probability (texts x codes) behind each score."""
        warm = self.own * scores + self.lead * leads(scores) + self.shift
        return 1.0 / (1.0 + np.exp(-np.clip(warm, -60, 60)))


def leads(scores: np.ndarray) -> np.ndarray:
    """This will give how far each score is ahead of all other scores of its text together (log-sum-exp)."""
    if scores.shape[1] < 2:
        return np.zeros(scores.shape)
    top = scores.max(axis=1, keepdims=True)
    powers = np.exp(np.clip(scores - top, -60, 0))
    others = np.maximum(powers.sum(axis=1, keepdims=True) - powers, 1e-12)
    return scores - top - np.log(others)


def fit_temperature(scores: np.ndarray, truth: np.ndarray) -> Temperature:
    """This will find the temperature at which the likeliest codes of unseen texts fit what people coded.

    `scores` and `truth` have shape (texts, codes). Only the three best codes of a text count: those are proposed,
    and the many others would drown them.
    """

    from scipy.optimize import minimize

    best = np.argsort(-scores, axis=1, kind="stable")[:, :3]
    own = np.take_along_axis(scores, best, 1).ravel()
    lead = np.take_along_axis(leads(scores), best, 1).ravel()
    right = np.take_along_axis(truth, best, 1).ravel().astype(float)
    if len(scores) < FEWEST or right.min() == right.max():
        return Temperature(*_GUESS)

    def loss(parameters: np.ndarray) -> float:
        warm = np.exp(parameters[0]) * own + np.exp(parameters[1]) * lead + parameters[2]
        # The last term keeps the weights finite when the scores separate right from wrong perfectly.
        return float(np.mean(np.logaddexp(0, warm) - right * warm)) + 0.001 * float(np.sum(parameters**2))

    found = minimize(loss, np.array([-1.0, -1.0, 0.0]), method="Nelder-Mead", options={"maxiter": 600}).x
    return Temperature(float(np.exp(found[0])), float(np.exp(found[1])), float(found[2]))


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
