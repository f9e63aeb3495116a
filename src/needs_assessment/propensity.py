"""Response propensities: a design of categories and a logistic fit that survives empty and full categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from needs_assessment.errors import InvalidParameter, LengthsDiffer, OutsideScale
from needs_assessment.reasons import Reason

Frame = Mapping[str, np.ndarray]

# Beyond this logit a propensity is 0 or 1 for all purposes: a category in which all or none answered.
FLAT = 12.0
LIMIT = 25.0
ROUNDS = 25
TOLERANCE = 1e-8


@dataclass(frozen=True)
class Design:
    """The columns of a model of categories (constant first), without columns that others already span.

    `basis` is an orthonormal basis of the same space.
    """

    columns: np.ndarray
    basis: np.ndarray
    dropped: int


@dataclass(frozen=True)
class Fitted:
    """Propensities, their slopes to the coefficients, and the covariance of the coefficients."""

    rho: np.ndarray
    slopes: np.ndarray
    covariance: np.ndarray
    reasons: tuple[Reason, ...]


def design(frame: Mapping[str, np.ndarray], variables: Sequence[str], *, crossed: bool = False) -> Design:
    """This will turn categories into 0/1 columns: main effects, or one stratification of all together."""

    from scipy.linalg import qr

    codes = [np.unique(np.asarray(frame[v]), return_inverse=True)[1] for v in variables]
    if crossed:
        codes = [np.unique(np.column_stack(codes), axis=0, return_inverse=True)[1].ravel()]
    blocks = [code[:, None] == np.arange(1, code.max() + 1) for code in codes]
    columns = np.column_stack([np.ones(len(codes[0])), *blocks]).astype(float)
    _, triangle, order = qr(columns, mode="economic", pivoting=True)
    size = np.abs(np.diag(triangle))
    kept = np.sort(order[: int((size > 1e-9 * size[0]).sum())])
    columns_kept = columns[:, kept]
    return Design(columns_kept, np.linalg.qr(columns_kept)[0], columns.shape[1] - len(kept))


def fit(model: Design, answered: np.ndarray) -> Fitted:
    """This will fit a logistic model; where all or none of a category answered, rho tends to 1 or 0.

    Iterates exactly as R's glm does (start, stop, covariance of the last weights), so that figures can be
    laid beside those of CBS' RISQ digit by digit.
    """
    columns, reasons = model.columns, list[Reason]()
    rho = (answered + 0.5) / 2
    logit, before = np.log(rho / (1 - rho)), _deviance(answered, rho)
    for _ in range(ROUNDS):
        weight = rho * (1 - rho)
        covariance = np.linalg.pinv(columns.T @ (weight[:, None] * columns), hermitian=True)
        logit = columns @ (covariance @ (columns.T @ (weight * logit + answered - rho)))
        rho = 1 / (1 + np.exp(-np.clip(logit, -LIMIT, LIMIT)))
        now = _deviance(answered, rho)
        if abs(now - before) / (abs(now) + 0.1) < TOLERANCE:
            break
        before = now
    else:
        reasons.append(Reason.NOT_CONVERGED)
    slopes = (rho * (1 - rho))[:, None] * columns
    if np.abs(logit).max() > FLAT:
        reasons.append(Reason.SEPARATED_CATEGORY)
    if model.dropped:
        reasons.append(Reason.VARIABLE_DROPPED)
    return Fitted(rho, slopes, covariance, tuple(reasons))


def _deviance(answered: np.ndarray, rho: np.ndarray) -> float:
    """Minus twice the log-likelihood of the answers."""
    return float(-2 * np.log(np.where(answered == 1, rho, 1 - rho)).sum())


def answers_of(frame: Frame, responded: np.ndarray, variables: Sequence[str]) -> np.ndarray:
    """This will hand back who answered, or refuse a frame and variables that do not fit it."""
    answered = np.asarray(responded)
    if answered.ndim != 1 or not np.isin(answered, (0, 1)).all():
        raise OutsideScale(
            "True or False per unit", f"shape {answered.shape} or other values", "one per unit"
        )
    if len(variables) == 0 or len(set(variables)) != len(variables):
        raise InvalidParameter("at least one variable, each once", f"{list(variables)}", "for instance size")
    for name in variables:
        if name not in frame:
            raise InvalidParameter(f"variables of the frame: {sorted(frame)}", f"{name!r}", "check the name")
        if len(frame[name]) != len(answered):
            raise LengthsDiffer(
                f"{len(answered)} values of {name}", f"{len(frame[name])}", "one value per unit"
            )
    return answered.astype(bool)
