"""The main job on made-up answers of all municipalities: needs, white spots, 40 topics, 2,000 replicates."""

import time
from datetime import date

import numpy as np

TOPICS, DRAWS, TARGET = 40, 2_000, 10.0
ON = date(2026, 11, 2)
ROLES = ("mayor", "alderman", "safety", "social", "youth")


def answers(codes: np.ndarray, topics: list[str], seed: int = 2026):
    """All municipalities answer, most with several colleagues: the largest survey there can be."""
    from kennismakelaar.surveys.api import AnswerTable

    chance = np.random.default_rng(seed)
    places = np.repeat(codes, chance.integers(1, 5, len(codes)))
    asked = (len(places), len(topics))
    leaning = chance.uniform(1.5, 4.5, len(topics))

    def scores() -> np.ndarray:
        drawn = np.clip(np.round(chance.normal(leaning, 1.2, asked)), 1, 5)
        drawn[chance.random(asked) < 0.1] = np.nan
        return drawn

    aspects = ("occurs", "importance", "capability", "attention", "satisfaction")
    return AnswerTable(
        places,
        chance.choice(ROLES, len(places)).astype(object),
        tuple(topics),
        {a: scores() for a in aspects},
    )


def measure() -> dict[str, float]:
    """This will compute needs and white spots once; seconds as passed, and of the processor."""
    from kennismakelaar.catalog.api import offer_rows
    from kennismakelaar.gaps import analysis as gaps
    from kennismakelaar.gaps.queries import families
    from kennismakelaar.needs import analysis as needs
    from kennismakelaar.organizations.api import frame_on
    from kennismakelaar.topics.api import topics

    frame, slugs = frame_on(ON), [topic.slug for topic in topics()][:TOPICS]
    table, offers, families_now = answers(frame.code, slugs), offer_rows(ON), families(ON)
    began, worked = time.perf_counter(), time.process_time()
    found = needs.analyze(table, frame, parameters=needs.Parameters(draws=DRAWS))
    half, half_worked = time.perf_counter(), time.process_time()
    spots = gaps.analyze(
        found, frame, offers=offers, families=families_now, on=ON, parameters=gaps.GapParameters(draws=DRAWS)
    )
    assert len(found.whole()) == len(slugs) == TOPICS
    assert len(spots.whole()) == TOPICS
    return {
        "municipalities": len(frame), "forms": len(table), "offers": len(offers),
        "needs": half - began, "needs_cpu": half_worked - worked,
        "spots": time.perf_counter() - half, "spots_cpu": time.process_time() - half_worked,
    }  # fmt: skip
