"""Cells and offers for the tests: the worked example, and small random markets."""

import json
from functools import cache

import numpy as np

from method.frame import DATA
from needs_assessment.coverage import Cell, Offer


@cache
def example() -> dict:
    """Three topics x two segments, four offers; the expected figures are W per topic."""
    return json.loads((DATA / "example_coverage.json").read_text())


def example_cells() -> list[Cell]:
    return [
        Cell(str(c["theme"]), str(c["segment"]), c["municipalities"], c["prevalence"])
        for c in example()["cells"]
    ]


def example_offers() -> list[Offer]:
    cells, offers = example_cells(), []
    for place, given in enumerate(example()["offers"]):
        served = [cells[c] for c in given["eligible_cells"]]
        offers.append(
            Offer(
                f"offer {place}",
                tuple(dict.fromkeys(c.topic for c in served)),
                given["capacity"],
                given["age_years"],
                given["evidence"],
                given["satisfied"],
                given["rated"],
                segments=tuple(dict.fromkeys(c.segment for c in served)),
            )
        )
    return offers


def market(seed: int, *, topics: int, segments: int, offers: int) -> tuple[list[Cell], list[Offer]]:
    """A random market in which about half of the offers serve some segments only."""
    random = np.random.default_rng(seed)
    sizes = random.multinomial(342, np.ones(segments) / segments)
    cells = [
        Cell(f"t{t}", f"s{s}", float(sizes[s]), float(random.beta(2, 4)), respondents=int(0.6 * sizes[s]))
        for t in range(topics)
        for s in range(segments)
    ]
    made = [
        Offer(
            f"o{o}",
            tuple(
                f"t{t}" for t in random.choice(topics, random.integers(1, min(3, topics) + 1), replace=False)
            ),
            float(random.integers(1, 60)),
            float(random.uniform(0, 8)),
            float(random.uniform(0.4, 1)),
            int(random.integers(0, 5)),
            5,
            segments=()
            if random.random() < 0.5
            else tuple(f"s{s}" for s in np.flatnonzero(random.random(segments) < 0.4)),
            known=float(random.uniform(0.2, 1)),
        )
        for o in range(offers)
    ]
    return cells, made
