"""Which offers count on a day, and for how much: currency, evidence and satisfaction as one factor from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import numpy as np

from needs_assessment.errors import InvalidParameter, MethodError, NegativeWeight, OutsideScale
from needs_assessment.supply import Cell, Offer

# The shared recognition ladder (method.md, section 3), as a factor of quality.
EVIDENCE = {
    "none": 0.4,
    "practice": 0.5,
    "well_founded": 0.7,
    "first_indications": 0.85,
    "good_indications": 0.95,
    "strong_indications": 1.0,
}

HALF_LIFE = 4.0

AGGREGATIONS = ("geometric", "product", "minimum")


class UnableToCover(MethodError):
    """Cells or offers that contradict each other, such as one cell given twice."""

    code = "unable_to_cover"


def qualities(
    offers: Sequence[Offer], *, half_life: float = HALF_LIFE, aggregation: str = "geometric"
) -> np.ndarray:
    """This will give each offer's quality: currency, evidence and satisfaction combined, 0 to 1."""
    if not (half_life > 0 and math.isfinite(half_life)):
        raise InvalidParameter("a half-life above 0 years", f"{half_life}", "the default is 4 years")
    factors = np.array([_factors(offer, half_life) for offer in offers], float).reshape(len(offers), 3)
    if aggregation == "geometric":
        return np.asarray(factors.prod(axis=1) ** (1 / 3))
    if aggregation == "product":
        return np.asarray(factors.prod(axis=1))
    if aggregation == "minimum":
        return np.asarray(factors.min(axis=1))
    raise InvalidParameter(
        f"one of {', '.join(AGGREGATIONS)}", f"{aggregation!r}", "geometric is the default"
    )


def evidence_factor(evidence: str | float) -> float:
    """This will read a step of the recognition ladder, or a number from 0 to 1, as a factor."""
    if isinstance(evidence, str):
        if evidence not in EVIDENCE:
            raise OutsideScale(
                f"a step of {', '.join(EVIDENCE)}", f"{evidence!r}", "use the recognition ladder"
            )
        return EVIDENCE[evidence]
    return check_share(evidence, what="evidence")


def split_by_validity(offers: Sequence[Offer], *, on: date | None) -> tuple[list[Offer], list[Offer]]:
    """This will part the offers that count on a day from those that do not (expired, not yet begun, no places).

    Raises `InvalidParameter` when an offer carries dates and no day was given.
    """
    keys = [offer.key for offer in offers]
    if len(set(keys)) != len(keys):
        raise UnableToCover("one key per offer", "a key used twice", "give each offer its own key")
    if on is None and any(o.valid_from or o.valid_until for o in offers):
        raise InvalidParameter("the day to judge validity on", "offers with dates and no day", "give on=")
    current = [o for o in offers if _valid(o, on)]
    return current, [o for o in offers if not _valid(o, on)]


def check_cells(cells: Sequence[Cell]) -> None:
    """This will refuse cells that no index can be computed from."""
    if not cells:
        raise UnableToCover("at least one cell", "none", "a topic needs at least one segment")
    if len({(c.topic, c.segment) for c in cells}) != len(cells):
        raise UnableToCover("each topic and segment once", "a cell given twice", "add the segments up first")
    for cell in cells:
        check_share(cell.prevalence, what=f"prevalence of {cell.topic} / {cell.segment}")
        if not (cell.municipalities >= 0 and math.isfinite(cell.municipalities)):
            raise NegativeWeight(
                "a number of municipalities of 0 or more",
                f"{cell.municipalities}",
                "check the segment's size",
            )
    if any(sum(c.municipalities for c in cells if c.topic == t) <= 0 for t in {c.topic for c in cells}):
        raise UnableToCover(
            "a topic with municipalities", "a topic whose segments are all empty", "leave it out"
        )


def check_share(value: float, *, what: str) -> float:
    """This will hand a share back, or refuse it when it is not between 0 and 1."""
    if not 0 <= value <= 1:
        raise OutsideScale(f"{what} between 0 and 1", f"{value}", "a share, not a percentage")
    return float(value)


def _factors(offer: Offer, half_life: float) -> tuple[float, float, float]:
    if not 0 <= offer.satisfied <= offer.rated:
        raise OutsideScale(
            "satisfied between 0 and the number of ratings",
            f"{offer.satisfied} of {offer.rated} for {offer.key}",
            "count the ratings again",
        )
    age = half_life if offer.age_years is None else offer.age_years
    if not (age >= 0 and math.isfinite(age)):
        raise OutsideScale(
            "an age of 0 years or more", f"{age} for {offer.key}", "count from the day of judging"
        )
    satisfaction = (offer.satisfied + 2) / (offer.rated + 4)
    return 2 ** (-age / half_life), evidence_factor(offer.evidence), satisfaction


def _valid(offer: Offer, on: date | None) -> bool:
    if math.isnan(offer.capacity) or offer.capacity < 0:
        raise NegativeWeight(
            "a capacity of 0 or more", f"{offer.capacity} for {offer.key}", "inf = unlimited"
        )
    if offer.known is not None:
        check_share(offer.known, what=f"share that knows {offer.key}")
    begun = offer.valid_from is None or on is None or offer.valid_from <= on
    ended = offer.valid_until is not None and on is not None and offer.valid_until < on
    return begun and not ended and offer.capacity > 0
