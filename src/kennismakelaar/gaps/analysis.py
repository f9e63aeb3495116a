"""White spots: the needs of an analysis laid over the offer. Pure: no database, so that files give the same figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from kennismakelaar.needs.api import NeedRow, NeedsResult
from kennismakelaar.organizations.api import Frame
from needs_assessment import benchmarking, gaps
from needs_assessment.coverage import Cell, Offer
from needs_assessment.provenance import digest

SEPARATOR = "|"
SAME = 1e-9


@dataclass(frozen=True)
class GapParameters:
    """All choices behind the white spots. `tau` is fixed before anybody looks."""

    tau: float = 0.25
    half_life: float = 4.0
    aggregation: str = "geometric"
    draws: int = 2000
    seed: int = 2026


@dataclass(frozen=True)
class GapRow:
    """One topic in one segment ("" = all municipalities) judged."""

    topic: str
    segment: str
    best: float
    joint: float
    proportional: float
    lower: float
    upper: float
    probability: float
    type: str  # "" when the offer covers the need
    decision: str
    reasons: tuple[str, ...]
    n: int
    respondents: int


@dataclass(frozen=True)
class GapsResult:
    """White spots per topic and segment, and what is needed to compute them again."""

    rows: tuple[GapRow, ...]
    parameters: dict[str, Any]
    input_digest: str

    def whole(self) -> list[GapRow]:
        return [row for row in self.rows if not row.segment]


def analyze(
    needs: NeedsResult,
    frame: Frame,
    *,
    offers: Sequence[Offer],
    families: Mapping[str, frozenset[str]],
    on: date,
    parameters: GapParameters | None = None,
) -> GapsResult:
    """White spots for all municipalities, per size class and per role.

    families: {topic: topics an offer may be filed under to count for it} (itself, the wider and the narrower).
    """
    chosen = parameters or GapParameters()
    fitting = [widened(offer, families) for offer in offers]
    rows = _all_municipalities(needs, frame, fitting, on, chosen)
    rows += _sizes(needs, fitting, on, chosen)
    rows += _roles(needs, fitting, on, chosen)
    return GapsResult(
        tuple(rows),
        asdict(chosen) | {"on": on.isoformat()},
        digest(
            {"needs": needs.input_digest, "offers": [repr(offer) for offer in fitting], "on": on.isoformat()}
        ),
    )


def widened(offer: Offer, families: Mapping[str, frozenset[str]]) -> Offer:
    """An offer counts for a topic when it is filed under it, under its wider topic or under one of its parts."""
    mine = set(offer.topics)
    return replace(offer, topics=tuple(sorted({t for t, family in families.items() if family & mine} | mine)))


def with_known_shares(offers: Sequence[Offer], known: Mapping[str, float]) -> list[Offer]:
    """Offers with the share of municipalities that know one, where a survey asked: the mean over their topics.

    known: {topic: share that knows an offer on it}. An offer of which nobody was asked keeps what it had.
    """
    found = []
    for offer in offers:
        shares = [known[topic] for topic in offer.topics if topic in known]
        found.append(replace(offer, known=sum(shares) / len(shares)) if shares else offer)
    return found


def _all_municipalities(
    needs: NeedsResult, frame: Frame, offers: Sequence[Offer], on: date, chosen: GapParameters
) -> list[GapRow]:
    """Cells are topic x province, so that a regional offer counts where it is given.

    A province has too few answers of its own: its prevalence is that of its part of the country, moved so that
    the provinces add up to the need for the topic. Where there is no offer, the white spot then is the need.
    """
    local = {(row.topic, row.segment): row for row in needs.rows}
    places = frame.provinces()
    sizes = [count for _province, _part, count in places]
    cells, draws = [], []
    for row in needs.whole():
        nearest = [local.get((row.topic, f"part:{part}"), row) for _province, part, _count in places]
        shares = [[part.prevalence for part in nearest]]
        moved = benchmarking.to_whole(shares, sizes=sizes, whole=[row.prevalence])[0]
        cells += [
            Cell(row.topic, province, count, float(share), region=province)
            for (province, _part, count), share in zip(places, moved, strict=True)
        ]
        drawn = np.column_stack([needs.replicates[row.topic, part.segment] for part in nearest])
        draws.append(benchmarking.to_whole(drawn, sizes=sizes, whole=needs.replicates[row.topic, ""]))
    return _found(cells, np.hstack(draws), offers, needs.whole(), on, chosen) if cells else []


def _sizes(needs: NeedsResult, offers: Sequence[Offer], on: date, chosen: GapParameters) -> list[GapRow]:
    rows = [row for row in needs.rows if row.segment.startswith("size:")]
    return _apart(rows, needs, offers, on, chosen, role="")


def _roles(needs: NeedsResult, offers: Sequence[Offer], on: date, chosen: GapParameters) -> list[GapRow]:
    """One program per role: places are counted in municipalities, so roles do not compete for them."""
    found: list[GapRow] = []
    for segment in dict.fromkeys(row.segment for row in needs.rows if row.segment.startswith("role:")):
        rows = [row for row in needs.rows if row.segment == segment]
        found += _apart(rows, needs, offers, on, chosen, role=segment.removeprefix("role:"))
    return found


def _apart(
    rows: Sequence[NeedRow],
    needs: NeedsResult,
    offers: Sequence[Offer],
    on: date,
    chosen: GapParameters,
    *,
    role: str,
) -> list[GapRow]:
    """Every (topic, segment) judged as a topic of its own, while offers are shared among them."""
    if not rows:
        return []
    names = {f"{row.topic}{SEPARATOR}{row.segment}": row for row in rows}
    cells = [
        Cell(name, row.segment, row.municipalities, row.prevalence, role=role) for name, row in names.items()
    ]
    draws = np.column_stack([needs.replicates[row.topic, row.segment] for row in rows])
    by_topic: dict[str, list[str]] = {}
    for name, row in names.items():
        by_topic.setdefault(row.topic, []).append(name)
    split = [
        replace(offer, topics=tuple(name for topic in offer.topics for name in by_topic.get(topic, ())))
        for offer in offers
    ]
    renamed = [replace(row, topic=name) for name, row in names.items()]
    return _found(cells, draws, split, renamed, on, chosen)


def _found(
    cells: Sequence[Cell],
    draws: np.ndarray,
    offers: Sequence[Offer],
    rows: Iterable[NeedRow],
    on: date,
    chosen: GapParameters,
) -> list[GapRow]:
    behind = {row.topic: row for row in rows}
    found = gaps.find(
        cells,
        offers=[offer for offer in offers if offer.topics],
        tau=chosen.tau,
        replicates=draws,
        n_eff={topic: float(row.n) for topic, row in behind.items()},
        on=on,
        half_life=chosen.half_life,
        aggregation=chosen.aggregation,
    )
    return [_row(gap, behind[gap.topic]) for gap in found]


def _row(gap: gaps.Gap, need: NeedRow) -> GapRow:
    topic, _, segment = gap.topic.partition(SEPARATOR)
    # Where the offer serves nobody the white spot is the need: then its margin is that of the need as well.
    bare = abs(gap.spot.joint - need.prevalence) < SAME
    lower, upper = (need.lower, need.upper) if bare else (gap.lower, gap.upper)
    return GapRow(
        topic=topic,
        segment=segment,
        best=gap.spot.best,
        joint=gap.spot.joint,
        proportional=gap.spot.proportional,
        lower=min(lower, gap.spot.joint),
        upper=max(upper, gap.spot.joint),
        probability=gap.probability,
        type=str(gap.type) if gap.type else "",
        decision=str(gap.decision),
        reasons=tuple(str(reason) for reason in gap.reasons),
        n=need.n,
        respondents=need.respondents,
    )
