"""How fast white spots, call lists and disclosure control are, and how much memory they take: one table.

    python3 start.py benchmark method_gaps

Each line runs in a process of its own, so that its peak memory is its own. Ratios compare processor time
with the plain way of doing the same on the same data; where that takes minutes, a part of it is measured and
multiplied, and the line says so.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

TOPICS, SEGMENTS, OFFERS, MUNICIPALITIES = 40, 36, 300, 342
DRAWS, CALLS = 2000, 50
PLAIN_DRAWS, PLAIN_CALLS, PLAIN_FIGURES = 20, 2, 4


@dataclass(frozen=True)
class Case:
    """One line: what is measured, the work, how often the measured part fits in the whole, and the target."""

    name: str
    run: Callable[[], Callable[[], object]]
    part_of: float = 1.0
    target: float | None = None


@cache
def market():
    """Cells and offers: three in five offers serve the whole country, the others about eight segments."""
    from needs_assessment import coverage

    rng = np.random.default_rng(1)
    topics, segments = [f"t{at}" for at in range(TOPICS)], [f"s{at}" for at in range(SEGMENTS)]
    sizes = rng.multinomial(MUNICIPALITIES, np.full(SEGMENTS, 1 / SEGMENTS))
    cells = [
        coverage.Cell(topic, name, float(size), float(rng.beta(2, 4)), respondents=int(0.6 * size))
        for topic in topics
        for name, size in zip(segments, sizes, strict=True)
    ]
    offers = [
        coverage.Offer(
            f"o{at}",
            tuple(rng.choice(topics, rng.integers(1, 4), replace=False).tolist()),
            float(rng.integers(5, 60)),
            float(rng.uniform(0, 8)),
            float(rng.uniform(0.4, 1)),
            segments=() if rng.random() < 0.6 else tuple(rng.choice(segments, 8, replace=False).tolist()),
        )
        for at in range(OFFERS)
    ]
    return cells, offers


def white_spots():
    from needs_assessment import coverage

    cells, offers = market()
    return lambda: coverage.white_spots(cells, offers=offers)


def joint():
    from needs_assessment import allocation, concave, coverage

    cells, offers = market()
    need = np.array([c.municipalities * c.prevalence for c in cells])
    capacity = np.array([o.capacity for o in offers])
    quality, pairs = coverage.qualities(offers), allocation.eligible_pairs(cells, offers)
    return lambda: concave.allocate(need, capacity, quality, *pairs)


def joint_linear():
    """The plain way: one linear program with a utility of ten pieces per cell (and so a coarser answer)."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array, vstack

    from needs_assessment import allocation, coverage

    cells, offers = market()
    need = np.array([c.municipalities * c.prevalence for c in cells])
    quality, (offer, cell) = coverage.qualities(offers), allocation.eligible_pairs(cells, offers)
    pairs, pieces, columns = len(offer), 10 * len(cells), np.arange(len(offer))
    shape = (len(offers) + len(cells), pairs + pieces)
    rows = np.concatenate([offer, len(offers) + cell])
    upper = coo_array((np.ones(2 * pairs), (rows, np.tile(columns, 2))), shape=shape)
    lower = coo_array(
        (
            np.concatenate([-quality[offer], np.ones(pieces)]),
            (
                np.concatenate([cell, np.repeat(np.arange(len(cells)), 10)]),
                np.concatenate([columns, pairs + np.arange(pieces)]),
            ),
        ),
        shape=(len(cells), pairs + pieces),
    )
    slope = np.tile(1 - (np.arange(10) + 0.5) / 10, len(cells))
    high = np.concatenate([np.full(pairs, np.inf), np.repeat(need / 10, 10)])
    limits = np.concatenate([[o.capacity for o in offers], need, np.zeros(len(cells))])
    return lambda: linprog(
        np.concatenate([np.full(pairs, 1e-9), -slope]),
        A_ub=vstack([upper, lower]).tocsr(),
        b_ub=limits,
        bounds=np.column_stack([np.zeros(len(high)), high]),
    )


def find():
    from needs_assessment import gaps

    cells, offers = market()
    return lambda: gaps.find(cells, offers=offers, tau=0.25, draws=DRAWS, seed=1)


def draws():
    """Only the draws: W of all topics in 2,000 draws under three allocations."""
    from needs_assessment import coverage, gaps

    cells, offers = market()
    plan, _ = coverage.lay_over(cells, offers=offers)
    replicates = gaps.polya_draws(cells, draws=DRAWS, seed=1)
    return lambda: gaps.unserved_draws(plan, replicates=replicates)


