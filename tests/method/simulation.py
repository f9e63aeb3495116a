"""Many made-up censuses in which the truth is known: how often do the intervals hold, and P(top 3) keep its word?

Run as a command, it writes tests/method/data/simulation.json, which the manual prints and a slow test recomputes:
    python tests/method/simulation.py
"""

import json
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

import numpy as np

from needs_assessment import estimates, ranks, replicates

RESULT = Path(__file__).parent / "data" / "simulation.json"
SIZES = {0: 51, 1: 178, 2: 68, 3: 27, 4: 18}
TOPICS, TOP = 40, 3
BINS = ((0, 0.05), (0.05, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01))


def census(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Makes 342 municipalities in five size classes and their true gap on 40 topics, whole numbers -4 to 4."""
    rng = np.random.default_rng(seed)
    size = np.repeat(list(SIZES), list(SIZES.values()))
    center = 1.2 + rng.normal(0, 0.25, TOPICS) + rng.normal(0, 0.25, (len(SIZES), TOPICS))[size]
    return size, np.round(np.clip(center + rng.normal(0, 1.2, (len(size), TOPICS)), -4, 4))


def chances(size: np.ndarray, gap: np.ndarray) -> dict[str, np.ndarray]:
    """Gives the chance of answering in three worlds."""
    leading = np.argsort(-gap.mean(axis=0))[:TOP]
    neediness = gap[:, leading].mean(axis=1)
    standard = (neediness - neediness.mean()) / neediness.std()
    return {
        "random within size class, 40 to 85%": np.array([0.4, 0.5, 0.6, 0.7, 0.85])[size],
        "random, 30%": np.full(len(size), 0.3),
        "the neediest answer less": 1 / (1 + np.exp(-(0.3 - 0.5 * standard))),
    }


def run(censuses: int = 60, each: int = 5, draws: int = 400, seed: int = 2026) -> dict:
    """Asks every made-up census several times in every world; counts how often intervals and P(top 3) were right."""
    names = list(chances(*census(seed)))
    worlds = {name: _world(name, censuses, each, draws, seed) for name in names}
    return {
        "censuses": censuses,
        "each": each,
        "draws": draws,
        "seed": seed,
        "topics": TOPICS,
        "worlds": worlds,
    }


def _world(name, censuses, each, draws, seed) -> dict:
    held, width, claims, leading, answered = {}, {}, [], [], []
    for number in range(censuses):
        size, gap = census(seed + number)
        truth, chance = gap.mean(axis=0), chances(size, gap)[name]
        leads = np.isin(np.arange(TOPICS), np.argsort(-truth)[:TOP])
        rng = np.random.default_rng((seed, number))
        for again in range(each):
            heard = rng.random(len(size)) < chance
            if np.bincount(size[heard], minlength=len(SIZES)).min() < 2:
                continue
            ends, in_top = _survey(size[heard], gap[heard], draws, each * number + again)
            for method, (lower, upper) in ends.items():
                held.setdefault(method, []).append(((lower <= truth) & (truth <= upper)).mean())
                width.setdefault(method, []).append((upper - lower).mean())
            claims.append(in_top)
            leading.append(leads)
            answered.append(heard.mean())
    return {
        "response": round(float(np.mean(answered)), 3),
        "surveys": len(claims),
        "coverage": {method: round(float(np.mean(shares)), 4) for method, shares in held.items()},
        "width": {method: round(float(np.mean(widths)), 4) for method, widths in width.items()},
        "claims": _kept(np.array(claims), np.array(leading)),
    }


def _survey(size, gap, draws, seed):
    design = {"strata": size, "population": SIZES}
    weights = (np.array(list(SIZES.values())) / np.bincount(size))[size]
    plain = estimates.means(gap, strata=size, weights=weights).estimates()
    exact = estimates.means(gap, **design).estimates()
    bootstrap = replicates.means(gap, **design, draws=draws, seed=seed)
    polya = replicates.means(gap, **design, draws=draws, seed=seed, method="polya")
    ends = {
        "no correction": _ends(plain),
        "Taylor": _ends(exact),
        "bootstrap (Rao-Wu)": bootstrap.interval(),
        "Polya posterior": polya.interval(),
    }
    return ends, ranks.probability_in_top(bootstrap.scores, k=TOP)


def _ends(found):
    return np.array([one.lower for one in found]), np.array([one.upper for one in found])


def _kept(claims: np.ndarray, leads: np.ndarray) -> list[dict]:
    """Per range of P(top 3): how often it was claimed and how often it was true."""
    rows = []
    for low, high in BINS:
        inside = (claims >= low) & (claims < high)
        true = leads[inside]
        share = round(float(true.mean()), 3) if inside.any() else None
        rows.append({"from": low, "to": min(high, 1), "claims": int(inside.sum()), "true": share})
    return rows


if __name__ == "__main__":
    RESULT.write_text(json.dumps(run(), indent=1) + "\n")
