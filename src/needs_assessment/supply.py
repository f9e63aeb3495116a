"""What is needed and what there is: the two inputs of coverage, one entry per cell and per offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Cell:
    """One topic in one segment: how many municipalities there are and which share needs it.

    `role`, `region` and `forms` say what an offer must fit; empty means that anything fits.
    `respondents` is the number of municipalities that answered here (needed for draws, not for the index).
    """

    topic: str
    segment: str
    municipalities: float
    prevalence: float
    role: str = ""
    region: str = ""
    forms: tuple[str, ...] = ()
    respondents: int | None = None


@dataclass(frozen=True)
class Offer:
    """One thing a municipality can use: for whom, how many a year, how old, how well founded and rated.

    Empty `roles`, `forms`, `regions` or `segments` mean no restriction. `capacity` may be `math.inf`
    (a publication). `evidence` is a step of `EVIDENCE` or a number from 0 to 1; `age_years` None means
    unknown; `known` is the share of respondents who know the offer, None when nobody was asked.
    """

    key: str
    topics: tuple[str, ...]
    capacity: float
    age_years: float | None
    evidence: str | float
    satisfied: int = 0
    rated: int = 0
    roles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    known: float | None = None