def draws_in_a_loop():
    """The plain way: all three allocations solved again for every draw."""
    from dataclasses import replace

    from needs_assessment import coverage, gaps

    cells, offers = market()
    replicates = gaps.polya_draws(cells, draws=PLAIN_DRAWS, seed=1)

    def work():
        for row in replicates:
            drawn = [replace(c, prevalence=float(p)) for c, p in zip(cells, row, strict=True)]
            coverage.lay_over(drawn, offers=offers)

    return work


def vary_supply():
    from needs_assessment import sensitivity

    cells, offers = market()
    return lambda: sensitivity.vary_supply(cells, offers=offers, tau=0.25)


@cache
def response():
    rng = np.random.default_rng(1)
    frame = {"size": rng.integers(0, 5, MUNICIPALITIES), "region": rng.integers(0, 12, MUNICIPALITIES)}
    return frame, rng.random(MUNICIPALITIES) < 0.5


def r_indicator():
    from needs_assessment import reach

    frame, answered = response()
    return lambda: reach.r_indicator(frame, answered, variables=["size", "region"])


def next_calls():
    from needs_assessment import reach

    frame, answered = response()
    return lambda: reach.next_calls(frame, answered, variables=["size", "region"], n=CALLS)


def next_calls_in_a_loop():
    """The plain way: fit the model again for every absent municipality, per call."""
    frame, answered = response()
    columns = [np.ones(MUNICIPALITIES)]
    columns += [(codes == c).astype(float) for codes in frame.values() for c in range(1, codes.max() + 1)]
    x = np.column_stack(columns)

    def cv(then):
        rho = x @ np.linalg.lstsq(x, then, rcond=None)[0]
        return rho.std() / then.mean()

    def work():
        then = answered.astype(float)
        for _ in range(PLAIN_CALLS):
            gains = []
            for unit in np.flatnonzero(then == 0):
                then[unit] = 1
                gains.append((cv(then), unit))
                then[unit] = 0
            then[min(gains)[1]] = 1

    return work


@cache
def public_tables():
    """What the site publishes of 40 topics: by size class, part of the country and role, totals linked."""
    from needs_assessment.disclosure import Table

    rng = np.random.default_rng(1)
    rows = tuple(f"t{at}" for at in range(TOPICS))
    size, part = rng.choice(4, MUNICIPALITIES, p=[0.15, 0.5, 0.25, 0.1]), rng.choice(4, MUNICIPALITIES)
    heard = rng.random(MUNICIPALITIES) < 0.6
    need = rng.random((TOPICS, MUNICIPALITIES)) < rng.beta(2, 4, TOPICS)[:, None]

    def table(name, groups, *, of, shown=rows, **more):
        inside = [groups == g for g in range(groups.max() + 1)] + [np.ones(MUNICIPALITIES, bool)]
        bases = np.tile([int((m & of).sum()) for m in inside], (len(shown), 1))
        counts = np.array([[(n & m & of).sum() for m in inside] for n in more.pop("flags")])
        columns = (*(f"{name}{g}" for g in range(len(inside) - 1)), "all")
        return Table(name, shown, columns, counts / np.maximum(bases, 1), bases, total="all", **more)

    everybody = np.ones(MUNICIPALITIES, bool)
    answered = {"of": everybody, "shown": ("answered",), "flags": heard[None], "public_bases": True}
    bases = np.tile(rng.integers(30, 180, 6), (TOPICS, 1))
    shares = rng.binomial(bases, 0.4) / bases
    return (
        table("size", size, of=heard, flags=need, link="overall"),
        table("part", part, of=heard, flags=need, link="overall"),
        Table("role", rows, tuple(f"role{r}" for r in range(6)), shares, bases),
        table("reach by size", size, link="reach", **answered),
        table("reach by part", part, link="reach", **answered),
    )


def protect():
    from needs_assessment import disclosure

    return lambda: disclosure.protect(public_tables())


def attack():
    from needs_assessment import disclosure

    published = disclosure.protect(public_tables()).published
    return lambda: disclosure.attack(published)


