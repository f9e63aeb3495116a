"""Which figures of needs and white spots go to the publication gate, and which words go with them."""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

from kennismakelaar.needs.api import NeedRow
from kennismakelaar.records.api import Figure

from .analysis import GapRow

KIND_NEEDS, KIND_WHITE_SPOTS = "needs", "white-spots"
HALF_SHARE_STEP = 0.025  # shares are shown in steps of five points
HALF_BASE_STEP = 2  # a base shown as 200 stands for 198 to 202


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


def gap_figures(rows: Iterable[GapRow], needs: Iterable[NeedRow]) -> list[Figure]:
    """The share of municipalities that need a topic and are not effectively served, per topic and segment.

    Where the offer changes nothing, or less than the rounding shows, the white spot is the need and is published
    as the same figure: two estimates of one share, rounded apart, would together tell more than either.
    """
    behind = {(row.topic, row.segment): row for row in needs}
    return [_gap_figure(row, behind[row.topic, row.segment]) for row in rows]


def _gap_figure(row: GapRow, need: NeedRow) -> Figure:
    bare = row.type == "none" or abs(row.joint - need.prevalence) < HALF_SHARE_STEP
    return Figure(
        row=row.topic,
        column=row.segment,
        share=need.prevalence if bare else row.joint,
        lower=need.lower if bare else row.lower,
        upper=need.upper if bare else row.upper,
        municipalities=row.n,
        respondents=row.respondents,
        facts={"type": row.type, "decision": row.decision, "reasons": list(row.reasons)},
    )


def _beside(row: NeedRow) -> Mapping[str, Any]:
    """Tier, chance of the top 3 (coarse, so that no count follows from it) and how many municipalities there are."""
    if row.segment:
        return {}
    return {
        "tier": row.tier,
        "top3": 5 * round(20 * (row.probability_top3 or 0)),
        "municipalities": row.municipalities,
    }


def silent(cell: Mapping[str, Any]) -> tuple[int, int]:
    """What if the silent ones differ: the bounds in percent of a published need for all municipalities.

    From the published cell and nothing else: bounds of the exact share would narrow down what the rounding hides.
    """
    answered = max(cell["base"] - HALF_BASE_STEP, 0) / cell["facts"]["municipalities"]
    lowest, highest = cell["low"] * answered, 1 - (1 - cell["high"]) * answered
    return 5 * int(20 * lowest), min(100, 5 * ceil(20 * highest))


def with_silent(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """A published need with the bounds for the silent ones beside its other facts."""
    if cell["withheld"] or "municipalities" not in cell["facts"]:
        return cell
    low, high = silent(cell)
    return {**cell, "facts": {**cell["facts"], "silent_low": low, "silent_high": high}}
