"""Which figures of needs and white spots go to the publication gate, and which words go with them."""

from collections.abc import Iterable, Mapping
from typing import Any

from kennismakelaar.needs.api import NeedRow
from kennismakelaar.records.api import Figure

from .analysis import GapRow


def need_figures(rows: Iterable[NeedRow]) -> list[Figure]:
    """The prevalence of every topic and segment."""
    return [
        Figure(
            row=row.topic,
            column=row.segment,
            share=row.prevalence,
            lower=row.lower,
            upper=row.upper,
            municipalities=row.n,
            respondents=row.respondents,
            facts=_beside(row),
        )
        for row in rows
    ]


def gap_figures(rows: Iterable[GapRow]) -> list[Figure]:
    """The share of municipalities that need a topic and are not effectively served, per topic and segment."""
    return [
        Figure(
            row=row.topic,
            column=row.segment,
            share=row.joint,
            lower=row.lower,
            upper=row.upper,
            municipalities=row.n,
            respondents=row.respondents,
            facts={"type": row.type, "decision": row.decision, "reasons": list(row.reasons)},
        )
        for row in rows
    ]


def _beside(row: NeedRow) -> Mapping[str, Any]:
    """Tier, chance of the top 3 and "what if the silent ones differ": coarse, so that no count follows from them."""
    if row.segment:
        return {}
    low, high = row.extra["silent"]
    return {
        "tier": row.tier,
        "top3": 5 * round(20 * (row.probability_top3 or 0)),
        "silent_low": 10 * int(low * 10),
        "silent_high": min(100, 10 * (int(high * 10) + 1)),
    }