def attack_undivided():
    """The plain way: two linear programs per figure over all tables at once, not split into what is joined."""
    from scipy.optimize import linprog

    from needs_assessment import disclosure

    published = disclosure.protect(public_tables()).published
    keys = list(published.shares)
    system = published._system(keys, base=published.bases, weighted=set(), knows={})

    def work():
        for unknown in range(PLAIN_FIGURES):
            for sign in (1, -1):
                cost = np.zeros(len(system.low))
                cost[unknown] = sign
                linprog(
                    cost,
                    A_eq=system.equal,
                    b_eq=np.zeros(system.equal.shape[0]),
                    A_ub=system.below,
                    b_ub=np.zeros(system.below.shape[0]),
                    bounds=np.column_stack([system.low, system.high]),
                )

    return work


def figures() -> int:
    """How many figures the public tables hold, linked totals once: 9 + 6 per topic, and 9 of reach."""
    return TOPICS * 15 + 9


def suppress():
    """Exact counts of 40 topics by 4 size classes: each topic on its own, small counts hidden."""
    from needs_assessment import disclosure

    counts = np.random.default_rng(1).poisson(6, (TOPICS, 4))

    def work():
        for row in counts:
            small = (row > 0) & (row < 3)
            disclosure.suppress(row, secret=small, below=np.minimum(row, 1), above=2)

    return work


def agreement():
    from needs_assessment import agreement as coders

    ratings = np.random.default_rng(1).integers(0, 12, (3, 500)).astype(float)
    return lambda: coders.krippendorff_alpha(ratings, draws=1000, seed=1)


CASES = {
    "white_spots": Case("white spots, 40 topics x 36 segments x 300 offers", white_spots),
    "joint": Case("  its joint allocation", joint),
    "joint_linear": Case("  the same as one linear program of ten pieces", joint_linear),
    "find": Case("white spots judged over 2,000 draws", find),
    "draws": Case("  its draws", draws),
    "draws_loop": Case("  solved again per draw (20 measured)", draws_in_a_loop, DRAWS / PLAIN_DRAWS),
    "vary_supply": Case("27 variations of half-life, ladder and form", vary_supply),
    "r_indicator": Case("R-indicator of 342 over 17 categories", r_indicator),
    "next_calls": Case("next 50 calls", next_calls),
    "next_calls_loop": Case(
        "  by fitting again per candidate (2 measured)", next_calls_in_a_loop, CALLS / PLAIN_CALLS
    ),
    "protect": Case("protect all public tables, attack included", protect),
    "attack": Case("joint attack on all public tables", attack, target=10.0),
    "attack_plain": Case(
        "  by undivided programs (4 figures measured)", attack_undivided, figures() / PLAIN_FIGURES
    ),
    "suppress": Case("cheapest suppression, 40 rows of exact counts", suppress),
    "agreement": Case("alpha of 3 coders x 500 units, 1,000 draws", agreement),
}
RATIOS = {
    "one linear program of ten pieces": ("joint_linear", "joint"),
    "solving again per draw": ("draws_loop", "draws"),
    "fitting again per candidate": ("next_calls_loop", "next_calls"),
    "undivided linear programs": ("attack_plain", "attack"),
}


def measure(key: str) -> dict[str, float]:
    """Runs one case here: time and processor time of the whole, and the peak memory of this process."""
    case = CASES[key]
    work = case.run()
    began, used = time.perf_counter(), time.process_time()
    work()
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds * case.part_of, "cpu": cpu * case.part_of, "peak": peak}


def main() -> None:
    """Measures every case in a process of its own and prints the table."""
    found = {}
    print(f"{'what':52} {'seconds':>8} {'of cpu':>8} {'peak MiB':>9}  target")
    for key, case in CASES.items():
        found[key] = _apart(key)
        seconds, cpu, peak = (found[key][name] for name in ("seconds", "cpu", "peak"))
        held = "" if case.target is None else _verdict(seconds, case.target)
        print(f"{case.name:52} {seconds:8.3f} {cpu:8.3f} {peak:9.0f}  {held}", flush=True)
    print()
    for name, (above, below) in RATIOS.items():
        print(f"Times as fast as {name}: {found[above]['cpu'] / found[below]['cpu']:.1f}")


def _verdict(seconds: float, target: float) -> str:
    return f"{target:g} s: {'held' if seconds <= target else 'NOT HELD'}"


def _apart(key: str) -> dict[str, float]:
    code = f"import json; from benchmarks.method_gaps import measure; print(json.dumps(measure({key!r})))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
